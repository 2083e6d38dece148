"""Read what schedule sites export: the calendar of a sched.com site (all.ics) or a pretalx schedule.json."""

import datetime as dt
import html
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from bot.extraction.people.person_names import NameClassifier
from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, is_cancelled, page_of
from bot.updates.session_names import SessionNames, clean_name


class ExportError(Exception):
    """Say why an export cannot be read, and what to do."""


def read_export(content: bytes, timezone: str, judge: NameClassifier, companies: Iterable[str] = ()) -> list[Session]:
    """Return the sessions of an export, their times as at the place; raise ExportError for anything else.

    The companies known beforehand help to tell a company from a person.
    """
    zone = ZoneInfo(timezone)
    try:
        if content.lstrip()[:1] == b"{":
            return list(_pretalx(json.loads(content), zone))
        events = icalendar.Calendar.from_ical(content).events
        return list(_sched(events, zone, SessionNames(judge, map(_name, events), companies)))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ExportError(
            f"it is neither the all.ics of a sched.com site nor a pretalx schedule.json ({error!r}); download it again"
        ) from error


def _sched(events: Iterable[icalendar.Event], zone: ZoneInfo, names: SessionNames) -> Iterator[Session]:
    for event in events:
        name = _name(event)
        if not is_cancelled(name):
            title, speakers = names.read(name)
            page = page_of(str(event.get("url", "")))
            yield Session(title, speakers, ", ".join(event.categories), _local(event.decoded("dtstart"), zone), page)


def _name(event: icalendar.Event) -> str:
    return html.unescape(str(event["summary"]))


def _pretalx(export: Mapping[str, Any], zone: ZoneInfo) -> Iterator[Session]:
    days = export["schedule"]["conference"]["days"]
    for talk in (talk for day in days for room in day["rooms"].values() for talk in room):
        if not is_cancelled(talk["title"]):
            people = (person.get("public_name") or person.get("name") or "" for person in talk.get("persons", ()))
            yield Session(
                clean_name(talk["title"]),
                tuple(Speaker(name) for name in people if name),
                talk.get("track") or "",
                _local(dt.datetime.fromisoformat(talk["date"]), zone),
                talk.get("url") or "",
            )


def _local(moment: dt.datetime | dt.date, zone: ZoneInfo) -> str:
    if not isinstance(moment, dt.datetime):
        return moment.isoformat()
    return moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
