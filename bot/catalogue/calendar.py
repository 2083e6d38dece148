"""Say which KubeCon comes next and when, and write it as an entry for a calendar."""

import datetime as dt
from collections.abc import Iterable

from bot.catalogue.edition import Edition
from bot.errors import BotError


def next_edition(editions: Iterable[Edition], today: dt.date) -> Edition | None:
    """Return the KubeCon that is on, else the next one whose dates are certain, or None."""
    return next((edition for edition in upcoming(editions, today) if edition.dates_certain), None)


def upcoming(editions: Iterable[Edition], today: dt.date) -> tuple[Edition, ...]:
    """Return the KubeCons that are not over, soonest first; of one year those without a day come last."""
    return tuple(sorted((edition for edition in editions if not _is_over(edition, today)), key=_first_day))


def days_to_go(edition: Edition, today: dt.date) -> int | None:
    """Count the days until a KubeCon: 0 while it is on, None when it is over or its dates are not certain."""
    if not edition.dates_certain or edition.starts_on is None or _is_over(edition, today):
        return None
    return max((edition.starts_on - today).days, 0)


def edition_to_ics(edition: Edition, stamp: dt.datetime) -> bytes:
    """Write a KubeCon as an iCalendar file: days without hours, and the same UID each time, so that it is updated.

    `stamp` is when the file is written. Raises BotError where the dates are not certain. The last day is DTEND minus
    one, https://datatracker.ietf.org/doc/html/rfc5545#section-3.6.1.
    """
    if not edition.dates_certain or edition.starts_on is None:
        raise BotError(f"{edition.name}: its dates are not certain yet; look again once they are announced")
    import icalendar  # noqa: PLC0415 - it takes longer to load than a lookup takes

    event = icalendar.Event()
    event.add("uid", f"{edition.id}@kubecon-recap-bot")
    event.add("dtstamp", stamp)
    event.add("dtstart", edition.starts_on)
    event.add("dtend", _last_day(edition) + dt.timedelta(days=1))
    event.add("summary", edition.name)
    event.add("location", ", ".join(part for part in (edition.venue, edition.city, edition.country) if part))
    event.add("transp", "TRANSPARENT")  # the days are not booked by it
    for name, value in (("url", edition.website), ("description", edition.schedule)):
        if value:
            event.add(name, value)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//KubeCon recap bot//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _is_over(edition: Edition, today: dt.date) -> bool:
    # a status tells of the day on which it was written, the dates tell of any day
    return _last_day(edition) < today or (edition.status == "held" and edition.starts_on is None)


def _first_day(edition: Edition) -> dt.date:
    return edition.starts_on or _end_of_year(edition)


def _last_day(edition: Edition) -> dt.date:
    return edition.ends_on or edition.starts_on or _end_of_year(edition)


def _end_of_year(edition: Edition) -> dt.date:
    return dt.date(int(edition.id.rpartition("-")[2]), 12, 31)
