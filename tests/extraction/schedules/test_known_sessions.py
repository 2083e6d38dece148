import json
from textwrap import dedent

import pytest

from bot.extraction.schedules.known_sessions import KnownSessions, load_sessions

SESSIONS = (
    {"title": "Keynote: Otters and the Art of Queueing", "speakers": [{"name": "Ada Otter"}]},
    {"title": "Otters, the Art of Queueing, Part Two"},
    {"title": "Nobody Reads the Release Notes!", "speakers": [{"name": "Ben Vole"}]},
    {"title": "Welcome and Opening Remarks of the Day"},
    {"title": "Helm Deep Dive"},
    {"title": "Intro"},
)


@pytest.fixture
def schedules(tmp_path):
    """Write schedules of an event, of one beside it and of the year before."""

    def write(event, sessions):
        path = tmp_path / f"{event}.yaml"
        lines = "\n".join(f"- {json.dumps(session)}" for session in sessions)
        path.write_text(f"event: {event}\nsessions:\n{lines}\n", encoding="utf-8")
        return path

    return {
        "kubecon-eu-2031": write("kubecon-eu-2031", SESSIONS),
        "rejekts-eu-2031": write("rejekts-eu-2031", [{"title": "What We Broke Before Breakfast"}]),
        "kubecon-eu-2030": write("kubecon-eu-2030", [{"title": "Moving House With Kubernetes"}]),
    }


def named(known: KnownSessions, text: str) -> list[str]:
    return [text[one.start : one.end] for one in known.named_in(text)]


def test_titles_are_found_within_running_text_whatever_their_case_and_small_words(schedules):
    known = load_sessions("kubecon-eu-2031", schedules)
    text = "Then otters & art of queueing, and Nobody reads the release notes! It was late."
    assert named(known, text) == ["otters & art of queueing", "Nobody reads the release notes!"]
    assert [one.session.speakers for one in known.named_in(text)] == [("Ada Otter",), ("Ben Vole",)]


def test_of_two_titles_that_begin_alike_the_longer_is_meant(schedules):
    known = load_sessions("kubecon-eu-2031", schedules)
    assert named(known, "Otters, the Art of Queueing, Part Two") == ["Otters, the Art of Queueing, Part Two"]


def test_ceremonies_and_titles_of_two_words_name_no_talk(schedules):
    known = load_sessions("kubecon-eu-2031", schedules)
    assert named(known, "Welcome and opening remarks of the day. Intro. Otters and art.") == []


def test_sessions_of_events_at_the_same_place_in_the_same_year_are_known_too(schedules):
    known = load_sessions("kubecon-eu-2031", schedules)
    assert named(known, "what we broke before breakfast; moving house with Kubernetes") == [
        "what we broke before breakfast"
    ]


def test_an_event_without_a_schedule_has_no_sessions(schedules):
    assert load_sessions("", schedules).sessions == ()
    assert load_sessions("kubecon-eu-2029", schedules).sessions == ()


@pytest.mark.parametrize("content", ["no schedule at all", 'event: x\nsessions:\n- {"speakers": 3}\n'])
def test_a_damaged_schedule_gives_no_sessions(tmp_path, content):
    path = tmp_path / "kubecon-eu-2031.yaml"
    path.write_text(dedent(content), encoding="utf-8")
    assert load_sessions("kubecon-eu-2031", {"kubecon-eu-2031": path}).sessions == ()
