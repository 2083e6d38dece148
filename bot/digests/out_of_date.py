"""Detect outdated statements: past dates, plans that came due, announcements for a past event."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from bot.catalogue.events.calendar import last_day
from bot.digests.upcoming_dates import days_in
from bot.languages.pattern_templates import compile_words, month_numbers
from bot.model.edition import Edition
from bot.model.entry import Entry

_PLANS = ("will", "shall", "soon", "upcoming", "planned", "plans?", "planning", "expect(?:s|ed)?", "scheduled", "aims?")
_PLAN_PHRASES = ("is to", "are to", "to come", "is coming", "are coming", "announced for")
_RELATIVE = r"(?:next|this|coming) (?:weeks?|months?|quarter|release|year)"
_LIMITS = (
    *("until", "till", "by", "before", "from", "starts?", "begins?", "opens?", "closes?", "ends?", "due", "deadline"),
    *("register", "tickets?", "must", "apply", "applies"),
)
_PLAN = re.compile(rf"\b(?:{'|'.join([*_PLANS, *_PLAN_PHRASES])}|{_RELATIVE})\b", re.IGNORECASE)
_AHEAD = re.compile(rf"\b(?:{'|'.join([*_PLANS, *_PLAN_PHRASES, *_LIMITS])})\b", re.IGNORECASE)
NO_RELEASES: Mapping[int, dt.date] = MappingProxyType({})
_PLAN_DAYS = 180  # a plan that is older has come true, or not
_YEAR_ONLY = re.compile(r"\b(?:in|by|of|until|for) (?:(?:early|mid|late)[- ]|(?:Q|H)[1-4] |the end of )?(20\d{2})\b")
_VERSION = re.compile(r"(?:\b(?:Kubernetes|k8s|since|in|from|with|and|to|until)|^|[,;:(]) v?1\.(\d\d)\b", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:from|between) \d[^.;]{0,25}(?:to|and|until) \d", re.IGNORECASE)
_PROGRAMME = re.compile(r"\bco-located (?:events?|days?)\b|\bby track\b|\bCFP\b", re.IGNORECASE)
_OF_EVENT = re.compile(r"\bKubeCon\b|\bco-located\b|\battendees?\b", re.IGNORECASE)


def is_out_of_date(entry: Entry, day: dt.date, editions: Mapping[str, Edition]) -> bool:
    """Return whether what a statement announces was over on a day."""
    if _is_told_ahead(entry, day, editions):
        return True
    if _PLAN.search(entry.text) and entry.date and (day - entry.date).days > _PLAN_DAYS:
        return True
    named = list(_last_days(entry.text))
    if not named or max(named) >= day:
        return False
    looks_ahead = bool(_AHEAD.search(entry.text)) and (entry.date is None or max(named) >= entry.date)
    return looks_ahead or bool(_RANGE.search(entry.text))


def tells_of_old(entry: Entry, since: dt.date, releases: Mapping[int, dt.date] = NO_RELEASES) -> bool:
    """Return whether a statement mentions only days and releases before `since`, whenever it was written.

    `releases` are the days of Kubernetes 1.28, 1.29 and so on, by the number after the point.
    """
    if entry.title:
        return False
    versions = (int(found[1]) for found in _VERSION.finditer(entry.text))
    named = [*_last_days(entry.text), *(releases[version] for version in versions if version in releases)]
    return bool(named) and max(named) < since


def _is_told_ahead(entry: Entry, day: dt.date, editions: Mapping[str, Edition]) -> bool:
    """Return whether it is about the programme of an event that is over, or was announced for it."""
    edition = editions.get(entry.event)
    if edition is None or edition.starts_on is None or entry.date is None:
        return False
    if last_day(edition) >= day:
        return False
    is_ahead = entry.date < edition.starts_on and (_OF_EVENT.search(entry.text) or _PLAN.search(entry.text))
    return bool(is_ahead or _PROGRAMME.search(entry.text))


@cache  # see upcoming_dates.py
def _month_only() -> re.Pattern[str]:
    return compile_words(r"(?<!\d )\b({month}) (\d{4})\b")


def _last_days(text: str) -> Iterator[dt.date]:
    """Return the last day of each day, month or year that a text names."""
    yield from days_in(text)
    for found in _month_only().finditer(text):
        first = dt.date(int(found[2]), month_numbers()[found[1].casefold()], 1)
        yield (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
    for found in _YEAR_ONLY.finditer(text):
        yield dt.date(int(found[1]), 12, 31)
