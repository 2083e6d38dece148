import datetime as dt
from dataclasses import replace

import pytest

from bot.cards.answer_to_card import answer_to_card
from bot.model.answer_page import AnswerPage, value_to_page
from bot.model.card import ActionKind
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.lookup import Answer, Interpretation, Lookup, Match
from bot.model.subject import EventSubject, Intent
from bot.model.topic import Alias, AliasKind, Topic
from bot.model.topic_summary import TopicSummary

OTTER = Topic(
    "Otter Runtime",
    "feature",
    "Lets otters run containers",
    aliases=(Alias("OTR", AliasKind.ABBREVIATION, "Otter glossary"),),
    part_of="Kubernetes",
    related=("Beaver", "Mink", "Stoat"),
)
POST = Source("otters", "Three days among otters", "https://blog.example/otters", "Day one", 12)
READ_OTR = Interpretation("otr", "Otter Runtime", "alias", "Otter glossary")
TAKEAWAY = Entry(EntryKind.TAKEAWAY, "", "Otters schedule themselves.", POST, event="kubecon-na-2025")
HOME = Source("topics", "https://otter.example/about/otters", "https://otter.example", "feature", 0)
PROJECT = Entry(EntryKind.PROJECT, "Otter Runtime", "Lets otters run containers · https://otter.example", HOME)
TALK = Entry(EntryKind.TALK, "Otters at scale", "", POST, speakers=(Speaker("Ana Lee", "Acme"),))


def match(entry, *also_in):
    return Match(entry, 0.9, ("alias OTR",), also_in)


def answer(*entries, **fields):
    return Answer(**{"lookup": Lookup("otr"), "matches": tuple(map(match, entries)), **fields})


def about_otter(*entries, recaps=9, **fields):
    summary = TopicSummary(OTTER, recaps, "kubecon-eu-2026" if recaps else "")
    return answer(*entries, read_as=(READ_OTR,), topics=(summary,), **fields)


def labels(card):
    return [action.label for action in card.actions]


# ---- the first line ----


def test_an_abbreviation_is_spelled_out_in_the_title():
    card = answer_to_card(about_otter(TAKEAWAY))
    assert card.title == "OTR → Otter Runtime"
    assert card.subtitle == "Kubernetes feature · 9 recaps, newest EU 2026"


def test_a_topic_typed_by_its_full_name_is_the_title_alone():
    assert answer_to_card(about_otter(TAKEAWAY, lookup=Lookup("otter  runtime"))).title == "Otter Runtime"


@pytest.mark.parametrize(
    ("owner", "kind"),
    [
        ("Kubernetes SIG Network", "Kubernetes feature"),
        ("Acme; began at Otter Inc.", "Acme feature"),
        ("", "feature"),
    ],
)
def test_a_topic_that_is_part_of_nothing_shows_who_keeps_it(owner, kind):
    card = answer_to_card(answer(TAKEAWAY, topics=(TopicSummary(replace(OTTER, part_of="", owner=owner), 1, ""),)))
    assert card.subtitle == f"{kind} · 1 recap"


def test_a_project_shows_how_mature_it_is():
    project = replace(OTTER, kind="project", maturity="sandbox")
    card = answer_to_card(answer(TAKEAWAY, topics=(TopicSummary(project, 1, ""),)))
    assert card.subtitle == "CNCF project (sandbox) · 1 recap"


def test_a_corrected_spelling_is_owned_up_to():
    read_as = Interpretation("oter runtme", "Otter Runtime", "spelling")
    fields = {"lookup": Lookup("oter runtme"), "topics": (TopicSummary(OTTER, 2, ""),), "read_as": (read_as,)}
    card = answer_to_card(answer(TAKEAWAY, **fields))
    assert card.title == "Otter Runtime"
    assert card.subtitle.startswith("read “oter runtme” as Otter Runtime · ")


def test_words_beside_a_topic_stay_in_the_title():
    card = answer_to_card(about_otter(TAKEAWAY, lookup=Lookup("otr at night"), totals=((EntryKind.TAKEAWAY, 1),)))
    assert card.title == "otr at night"
    assert card.subtitle == "OTR → Otter Runtime · 1 takeaway"


def test_an_abbreviation_among_other_words_is_written_as_the_catalogue_does():
    card = answer_to_card(about_otter(TAKEAWAY, lookup=Lookup("otr at night")))
    assert card.subtitle.startswith("OTR → Otter Runtime")


