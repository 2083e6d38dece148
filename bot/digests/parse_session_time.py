"""Parse the time of a session in its entry: "Security · 25 March 2026, 16:45 (Europe/Amsterdam)"."""

import datetime as dt
import re
from zoneinfo import ZoneInfo, available_timezones

from bot.model.entry import Entry

_BEGINS = re.compile(r"\b(\d{1,2} [A-Z][a-z]{2,8} \d{4}, \d{2}:\d{2}) \(([\w/+-]{1,40})\)")


def begins_at(entry: Entry) -> dt.datetime | None:
    """Return when a session begins, None if its entry does not say."""
    found = _BEGINS.search(entry.text)
    if found is None or found[2] not in available_timezones():
        return None
    try:
        return dt.datetime.strptime(found[1], "%d %B %Y, %H:%M").replace(tzinfo=ZoneInfo(found[2]))
    except ValueError:
        return None  # 31 June: a slip of the schedule


def time_in(entry: Entry, zone: ZoneInfo) -> str:
    """Return when a session begins in a time zone, "" if its entry does not say."""
    moment = begins_at(entry)
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{local:%A}, {local.day} {local:%B, %H:%M} ({zone.key})"
