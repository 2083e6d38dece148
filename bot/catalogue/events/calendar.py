"""Find out which KubeCon comes next, and when."""

import datetime as dt
from collections.abc import Iterable

from bot.model.edition import Edition


def next_edition(editions: Iterable[Edition], today: dt.date) -> Edition | None:
    """Return the KubeCon that is on, else the next one whose dates are certain, or None."""
    return next((edition for edition in upcoming(editions, today) if edition.dates_certain), None)


def upcoming(editions: Iterable[Edition], today: dt.date) -> tuple[Edition, ...]:
    """Return the KubeCons that are not over, soonest first; those without a day come last in their year."""
    return sorted_by_day(edition for edition in editions if not is_over(edition, today))


def sorted_by_day(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """Return KubeCons by their first day; those without a day come last in their year."""
    return tuple(sorted(editions, key=_first_day))


def days_to_go(edition: Edition, today: dt.date) -> int | None:
    """Count the days until a KubeCon: 0 while it is on, None when it is over or its dates are not certain."""
    if not edition.dates_certain or edition.starts_on is None or is_over(edition, today):
        return None
    return max((edition.starts_on - today).days, 0)


def last_day(edition: Edition) -> dt.date:
    """Return the last day of a KubeCon, the end of its year if no day is known."""
    return edition.ends_on or edition.starts_on or _end_of_year(edition)


def is_over(edition: Edition, today: dt.date) -> bool:
    """Return whether the days of a KubeCon are over."""
    # a status is true on the day it was written, dates on any day
    return last_day(edition) < today or (edition.status == "held" and edition.starts_on is None)


def _first_day(edition: Edition) -> dt.date:
    return edition.starts_on or _end_of_year(edition)


def _end_of_year(edition: Edition) -> dt.date:
    return dt.date(int(edition.id.rpartition("-")[2]), 12, 31)