def test_an_ambiguous_name_shows_both_readings_and_offers_each():
    card = answer_to_card(answer(TAKEAWAY, readings=("Otter Runtime", "over-the-river routing")))
    assert card.subtitle == "may mean Otter Runtime or over-the-river routing"
    assert labels(card) == ["Otter Runtime", "over-the-river routing"]


# ---- the lines, the steps and the footer ----


def test_a_project_that_the_title_speaks_of_is_not_told_again():
    card = answer_to_card(about_otter(PROJECT, TAKEAWAY, totals=((EntryKind.PROJECT, 1), (EntryKind.TAKEAWAY, 1))))
    assert [section.heading for section in card.sections] == ["", "Takeaways"]
    assert labels(card) == ["Weekly digest on this", "Related: Beaver", "Related: Mink"]


def test_a_project_that_was_asked_for_by_kind_is_told():
    card = answer_to_card(about_otter(PROJECT), AnswerPage("otr", EntryKind.PROJECT))
    assert [section.heading for section in card.sections] == ["Projects"]


def test_kinds_stand_in_one_order_with_room_for_a_few_of_each():
    entries = [TAKEAWAY] * 7 + [TALK] * 7
    card = answer_to_card(answer(*entries, totals=((EntryKind.TALK, 7), (EntryKind.TAKEAWAY, 16))))
    assert [(section.heading, len(section.items)) for section in card.sections] == [("Takeaways", 4), ("Talks", 3)]
    assert labels(card) == ["More takeaways (12)", "More talks (4)"]


def test_the_kind_of_the_best_match_stands_first():
    card = answer_to_card(answer(TALK, TAKEAWAY, PROJECT))
    assert [section.heading for section in card.sections] == ["Talks", "Takeaways", "Projects"]


def test_of_a_topic_alone_the_takeaways_stand_first():
    card = answer_to_card(about_otter(TALK, TAKEAWAY))
    assert [section.heading for section in card.sections] == ["", "Takeaways", "Talks"]


def test_a_kind_that_was_crowded_out_is_offered_whole():
    assert labels(answer_to_card(answer(TAKEAWAY, totals=((EntryKind.TAKEAWAY, 1), (EntryKind.TALK, 6))))) == [
        "Talks (6)"
    ]


def test_taking_the_step_to_more_goes_on_where_the_card_ended():
    found = answer(*[TAKEAWAY] * 20, totals=((EntryKind.TAKEAWAY, 20),))
    first = answer_to_card(found)
    second = answer_to_card(found, value_to_page(first.actions[0].value))
    third = answer_to_card(found, value_to_page(second.actions[0].value))
    assert [len(card.sections[0].items) for card in (first, second, third)] == [4, 8, 8]
    assert labels(third) == []


def test_a_page_beyond_the_last_match_offers_nothing_more():
    found = answer(TAKEAWAY, totals=((EntryKind.TAKEAWAY, 90),))
    card = answer_to_card(found, AnswerPage("otr", EntryKind.TAKEAWAY, 60))
    assert (card.subtitle, labels(card)) == ("that is all there is", [])


def test_a_given_room_holds_for_every_section():
    card = answer_to_card(answer(*[TAKEAWAY] * 9, *[TALK] * 9), room=9)
    assert [len(section.items) for section in card.sections] == [9, 9]


def test_neighbours_of_a_topic_are_offered_but_few():
    card = answer_to_card(about_otter(TAKEAWAY))
    assert labels(card) == ["Weekly digest on this", "Related: Beaver", "Related: Mink"]
    assert value_to_page(card.actions[1].value) == AnswerPage("Beaver")


def test_the_footer_says_how_old_the_newest_line_is_and_where_a_name_is_taken_from():
    dated = [replace(TAKEAWAY, date=dt.date(2025, 11, 9)), replace(TAKEAWAY, date=dt.date(2026, 4, 2))]
    assert answer_to_card(about_otter(*dated)).footer == "as of April 2026 · “otr”: Otter glossary"


# ---- nothing found ----


def test_nothing_found_says_so():
    card = answer_to_card(answer(lookup=Lookup("zebra")))
    assert (card.title, card.subtitle) == ("zebra", "no recap mentions this")
    assert [section.heading for section in card.sections] == ["How it was understood", "Do you know a recap about it?"]
    assert card.sections[0].items[0].text.startswith("“zebra” as words of")
    assert card.alt_text == "zebra: no recap mentions this"


def test_nothing_found_names_the_filters_too():
    card = answer_to_card(answer(lookup=Lookup("zebra", event="eu-2025", speaker="Lee")))
    assert card.sections[0].items[0].text.endswith(", KubeCon eu-2025, speaker Lee")


