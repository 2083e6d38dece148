"""List the upcoming KubeCons, and the days until each."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalogue.events.calendar import days_to_go, next_edition, upcoming
from bot.model.edition import Edition


@dataclass(frozen=True, slots=True)
class UpcomingEvent:
    """A KubeCon to come; `days_to_go` is None if its dates are not certain."""

    edition: Edition
    days_to_go: int | None


def upcoming_events(editions: Iterable[Edition], today: dt.date) -> tuple[UpcomingEvent, ...]:
    """Return the KubeCons that are not over, soonest first."""
    return tuple(UpcomingEvent(edition, days_to_go(edition, today)) for edition in upcoming(editions, today))


def next_event(editions: Iterable[Edition], today: dt.date) -> UpcomingEvent | None:
    """Return the KubeCon that is on, else the next one whose dates are certain, or None."""
    edition = next_edition(editions, today)
    return UpcomingEvent(edition, days_to_go(edition, today)) if edition else None
