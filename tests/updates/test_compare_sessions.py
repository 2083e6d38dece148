from dataclasses import replace

import pytest

from bot.model.entry import Speaker
from bot.updates.compare_sessions import compare_sessions
from bot.updates.schedule_file import Session

OTTERS = Session("Otters", (Speaker("Ola Otter"),), "Rivers", "2031-04-02T09:30", "https://x.example/1", room="Hall 3")


@pytest.mark.parametrize(
    ("fields", "sentences"),
    [
        (
            {"starts_at": "2031-04-03T11:00"},
            ["“Otters” moved to 3 April, 11:00, Hall 3; it was 2 April, 09:30, Hall 3"],
        ),
        ({"room": "Hall 1"}, ["“Otters” moved to 2 April, 09:30, Hall 1; it was 2 April, 09:30, Hall 3"]),
        ({"speakers": (Speaker("Ola Otter"), Speaker("Bo Beaver"))}, ["“Otters” has a new speaker: Bo Beaver"]),
        ({"title": "Otters again", "track": "Dams", "video": "https://youtu.be/o"}, []),
        ({"room": "", "starts_at": ""}, []),
        ({"speakers": ()}, []),
    ],
)
def test_what_is_told_of_a_session_that_changed(fields, sentences):
    found = list(compare_sessions([OTTERS], [replace(OTTERS, **fields)]))
    assert [sentence for _, sentence in found] == sentences


def test_a_session_that_is_gone_is_told_and_a_new_one_is_not():
    dams = Session("Dams", url="https://x.example/2")
    assert list(compare_sessions([OTTERS], [dams])) == [
        (OTTERS, "“Otters” is off the schedule; it was 2 April, 09:30, Hall 3")
    ]


def test_what_was_not_known_before_is_no_change():
    bare = replace(OTTERS, speakers=(), starts_at="2031-04-02", room="")
    assert list(compare_sessions([bare], [OTTERS])) == []
