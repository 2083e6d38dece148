import json

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.extraction.people.person_names import NameClassifier
from bot.model.entry import Speaker
from bot.updates.schedule_exports import ExportError, read_export
from bot.updates.schedule_file import Session
from tests.updates.schedules import calendar, event

SITE = "https://kccnceu2031.sched.com/event"
JUDGE = NameClassifier(Catalogue(), ())


def pretalx(*talks):
    days = [{"index": 1, "date": "2031-04-02", "rooms": {"Hall": list(talks)}}]
    return json.dumps({"schedule": {"conference": {"days": days}}}).encode()


def read(content):
    return read_export(content, "Europe/Oslo", JUDGE)


def test_a_sched_calendar_gives_sessions_at_the_time_of_the_place():
    (session,) = read(calendar(event("ab12", "Otters &amp; Rivers - Ola Otterson\\, Acme & Bo Beaverton\\, Dam Corp")))
    assert session == Session(
        "Otters & Rivers",
        (Speaker("Ola Otterson", "Acme"), Speaker("Bo Beaverton", "Dam Corp")),
        "AI + ML",
        "2031-04-02T09:00",
        f"{SITE}/ab12",
    )


def test_a_session_of_a_whole_day_has_no_hour():
    whole_day = event("ab12", "Otter Day", start="20310402").replace("DTSTART:", "DTSTART;VALUE=DATE:")
    (session,) = read(calendar(whole_day))
    assert session.starts_at == "2031-04-02"


def test_cancelled_sessions_are_left_out():
    talk = {"title": "Canceled: Dams", "date": "2031-04-02T10:00:00+02:00"}
    assert read(calendar(event("ab12", "CANCELED: Otters - Ola Otterson\\, Acme"))) == []
    assert read(pretalx(talk)) == []


def test_a_pretalx_schedule_gives_sessions():
    talk = {
        "title": "Otters at Scale",
        "track": "Rivers",
        "date": "2031-04-02T08:30:00+01:00",
        "url": "https://pretalx.example/otters/talk/AB12CD/",
        "persons": [{"name": "Ola Otter"}, {"public_name": "Bo Beaver", "name": "bb"}, {"name": None}],
    }
    bare = {"title": "Dams", "track": None, "date": "2031-04-02T10:00:00+02:00", "persons": []}
    assert read(pretalx(talk, bare)) == [
        Session(
            "Otters at Scale",
            (Speaker("Ola Otter"), Speaker("Bo Beaver")),
            "Rivers",
            "2031-04-02T09:30",
            "https://pretalx.example/otters/talk/AB12CD/",
        ),
        Session("Dams", starts_at="2031-04-02T10:00"),
    ]


@pytest.mark.parametrize(
    "content", [b"<html>Not found</html>", b"", b"{}", b'{"schedule": []}', b"{torn", b"\xff\xfe\x00"]
)
def test_anything_else_is_refused_with_what_to_do(content):
    with pytest.raises(ExportError, match=r"neither the api/schedule of a sessionize\.com site .*; download it again"):
        read(content)
