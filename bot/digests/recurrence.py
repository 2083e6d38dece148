"""Compute when a channel's digests are due: weekly at its hour, and on set days around the next KubeCon."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.catalogue.events.calendar import last_day, next_edition
from bot.model.channel import Subscription
from bot.model.due_digest import DigestKind, DueDigest
from bot.model.edition import Edition

COUNTDOWN_DAYS = (28, 14, 7, 1)
_LOOKED_AHEAD = 400  # days; editions are announced a year and more before


def next_due_digest(subscription: Subscription, editions: Sequence[Edition], after: dt.datetime) -> DueDigest | None:
    """Return the first digest that is due after a moment, None if the channel gets none any more."""
    return next(due_digests_after(subscription, editions, after), None)


def due_digests_after(
    subscription: Subscription, editions: Sequence[Edition], after: dt.datetime
) -> Iterator[DueDigest]:
    """Return the digests that are due after a moment, soonest first, about a year ahead.

    A channel gets one thread a day: a countdown takes the place of the weekly digest of the same day, and contains
    changes in the schedule as the weekly one does; on other days these come the day after they were seen.
    """
    first = after.astimezone(subscription.zone).date()
    for number in range(-1, _LOOKED_AHEAD):
        due = _due_on(subscription, editions, first + dt.timedelta(days=number))
        if due is not None and due.at > after:
            yield due


def on_demand(subscription: Subscription, editions: Sequence[Edition], now: dt.datetime) -> DueDigest:
    """Return the digest for this moment: today's, or a weekly one if none is due today."""
    today = _due_on(subscription, editions, now.astimezone(subscription.zone).date())
    return DueDigest(now, today.kind, today.edition, today.days) if today else DueDigest(now)


def moment(subscription: Subscription, day: dt.date) -> dt.datetime:
    """Return the channel's hour on a day, in UTC.

    An hour that comes twice, when clocks go back, is taken the first time. One that is left out, when clocks go
    forward, is taken as long after midnight as it would have been: half past two is half past three on the clock.
    """
    return dt.datetime.combine(day, subscription.at, subscription.zone).replace(fold=0).astimezone(dt.UTC)


def _due_on(subscription: Subscription, editions: Sequence[Edition], day: dt.date) -> DueDigest | None:
    special = _special_days(tuple(editions)).get(day) if subscription.has_countdown else None
    is_weekly = subscription.is_weekly and day.weekday() == subscription.weekday
    if special and not (is_weekly and special[0] is DigestKind.CHANGES):
        kind, edition, days = special
        return DueDigest(moment(subscription, day), kind, edition, days)
    return DueDigest(moment(subscription, day)) if is_weekly else None


@lru_cache(maxsize=4)
def _special_days(editions: tuple[Edition, ...]) -> dict[dt.date, tuple[DigestKind, str, int]]:
    """Return the days around editions with certain dates; the days before one count while it is the next to come."""
    days: dict[dt.date, tuple[DigestKind, str, int]] = {}
    certain = [(one, one.starts_on) for one in editions if one.dates_certain and one.starts_on]
    for edition, _ in certain:
        last = last_day(edition)
        monday = last + dt.timedelta(days=7 - last.weekday())
        days[monday] = (DigestKind.READING, edition.id, (monday - last).days)
    for edition, first in certain:
        for number in COUNTDOWN_DAYS:
            day = first - dt.timedelta(days=number)
            if next_edition(editions, day) == edition:
                days[day] = (DigestKind.COUNTDOWN, edition.id, number)
    for edition, first in certain:
        for seen_on in edition.changed_on:
            day = seen_on + dt.timedelta(days=1)
            if day <= last_day(edition):
                days.setdefault(day, (DigestKind.CHANGES, edition.id, max((first - day).days, 0)))
    return days
