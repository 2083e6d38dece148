import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from bot.digests.compose import compose
from bot.digests.entry_pool import EntryPool
from bot.model.channel import Seen
from bot.model.digest import Digest, EmptyDigest, PartKind
from bot.model.due_digest import DigestKind, DueDigest
from bot.model.edition import Edition
from bot.model.recap import Link
from bot.model.topic import Alias, AliasKind, Topic
from tests.digests.conftest import MONDAY, recorded, said, subscribed, topics_named


def edition(name, region, starts_on):
    year = str(starts_on.year)
    last = starts_on + dt.timedelta(days=3)
    channel = (f"kubecon-{region}-{year}", name, name, region, "Barcelona", "Spain")
    return Edition(*channel, starts_on=starts_on, ends_on=last, dates_certain=True)


EDITIONS = (
    edition("KubeCon EU 2026", "eu", dt.date(2026, 3, 23)),
    edition("KubeCon NA 2026", "na", dt.date(2026, 11, 9)),
    edition("KubeCon EU 2027", "eu", dt.date(2027, 3, 15)),
)
WEEKLY, UNSEEN = DueDigest(MONDAY), Seen()
OTTERS = [said(f"Otters carry {number} stones.", "Otter", recap=f"otter-{number}") for number in range(7)]
BADGERS = [said(f"Badgers dig {number} tunnels.", "Badger", recap=f"badger-{number}") for number in range(4)]


def made(entries, subscription, due=WEEKLY, shown=UNSEEN, news=()):
    entry_pool = EntryPool(lambda: entries, topics_named, frozenset({"Foundation"}), news, EDITIONS)
    return compose(entry_pool, EDITIONS, subscription, due, shown)


def texts(digest, kind=PartKind.TAKEAWAYS):
    """Return what a digest tells of a kind, with what it leads with among the takeaways."""
    lead = [digest.headline] if digest.headline and kind is PartKind.TAKEAWAYS else []
    told = lead + [entry for part in digest.parts if part.kind is kind for entry in part.entries]
    return [entry.text or entry.title for entry in told]


def test_only_topics_the_channel_chose_are_told():
    digest = made([*OTTERS, *BADGERS], subscribed("Otter"))
    assert all(text.startswith("Otters") for text in texts(digest))
    assert [part.about for part in digest.parts] == ["Otter"]


def test_a_channel_without_topics_gets_a_mix():
    assert {text.split()[0] for text in texts(made([*OTTERS, *BADGERS], subscribed()))} == {"Otters", "Badgers"}


def test_what_was_shown_never_comes_again():
    times, told = Counter(), []
    for _ in range(4):
        digest = made(OTTERS, subscribed("Otter"), shown=Seen(dict(times)))
        times.update(digest.keys)
        told += texts(digest)
    assert sorted(told) == sorted(entry.text for entry in OTTERS)
    nothing = made(OTTERS, subscribed("Otter"), shown=Seen(dict(times)))
    assert nothing == EmptyDigest("the recaps contain nothing new on Otter")


def test_a_channel_remembers_what_says_the_same_as_what_it_was_shown():
    twin = said("In every pond otters carry 5 stones.", "Otter", recap="twin", day=dt.date(2026, 3, 1))
    digest = made([OTTERS[5]], subscribed("Otter"))
    again = made([OTTERS[5], twin], subscribed("Otter"))
    assert texts(digest) == texts(again) == ["Otters carry 5 stones."]
    assert set(again.keys) > set(digest.keys)


def test_what_most_recaps_speak_of_comes_before_numbers_and_thanks():
    thanks = said("Thanks to all who came.", recap="thanks", day=dt.date(2026, 3, 30))
    counted = said("The foundation counts 300 members.", "Foundation", recap="numbers", day=dt.date(2026, 3, 30))
    told = texts(made([thanks, counted, *OTTERS, *BADGERS[:1]], subscribed()))
    assert [text.split()[0] for text in told[:2]] == ["Otters", "Badgers"]


def test_a_mix_leads_with_what_most_sources_say():
    alone = [said(f"Badgers dig {number} new tunnels.", "Badger", recap=f"b-{number}") for number in range(5)]
    common = [
        said(f"Otters hold hands while they sleep {where}.", "Otter", recap=where)
        for where in ("afloat", "ashore", "at sea")
    ]
    assert texts(made([*alone, *common], subscribed()))[0].startswith("Otters hold hands")


