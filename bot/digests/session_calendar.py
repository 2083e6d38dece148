"""Collect the sessions of a KubeCon on chosen topics for a calendar."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

from bot.digests.entry_key import key_of_session
from bot.digests.entry_pool import EntryPool, sessions
from bot.digests.parse_session_time import begins_at
from bot.model.calendar_session import CalendarSession
from bot.model.edition import Edition
from bot.model.entry import Entry

_PART = " · "
# as bot.updates.compare_sessions words it
_CANCELLED = re.compile(r"“(.{1,300})” is off the schedule(?:; it was (\d{1,2} [A-Z][a-z]{2,8}, \d\d:\d\d))?")


def calendar_sessions(
    entry_pool: EntryPool, edition: Edition, topics: Iterable[str], day: dt.date
) -> tuple[CalendarSession, ...]:
    """Return the sessions on the topics whose time is known, the first one first, and those that were cancelled."""
    names = {entry_pool.name_of(topic) for topic in topics}
    held = [entry for topic in sorted(names) for entry in sessions(entry_pool.about(topic, day), edition.id)]
    gone = [one for one in entry_pool.changes if one.event == edition.id and names & set(one.topics)]
    found = {one.id: one for one in (*_cancelled(gone, edition), *_held(held))}
    return tuple(sorted(found.values(), key=lambda one: (one.starts_at, one.title)))


def _held(entries: Iterable[Entry]) -> Iterator[CalendarSession]:
    for entry in entries:
        if starts_at := begins_at(entry):
            people = ", ".join(f"{one.name} ({one.org})" if one.org else one.name for one in entry.speakers)
            id_ = key_of_session(entry.source.url or entry.title)
            yield CalendarSession(id_, entry.title, starts_at, _room_of(entry), people, entry.source.url)


def _room_of(entry: Entry) -> str:
    """Return the room after the time: "Security · 25 March 2026, 16:45 (Europe/Amsterdam) · Hall 3"."""
    *before, last = entry.text.split(_PART)
    return last if any("(" in part and ":" in part for part in before[-1:]) else ""


def _cancelled(changes: Iterable[Entry], edition: Edition) -> Iterator[CalendarSession]:
    """Yield the sessions that were removed from the schedule, at their former time."""
    for entry in changes:
        found = _CANCELLED.match(entry.text)
        if found and found[2] and edition.starts_on:
            told = dt.datetime.strptime(f"{found[2]} {edition.starts_on.year}", "%d %B, %H:%M %Y")  # noqa: DTZ007 - below
            starts_at = told.replace(tzinfo=ZoneInfo(edition.timezone or "UTC"))
            id_ = key_of_session(entry.source.url or found[1])
            yield CalendarSession(id_, found[1], starts_at, url=entry.source.url, is_cancelled=True)
