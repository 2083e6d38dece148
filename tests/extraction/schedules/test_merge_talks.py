import datetime as dt
from dataclasses import replace

from bot.extraction.schedules.merge_talks import merge_talks
from bot.model.entry import Speaker
from bot.model.recap import Link
from tests.extraction.sessions import EVENT, PAGE, VIDEO, session, told
from tests.fakes import takeaway


def test_a_joined_talk_has_the_schedule_s_facts_and_the_recap_s_words():
    planned = session("Keynote: Herding Sea Otters", "Ola Otter", video=VIDEO)
    heard = replace(
        told("Herding sea otters", "Otter", "Cleo Clam", link=VIDEO, text="Otters hold hands."),
        topics=("Kubernetes",),
        language="en",
    )
    (joined,) = merge_talks([heard, planned])
    assert joined.title == "Keynote: Herding Sea Otters"
    assert joined.speakers == (Speaker("Ola Otter", "Riverbank"), Speaker("Cleo Clam"))
    assert (joined.event, joined.date) == (EVENT, dt.date(2031, 4, 2))
    assert (joined.text, joined.source, joined.language) == ("Otters hold hands.", heard.source, "en")
    assert joined.links == (Link("recording", VIDEO), Link("schedule", PAGE))
    assert joined.topics == ("Kubernetes",)
    assert joined.also == (planned.source,)


def test_the_recap_that_says_most_is_quoted_and_the_others_are_counted():
    short, long = (
        told("Herding Sea Otters", recap="one"),
        told("Herding Sea Otters", recap="two", text="So much was said."),
    )
    planned = session("Herding Sea Otters")
    (joined,) = merge_talks([short, planned, long])
    assert joined.text == "So much was said."
    assert [source.recap for source in (joined.source, *joined.also)] == ["two", "schedule-eu-2031", "one"]


def test_what_disputes_the_words_that_are_quoted_stays_with_them():
    heard = replace(told("Herding Sea Otters"), disputed="Nobody herded them (Pond Office)")
    (joined,) = merge_talks([session("Herding Sea Otters"), heard])
    assert joined.disputed == "Nobody herded them (Pond Office)"


def test_where_no_recap_says_anything_the_schedule_is_quoted():
    planned, listed = session("Herding Sea Otters"), told("Herding Sea Otters", text="")
    (joined,) = merge_talks([listed, planned])
    assert (joined.text, joined.source, joined.also) == (planned.text, planned.source, (listed.source,))


def test_a_company_that_only_the_recap_knows_is_added():
    planned = replace(session("Herding Sea Otters"), speakers=(Speaker("Ola Otter"), Speaker("", "Riverbank")))
    heard = replace(told("Herding Sea Otters"), speakers=(Speaker("Ola Otter", "Acme"),))
    (joined,) = merge_talks([planned, heard])
    assert joined.speakers == (Speaker("Ola Otter", "Acme"), Speaker("", "Riverbank"))


def test_a_person_spelt_in_two_ways_is_named_once_as_in_the_schedule():
    planned = session("Herding Sea Otters", "Jörg Müller", "Bo Beaver")
    (joined,) = merge_talks([planned, told("Herding Sea Otters", "Bo Beaver", "Joerg Mueller")])
    assert [speaker.name for speaker in joined.speakers] == ["Jörg Müller", "Bo Beaver"]


def test_people_that_the_schedule_does_not_know_at_all_are_not_taken_for_its_speakers():
    heard = told("", "Someone Else", link=PAGE)
    (joined,) = merge_talks([session("Herding Sea Otters", "Ola Otter"), heard])
    assert joined.speakers == (Speaker("Ola Otter", "Riverbank"),)


def test_everything_else_stays_as_and_where_it_was():
    entries = [
        takeaway("Otters hold hands."),
        told("Herding Sea Otters"),
        session("Beavers in Production"),
        told("Herding Sea Otters"),
    ]
    assert merge_talks(entries) == entries


def test_a_joined_talk_stands_where_the_quoted_one_stood():
    entries = [takeaway("First."), told("Herding Sea Otters"), takeaway("Last."), session("Herding Sea Otters")]
    assert [entry.text for entry in merge_talks(entries)] == ["First.", "It was said.", "Last."]


def test_nothing_is_joined_where_there_is_nothing():
    assert merge_talks([]) == []
