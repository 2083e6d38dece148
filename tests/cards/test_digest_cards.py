import dataclasses
import datetime as dt

import discord

from adapters.discord.render import MessageControls
from adapters.discord.render import render_card as draw_for_discord
from adapters.slack.render import render_card as draw_for_slack
from bot.cards.digest_cards import digest_to_cards
from bot.model.answer_page import value_to_page
from bot.model.channel import Seen
from bot.model.digest import Digest
from bot.model.due_digest import DigestKind, DueDigest
from bot.model.entry import EntryKind
from emulators.slack.rules import check_message
from tests.digests.conftest import MONDAY, recorded, said, subscribed
from tests.digests.test_compose import BADGERS, COUNTDOWN, EDITIONS, OTTERS, made

LONG = "A very long tale of animals that will not end soon, told with & and < and *stars* by otters. " * 8


def test_the_parent_leads_with_one_sentence_and_says_what_is_inside():
    parent = digest_to_cards(made([*OTTERS, *BADGERS], subscribed("Otter", "Badger")))[0]
    assert parent.title == "KubeCon digest, 23 November 2026"
    [headline] = parent.sections[0].items
    assert headline.text.startswith("“Otters carry")
    assert headline.source.url
    assert headline.text in parent.alt_text
    assert parent.footer == "In the thread: 3 takeaways · Otter and Badger"
    assert [(one.label, value_to_page(one.value).words) for one in parent.actions] == [
        ("Open settings", "digest settings"),
        ("Look something up", "help"),
    ]


def test_what_leads_does_not_stand_in_the_thread():
    parent, *thread = digest_to_cards(made(OTTERS, subscribed("Otter")))
    told = [item.text for card in thread for section in card.sections for item in section.items]
    assert parent.sections[0].items[0].text not in told


def test_what_arrived_is_marked_as_new():
    digest = made(OTTERS, subscribed("Otter"), shown=Seen(new_recaps=frozenset({"otter-3"})))
    assert digest_to_cards(digest)[0].sections[0].items[0].badge == "New · EU 2026"


def test_more_leads_to_a_lookup():
    cards = digest_to_cards(made(OTTERS, subscribed("Otter")))
    assert [(one.label, value_to_page(one.value).words) for one in cards[1].actions] == [("+5 more on Otter", "Otter")]


def test_more_leads_to_the_kind_that_was_counted():
    cards = digest_to_cards(made(OTTERS, subscribed("Otter")))
    assert [value_to_page(one.value).kind for one in cards[1].actions] == [EntryKind.TAKEAWAY]


def test_more_of_one_topic_is_offered_once_for_all_parts_of_a_message():
    entries = [
        said(f"Otters {did} {n} hours.", "Otter", event=event, recap=f"{event}-{n}")
        for event, did in (("kubecon-eu-2026", "slept"), ("kubecon-na-2026", "dived"))
        for n in range(5)
    ]
    cards = digest_to_cards(made(entries, subscribed("Otter"), COUNTDOWN))
    offered = [one for card in cards for one in card.actions if "more on" in one.label.casefold()]
    assert [(one.label, value_to_page(one.value).words) for one in offered] == [("More on Otter", "Otter")]


def test_more_of_an_edition_names_the_edition():
    entries = [said(f"Otters slept {n} hours.", "Otter", event="kubecon-eu-2026", recap=f"eu-{n}") for n in range(5)]
    card = digest_to_cards(made(entries, subscribed(), COUNTDOWN))[2]
    assert (card.title, [one.label for one in card.actions]) == ("Said at KubeCon EU 2026", ["+1 more of EU 2026"])


def test_a_countdown_says_where_and_when():
    cards = digest_to_cards(made(OTTERS, subscribed("Otter"), COUNTDOWN))
    assert cards[0].title == "KubeCon EU 2027 in 14 days, Barcelona"
    assert "15–18 March 2027" in cards[1].sections[0].items[0].text


def test_a_countdown_leads_with_what_changed_since_the_kubecon_before():
    graduated = said("Dam graduated in the CNCF on 1 February 2027.", "Dam", day=dt.date(2027, 2, 1), event="")
    parent = digest_to_cards(made(OTTERS, subscribed("Otter"), COUNTDOWN, news=[graduated]))[0]
    assert parent.sections[0].items[0].text.startswith("Since KubeCon EU 2026: ")


def test_sessions_are_told_at_the_times_of_the_channel():
    session = recorded("Otters to come", "Otter", event="kubecon-eu-2027", day=dt.date(2027, 3, 16))
    timed = dataclasses.replace(session, text="Hall 1 · 16 March 2027, 10:00 (Europe/Madrid)")
    cards = digest_to_cards(made([timed], subscribed("Otter", timezone="Asia/Tokyo"), COUNTDOWN))
    [item] = cards[2].sections[0].items
    assert item.badge == "Tuesday, 16 March, 18:00 (Asia/Tokyo)"


def test_the_day_before_is_called_tomorrow():
    due = DueDigest(COUNTDOWN.at + dt.timedelta(days=13), DigestKind.COUNTDOWN, "kubecon-eu-2027", 1)
    assert digest_to_cards(made([], subscribed(), due))[0].title == "KubeCon EU 2027 tomorrow, Barcelona"


def test_the_fullest_week_fits_both_platforms_and_leaves_nothing_out():
    topics = ("Otter", "Badger", "Mole", "Newt", "Stoat")
    entries = [
        said(f"{topic} {number} on 1 December 2026: {LONG}", topic, recap=f"{topic}-{number}")
        for topic in topics
        for number in range(40)
    ]
    entries += [recorded(f"{topic} {LONG}", topic) for topic in topics]
    shown = Seen(new_recaps=frozenset(entry.source.recap for entry in entries))
    digest = made(entries, subscribed(*topics), shown=shown)
    assert isinstance(digest, Digest)
    for card in digest_to_cards(dataclasses.replace(digest, coming=EDITIONS[2:])):
        message = draw_for_slack(card)
        assert not check_message({"text": message.text, "blocks": message.blocks})
        assert "do not fit" not in str(message.blocks)
        view = draw_for_discord(card, MessageControls())
        assert isinstance(view, discord.ui.LayoutView)
        drawn = str(view.to_components())
        assert all(drawn.count(item.text[:20]) for section in card.sections for item in section.items)


def test_the_same_moment_gives_the_same_cards():
    first, second = (digest_to_cards(made([*OTTERS, *BADGERS], subscribed(), DueDigest(MONDAY))) for _ in range(2))
    assert first == second
