"""Write a KubeCon and its sessions as calendar entries."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.catalogue.events.calendar import last_day
from bot.errors import BotError
from bot.model.calendar_session import CalendarSession
from bot.model.edition import Edition

if TYPE_CHECKING:
    import icalendar

_SESSION_LASTS = dt.timedelta(minutes=30)  # schedules give only its beginning
_DOMAIN = "kubecon-recap-bot"


def edition_to_ics(edition: Edition, stamp: dt.datetime, sessions: Iterable[CalendarSession] = ()) -> bytes:
    """Write a KubeCon as an iCalendar file: days without hours, and the same UID each time, so that it is updated.

    `stamp` is when the file is written. Raises BotError if the dates are not certain. The last day is DTEND minus
    one, https://datatracker.ietf.org/doc/html/rfc5545#section-3.6.1.
    """
    if not edition.dates_certain or edition.starts_on is None:
        raise BotError(f"{edition.name}: its dates are not certain yet; look again once they are announced")
    import icalendar  # noqa: PLC0415 - it takes longer to load than a lookup takes

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//KubeCon recap bot//EN")
    calendar.add("version", "2.0")
    calendar.add_component(_event_of(edition, stamp))
    for session in sessions:
        calendar.add_component(_session_event(session, edition, stamp))
    return bytes(calendar.to_ical())


def _event_of(edition: Edition, stamp: dt.datetime) -> "icalendar.Event":
    event = _event(edition.id, edition.name, stamp)
    event.add("dtstart", edition.starts_on)
    event.add("dtend", last_day(edition) + dt.timedelta(days=1))
    event.add("location", _place(edition))
    event.add("transp", "TRANSPARENT")  # the days are not booked by it
    _add(event, url=edition.website, description=edition.schedule)
    return event


def _session_event(session: CalendarSession, edition: Edition, stamp: dt.datetime) -> "icalendar.Event":
    event = _event(session.id, session.title, stamp)
    starts_at = session.starts_at.astimezone(dt.UTC)  # any clock reads it, without a table of time zones
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + _SESSION_LASTS)
    event.add("location", ", ".join(part for part in (session.room, _place(edition)) if part))
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    _add(event, url=session.url, description=session.speakers)
    return event


def _event(id_: str, summary: str, stamp: dt.datetime) -> "icalendar.Event":
    import icalendar  # noqa: PLC0415 - as above

    event = icalendar.Event()
    event.add("uid", f"{id_}@{_DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("summary", summary)
    return event


def _add(event: "icalendar.Event", **told: str) -> None:
    for name, value in told.items():
        if value:
            event.add(name, value)


def _place(edition: Edition) -> str:
    return ", ".join(part for part in (edition.venue, edition.city, edition.country) if part)
