import datetime as dt
from dataclasses import replace

import icalendar
import pytest
import vobject

from bot.catalogue.events.ics import edition_to_ics
from bot.digests.changed_sessions import changes_to_entries
from bot.digests.entry_pool import EntryPool
from bot.digests.session_calendar import calendar_sessions
from bot.model.entry import Speaker
from bot.model.schedule_change import ScheduleChange
from tests.digests.conftest import recorded, topics_named
from tests.digests.test_compose import EDITIONS

EU = replace(EDITIONS[-1], timezone="Europe/Madrid", venue="Fira")
TODAY = dt.date(2027, 3, 1)
STAMP = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)


def session(title, when, *topics, page):
    held = recorded(title, *topics, event=EU.id, day=dt.date(2027, 3, 16))
    text = f"Rivers · 16 March 2027, {when} (Europe/Madrid) · Hall 3"
    people = (Speaker("Ola Otter", "Riverbank"), Speaker("Bo Beaver"))
    return replace(held, text=text, speakers=people, source=replace(held.source, url=page))


LATE = session("Otters at night", "18:00", "Otter", page="https://x.example/2")
EARLY = session("Otters at dawn", "09:00", "Otter", page="https://x.example/1")
OTHER = session("Badgers at noon", "12:00", "Badger", page="https://x.example/3")
TIMELESS = replace(session("Otters some day", "12:00", "Otter", page="https://x.example/4"), text="Rivers")
GONE = ScheduleChange(
    EU.id,
    "2027-02-24",
    "Otters of old",
    "“Otters of old” is off the schedule; it was 17 March, 10:30, Hall 1",
    "https://x.example/5",
)


@pytest.fixture(scope="module")
def found():
    changes = tuple(changes_to_entries([GONE], EDITIONS, lambda _: ("Otter",)))
    pool = EntryPool(lambda: [LATE, EARLY, OTHER, TIMELESS], topics_named, editions=EDITIONS, changes=changes)
    return lambda *topics: calendar_sessions(pool, EU, topics, TODAY)


def test_exactly_the_sessions_on_the_topics_whose_time_is_known_are_collected_in_order(found):
    held = [one.title for one in found("Otter") if not one.is_cancelled]
    assert held == ["Otters at dawn", "Otters at night"]
    assert found() == ()


def test_a_calendar_has_times_rooms_speakers_and_what_was_cancelled_in_two_parsers(found):
    text = edition_to_ics(EU, STAMP, found("Otter")).decode()
    events = {str(one["summary"]): one for one in icalendar.Calendar.from_ical(text).walk("VEVENT")}
    assert set(events) == {"KubeCon EU 2027", "Otters at dawn", "Otters at night", "Otters of old"}
    dawn = events["Otters at dawn"]
    assert dawn.decoded("dtstart") == dt.datetime(2027, 3, 16, 8, tzinfo=dt.UTC)
    assert str(dawn["location"]) == "Hall 3, Fira, Barcelona, Spain"
    assert str(dawn["description"]) == "Ola Otter (Riverbank), Bo Beaver"
    assert str(events["Otters of old"]["status"]) == "CANCELLED"
    assert events["Otters of old"].decoded("dtstart") == dt.datetime(2027, 3, 17, 9, 30, tzinfo=dt.UTC)
    others = {one.summary.value: one for one in vobject.readOne(text).vevent_list}
    assert others["Otters at dawn"].dtstart.value == dt.datetime(2027, 3, 16, 8, tzinfo=dt.UTC)
    assert others["Otters of old"].status.value == "CANCELLED"


def test_a_session_keeps_its_uid_when_it_is_cancelled(found):
    dawn = next(one for one in found("Otter") if one.title == "Otters at dawn")
    gone = replace(GONE, url="https://x.example/1", title=EARLY.title)
    changes = tuple(changes_to_entries([gone], EDITIONS, lambda _: ("Otter",)))
    pool = EntryPool(tuple, topics_named, editions=EDITIONS, changes=changes)
    [cancelled] = calendar_sessions(pool, EU, ["Otter"], TODAY)
    assert (cancelled.id, cancelled.is_cancelled) == (dawn.id, True)
