import json

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.extraction.people.person_names import NameClassifier
from bot.model.entry import Speaker
from bot.updates.schedule_exports import ExportError, read_export
from bot.updates.schedule_file import Session
from emulators.sources import person, session, sessionize

ADDRESS = "https://otters-2031.sessionize.com/api/schedule"


def read(content):
    return read_export(content, "Europe/Oslo", NameClassifier(Catalogue(), ()), address=ADDRESS)


def read_one(*people, **fields):
    (one,) = read(sessionize(session(11, "Otters at Scale", *(key["id"] for key in people), **fields), people=people))
    return one


def test_sessions_are_joined_with_people_rooms_and_categories_by_their_ids():
    people = (person("u1", "Ola Otterson", "Engineer at Acme"), person("u2", "Bo Beaver"))
    assert read_one(*people) == Session(
        "Otters at Scale",
        (Speaker("Ola Otterson", "Acme"), Speaker("Bo Beaver")),
        "River Engineering",
        "2031-04-02T09:30",
        "https://otters-2031.sessionize.com/session/11",
        room="Hall 3",
    )


@pytest.mark.parametrize(
    ("tag_line", "company"),
    [
        ("Principal Engineer @ Dam Corp", "Dam Corp"),
        ("Dam Corp, Principal Engineer", ""),
        ("Engineer, Dam Corp", "Dam Corp"),
        ("Engineer - Dam Corp", "Dam Corp"),
        ("Likes long walks", ""),
        ("", ""),
    ],
)
def test_a_company_is_taken_from_what_a_speaker_says_only_where_one_stands_there(tag_line, company):
    assert read_one(person("u1", "Ola Otterson", tag_line)).speakers == (Speaker("Ola Otterson", company),)


def test_a_person_of_whom_only_an_id_is_known_is_left_out():
    assert read(sessionize(session(11, "Otters", "gone")))[0].speakers == ()


def test_a_time_with_a_zone_is_told_as_at_the_place():
    assert read_one(startsAt="2031-04-02T07:30:00Z").starts_at == "2031-04-02T09:30"


def test_categories_may_come_as_one_list_and_say_the_kind():
    listed = [{"id": 7, "name": "Lightning Talks"}, {"id": 8, "name": "Dams"}]
    (one,) = read(sessionize(session(11, "Otters", categoryItems=[7, 8]), categories=listed))
    assert (one.track, one.kind) == ("Lightning Talks", "lightning talk")


@pytest.mark.parametrize(
    "fields", [{"isServiceSession": True}, {"status": "Declined"}, {"title": "[CANCELLED] Otters"}, {"title": " "}]
)
def test_what_is_not_held_or_no_session_is_left_out(fields):
    assert read(sessionize(session(11, "Otters") | fields, session(12, "Dams")))[0].title == "Dams"


def test_a_recording_is_taken_where_it_is_a_web_address():
    assert read_one(recordingUrl="https://youtu.be/o").video == "https://youtu.be/o"
    assert read_one(recordingUrl="javascript:alert(1)").video == ""


@pytest.mark.parametrize(
    "fields",
    [{"id": "../../x"}, {"title": 7}, {"startsAt": "soon"}, {"title": "o" * 2_000}, {"speakers": 5}],
)
def test_a_schedule_with_what_no_session_has_is_refused(fields):
    with pytest.raises(ExportError):
        read(sessionize(session(11, "Otters") | fields))


@pytest.mark.parametrize("part", ["speakers", "rooms", "sessions"])
def test_a_schedule_without_one_of_its_parts_is_refused(part):
    export = json.loads(sessionize(session(11, "Otters")))
    del export[part]
    with pytest.raises(ExportError):
        read(json.dumps(export).encode())