def test_nothing_found_offers_what_may_have_been_meant():
    card = answer_to_card(answer(lookup=Lookup("otterr"), did_you_mean=("Otter Runtime",)))
    assert "did you mean" in card.subtitle
    assert [(action.kind, action.label) for action in card.actions] == [(ActionKind.LOOK_UP, "Otter Runtime")]


def test_where_nothing_says_all_that_was_typed_its_parts_are_offered():
    card = answer_to_card(about_otter(lookup=Lookup("otter runtime vs weasels"), did_you_mean=("Otter Runtime",)))
    assert card.subtitle.endswith("no recap mentions all of this; try a part of it")
    assert labels(card) == ["Otter Runtime"]


def test_each_of_several_topics_is_offered_alone():
    both = (TopicSummary(OTTER, 9, ""), TopicSummary(replace(OTTER, name="Badger Mesh"), 2, ""))
    card = answer_to_card(answer(TAKEAWAY, lookup=Lookup("otter runtime vs badger mesh"), topics=both))
    assert labels(card) == ["Otter Runtime", "Badger Mesh"]


def test_what_is_of_other_editions_than_the_one_asked_for_is_said_to_be():
    read_as = Interpretation("kubecon eu 2026", "other editions", "edition")
    card = answer_to_card(answer(TAKEAWAY, lookup=Lookup("otters kubecon eu 2026"), read_as=(read_as,)))
    assert card.subtitle.startswith("nothing on this of “kubecon eu 2026”, but of other editions")


def test_a_kind_that_is_not_there_is_said_so():
    card = answer_to_card(about_otter(), AnswerPage("otr", EntryKind.TALK))
    assert (card.subtitle, card.sections) == ("the recaps hold no talk on this", ())


def test_a_kind_typed_among_the_words_counts_as_asked_for():
    card = answer_to_card(answer(*[TALK] * 9, lookup=Lookup("otr", EntryKind.TALK)), AnswerPage("otr kind:talk"))
    assert len(card.sections[0].items) == 8


def test_a_known_topic_of_which_nothing_passes_the_filters_is_said_so():
    card = answer_to_card(about_otter(lookup=Lookup("otr", speaker="Ana Lee")))
    assert card.subtitle == "no recap mentions this with Ana Lee"


@pytest.mark.parametrize(
    ("recap", "told"),
    [("talk-otters", "told in recordings of talks"), ("schedule-eu-2026", "in no recap yet"), ("note-otters", "")],
)
def test_a_topic_in_no_recap_says_where_its_lines_are_from(recap, told):
    card = answer_to_card(about_otter(replace(TALK, source=replace(POST, recap=recap)), recaps=0))
    assert card.subtitle == " · ".join(filter(None, ("Kubernetes feature", told)))


def test_a_known_topic_in_no_recap_is_described_and_says_so():
    card = answer_to_card(about_otter(recaps=0))
    assert card.subtitle == "Kubernetes feature · in no recap yet"
    assert card.sections[0].items[0].text == "Lets otters run containers"


def test_an_empty_lookup_is_told_what_to_type():
    card = answer_to_card(answer(lookup=Lookup("  ")))
    assert (card.title, card.subtitle) == ("Nothing asked", "type a topic, a project, a talk or a speaker")


def test_a_lookup_by_filters_alone_is_titled_by_them():
    assert (
        answer_to_card(answer(TALK, lookup=Lookup("", speaker="Ana Lee", event="eu-2025"))).title == "eu-2025, Ana Lee"
    )


def test_a_weekly_digest_is_offered_on_a_topic_that_recaps_speak_of():
    follow = answer_to_card(about_otter(TAKEAWAY)).actions[0]
    assert value_to_page(follow.value).words == f"digest follow {OTTER.name}"
    assert "Weekly digest on this" not in labels(answer_to_card(about_otter(recaps=0)))
    assert "Weekly digest on this" not in labels(answer_to_card(answer(TAKEAWAY)))


def test_a_kubecon_is_named_by_the_title_and_in_no_line_below_it():
    edition = Edition("kubecon-na-2025", "KubeCon NA 2025", "KubeCon NA 2025", "na", "Ponds", "Nowhere")
    elsewhere = replace(TAKEAWAY, event="kubecon-eu-2026")
    card = answer_to_card(answer(TAKEAWAY, elsewhere, intent=Intent.EVENT, subject=EventSubject(edition)))
    (told,) = [section for section in card.sections if section.heading == "Takeaways"]
    assert [item.badge for item in told.items] == ["", "EU 2026"]
