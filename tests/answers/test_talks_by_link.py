"""A link leads to its talk however it is written, and any other link to nothing."""

from dataclasses import replace

import pytest

from bot.model.recap import Link
from tests.engine_fixture import open_small_engine
from tests.fakes import takeaway, talk

PAGE = "https://pondcon2025.sched.com/event/1AbC2"
VIDEO = "https://www.youtube.com/watch?v=OtTeRs-1234"
SESSION = "https://pond.sessionize.com/session/4711"
DAY = "https://www.youtube.com/watch?v=wholeday123"
LINKS = (Link("recording", VIDEO), Link("schedule", PAGE))
TALK = replace(talk("Otters at Scale", ("Ola Otter", "Riverbank"), recap="schedule-na-2025"), links=LINKS)
SAID = replace(takeaway("Otters scale to forty rivers.", recap="talk-OtTeRs-1234"), links=LINKS[:1])
OTHER = replace(talk("Moles Below", recap="schedule-na-2025"), links=(Link("schedule", SESSION),))
TWO = [replace(talk(title, recap="schedule-na-2025"), links=(Link("recording", DAY),)) for title in ("Dawn", "Noon")]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("links"), (TALK, SAID, OTHER, *TWO))


@pytest.mark.parametrize(
    "address",
    [
        PAGE,
        f"{PAGE}/otters-at-scale-ola-otter-riverbank?iframe=no&w=100%",
        VIDEO,
        "https://youtu.be/OtTeRs-1234?t=42",
        "https://m.youtube.com/watch?app=desktop&v=OtTeRs-1234",
        "https://www.youtube.com/live/OtTeRs-1234?si=x",
    ],
)
def test_a_talk_is_found_by_any_address_of_its_page_or_recording_with_what_was_said_of_it(engine, address):
    found = engine.talk_at(address)
    assert found.talk.title == "Otters at Scale"
    assert [entry.text for entry in found.statements] == ["Otters scale to forty rivers."]


def test_a_talk_of_which_nothing_was_said_is_found_too(engine):
    assert (engine.talk_at(SESSION).talk.title, engine.talk_at(SESSION).statements) == ("Moles Below", ())


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x" * 5000,
        "https://www.youtube.com/watch?v=unknown-999",
        "https://pondcon2025.sched.com/event/9ZzZ9",
        "https://othercon2025.sched.com/event/1AbC2",
        "https://recaps.example/na2025-otters",
        "https://[broken",
        "javascript:alert(1)",
    ],
)
def test_any_other_link_leads_to_nothing(engine, address):
    assert engine.talk_at(address) is None


def test_the_recording_of_a_whole_day_is_no_talk(engine):
    assert engine.talk_at(DAY) is None
