"""Parse the exports of schedule sites: Sessionize's api/schedule, Sched's all.ics, pretalx's schedule.json."""

import datetime as dt
import html
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from bot.errors import BotError
from bot.extraction.people.person_names import NameClassifier
from bot.model.entry import Speaker
from bot.updates.schedule_file import Session, is_cancelled, page_of
from bot.updates.session_names import SessionNames, clean_name
from bot.updates.sessionize import read_sessionize


class ExportError(BotError):
    """Report why an export cannot be read, and the remedy."""


_MOST_SESSIONS = 10_000
_LONGEST = 1_000  # characters of a title, a name or an address


def read_export(
    content: bytes, timezone: str, judge: NameClassifier, companies: Iterable[str] = (), address: str = ""
) -> list[Session]:
    """Return the sessions of an export, their times as at the place; raise ExportError for anything else.

    Known companies help to distinguish a company from a person; `address` is that of the export.
    """
    try:
        sessions = _read(content, ZoneInfo(timezone), judge, companies, address)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ExportError(
            "it is neither the api/schedule of a sessionize.com site nor the all.ics of a sched.com site nor a pretalx "
            f"schedule.json ({error!r:.200}); download it again"
        ) from error
    if len(sessions) > _MOST_SESSIONS or any(map(_is_overlong, sessions)):
        raise ExportError("it contains more than a schedule; look at what the site gives")
    return sessions


def _read(
    content: bytes, zone: ZoneInfo, judge: NameClassifier, companies: Iterable[str], address: str
) -> list[Session]:
    if content.lstrip()[:1] == b"{":
        export = json.loads(content)
        return list(read_sessionize(export, zone, address) if "sessions" in export else _pretalx(export, zone))
    events = icalendar.Calendar.from_ical(content).events
    return list(_sched(events, zone, SessionNames(judge, map(_name, events), companies)))


def _is_overlong(session: Session) -> bool:
    people = [text for speaker in session.speakers for text in (speaker.name, speaker.org)]
    return any(len(text) > _LONGEST for text in (session.title, session.track, session.url, session.video, *people))


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