def test_a_topic_is_called_by_its_name_however_the_channel_wrote_it():
    entry_pool = EntryPool(lambda: OTTERS, lambda _: topics_named("Otter"))
    assert compose(entry_pool, EDITIONS, subscribed("ottr"), WEEKLY, UNSEEN).parts[0].about == "Otter"


def test_the_beginning_of_a_name_is_no_name_of_a_topic():
    aliases = tuple(Alias(name, AliasKind.SPELLING, "project") for name in ("Otter", "OtterCD"))
    entry_pool = EntryPool(lambda: OTTERS, lambda _: (Topic("Otter CD", "project", "", aliases),))
    assert entry_pool.names_of("ottercd") == ("Otter CD", "OtterCD")


def test_news_come_newest_first_and_leave_out_what_only_an_organisation_did():
    told = [
        said("Dam 1.2 was released on 1 October 2026.", "Dam", day=dt.date(2026, 10, 1), event=""),
        said("Lodge graduated on 2 November 2026.", "Lodge", day=dt.date(2026, 11, 2), event=""),
        said("Pond joined the foundation.", "Foundation", day=dt.date(2026, 11, 3), event=""),
        said("Den graduated on 1 May 2026.", "Den", day=dt.date(2026, 5, 1), event=""),
    ]
    digest = made(OTTERS, subscribed("Otter"), news=told)
    assert texts(digest, PartKind.NEWS) == [told[1].text, told[0].text]
    mine = made(OTTERS, subscribed("Dam"), news=told)
    assert mine.headline == told[0]


def test_a_recap_that_arrived_leads_with_its_best_two_lines():
    arrived = [said(f"Otters build {number} dams.", "Otter", recap="fresh") for number in range(3)]
    digest = made([*OTTERS, *arrived], subscribed("Otter"), shown=Seen(new_recaps=frozenset({"fresh"})))
    assert digest.headline in arrived
    assert digest.parts[0].kind is PartKind.NEW
    assert [entry.source.recap for entry in digest.parts[0].entries] == ["fresh"]


def test_what_more_there_is_can_be_looked_up():
    part = made(OTTERS, subscribed("Otter")).parts[0]
    assert (part.more, part.lookup) == (5, "Otter")


def test_what_is_older_than_a_year_is_told_where_history_was_asked_for():
    old = said("Otters were first counted.", "Otter", day=dt.date(2023, 4, 18))
    assert made([old], subscribed("Otter")) == EmptyDigest("the recaps contain nothing on Otter")
    assert texts(made([old], subscribed("Otter history"))) == ["Otters were first counted."]


def test_talks_that_can_be_watched_are_offered():
    digest = made([*OTTERS, recorded("Otters at scale", "Otter")], subscribed("Otter"))
    assert texts(digest, PartKind.TALKS) == ["Otters at scale"]


@pytest.mark.parametrize(
    "text",
    [
        "Otter dens are inspected from 11 December 2026 on.",
        "Otter dens are inspected from December 11th, 2026 on.",
        "Otter dens are inspected from 2026-12-11 on.",
    ],
)
def test_days_that_come_up_are_told(text):
    digest = made(
        [said(text, "Otter"), said("Otter dens were inspected on 1 December 2024 and 31 June 2026.", "Otter")],
        subscribed("Otter"),
    )
    dates = next(part for part in digest.parts if part.kind is PartKind.DATES)
    assert (dates.days, texts(digest, PartKind.DATES)) == ((dt.date(2026, 12, 11),), [text])


def test_a_week_in_which_there_is_nothing_says_why():
    assert made(OTTERS, subscribed("Newt")) == EmptyDigest("the recaps contain nothing on Newt")
    assert made([], subscribed()) == EmptyDigest("the recaps contain nothing at all")


def test_a_kubecon_that_is_near_is_told_where_no_recap_names_a_day():
    due = DueDigest(dt.datetime(2027, 2, 22, 9, tzinfo=dt.UTC))
    digest = made(OTTERS, subscribed("Otter"), due)
    assert [part.kind for part in digest.parts] == [PartKind.TAKEAWAYS, PartKind.DATES]
    assert digest.coming == EDITIONS[2:]
    again = made(OTTERS, subscribed("Otter"), due, Seen(dict.fromkeys(digest.keys, 1)))
    assert again.coming == ()


def test_a_talk_that_was_offered_is_not_offered_again():
    talks = [recorded(f"Otter {what}", "Otter") for what in ("dams at scale", "dens in winter", "food, caught fast")]
    first = made([*OTTERS, *talks], subscribed("Otter"))
    second = made([*OTTERS, *talks], subscribed("Otter"), shown=Seen(dict.fromkeys(first.keys, 1)))
    assert len(texts(first, PartKind.TALKS)) == 2
    assert len(texts(second, PartKind.TALKS)) == 1
    assert not set(texts(first, PartKind.TALKS)) & set(texts(second, PartKind.TALKS))


COUNTDOWN = DueDigest(dt.datetime(2027, 3, 1, 8, tzinfo=dt.UTC), DigestKind.COUNTDOWN, "kubecon-eu-2027", 14)


def test_a_countdown_tells_what_was_said_last_time_and_what_changed_since():
    entries = [
        said("Otters slept.", "Otter", event="kubecon-eu-2026"),
        said("Otters woke.", "Otter", event="kubecon-na-2026"),
        said("Otters were born.", "Otter", event="kubecon-eu-2025"),
        recorded("Otters to come", "Otter", event="kubecon-eu-2027"),
    ]
    digest = made(entries, subscribed("Otter"), COUNTDOWN)
    told = {kind: texts(digest, kind) for kind in (PartKind.LAST_TIME, PartKind.SINCE, PartKind.SESSIONS)}
    assert told == {
        PartKind.LAST_TIME: ["Otters slept."],
        PartKind.SINCE: ["Otters woke."],
        PartKind.SESSIONS: ["Otters to come"],
    }
    assert digest.edition == EDITIONS[2]


def test_a_countdown_tells_days_that_lead_up_to_it_and_leaves_its_own_to_where_and_when():
    ahead = {"event": "kubecon-eu-2027", "recap": "eu2027-ahead"}
    entries = [said("It starts on 15 March 2027.", **ahead), said("Badges are sent on 8 March 2027.", **ahead)]
    digest = made(entries, subscribed(), COUNTDOWN)
    assert texts(digest, PartKind.DATES) == ["Badges are sent on 8 March 2027."]
    assert texts(digest, PartKind.SINCE) == []


def test_a_countdown_is_worth_posting_for_its_date_alone():
    assert isinstance(made([], subscribed("Otter"), COUNTDOWN), Digest)


def test_a_countdown_to_an_edition_that_is_gone_is_not_posted():
    due = DueDigest(COUNTDOWN.at, DigestKind.COUNTDOWN, "kubecon-moon-2030", 14)
    assert made(OTTERS, subscribed(), due) == EmptyDigest("kubecon-moon-2030 is no longer announced")


def test_the_monday_after_lists_the_recaps_so_far():
    due = DueDigest(MONDAY, DigestKind.READING, "kubecon-na-2026")
    entries = [said("Otters waved.", "Otter", recap="na2026-pond", event="kubecon-na-2026", day=MONDAY.date()), *OTTERS]
    digest = made(entries, subscribed("Otter"), due)
    assert texts(digest) == ["Otters waved."]
    assert texts(digest, PartKind.RECAPS) == ["Otters waved."]


def test_the_monday_after_leaves_out_what_was_written_before():
    due = DueDigest(MONDAY, DigestKind.READING, "kubecon-na-2026")
    ahead = said("Otters will wave.", "Otter", event="kubecon-na-2026", day=dt.date(2026, 8, 10))
    after = said("Otters waved.", "Otter", event="kubecon-na-2026", day=dt.date(2026, 11, 12))
    assert texts(made([ahead, after], subscribed(), due)) == ["Otters waved."]


def test_what_one_page_told_stands_once_though_two_recaps_repeat_it():
    newer, blog = dt.date(2026, 4, 1), (Link("blog", "https://otters.example/1"),)
    repeated = [
        replace(said(f"Otters swim {how}.", "Otter", recap=f"swim-{how}", day=newer), links=blog)
        for how in ("far", "afar")
    ]
    told = texts(made([*repeated, *OTTERS], subscribed("Otter")))
    assert sum("swim" in text for text in told) == 1


def test_the_monday_after_without_a_recap_is_an_ordinary_week():
    due = DueDigest(MONDAY, DigestKind.READING, "kubecon-na-2026")
    digest = made(OTTERS, subscribed("Otter"), due)
    assert digest.edition is None
    assert texts(digest) == texts(made(OTTERS, subscribed("Otter")))
