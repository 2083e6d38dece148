"""Find upcoming days in recaps: deadlines, calls for proposals, releases."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import cache

from bot.languages.pattern_templates import compile_words, month_numbers
from bot.model.entry import Entry, EntryKind

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@cache  # the months of all languages take 20 ms to read, which no lookup should wait for
def _day_first() -> re.Pattern[str]:
    return compile_words(r"\b(\d{1,2})(?:st|nd|rd|th|\.|er|º)? (?:de )?({month}),? (?:de )?(\d{4})\b")


@cache
def _month_first() -> re.Pattern[str]:
    return compile_words(r"\b({month}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")


def upcoming_dates(entries: Iterable[Entry], day: dt.date, days_ahead: int) -> list[tuple[dt.date, Entry]]:
    """Return the takeaways that name one of `days_ahead` days from `day` on, with it, soonest first."""
    last = day + dt.timedelta(days=days_ahead)
    found = (
        (min(named), entry)
        for entry in entries
        if entry.kind is EntryKind.TAKEAWAY and (named := [one for one in days_in(entry.text) if day <= one <= last])
    )
    return sorted(found, key=lambda pair: (pair[0], -pair[1].date.toordinal() if pair[1].date else 0))


def days_in(text: str) -> Iterator[dt.date]:
    """Return the days that a text names in full."""
    named = [(found[3], _number(found[2]), found[1]) for found in _day_first().finditer(text)]
    named += [(found[3], _number(found[1]), found[2]) for found in _month_first().finditer(text)]
    named += [(found[1], found[2], found[3]) for found in _ISO.finditer(text)]
    for year, month, day in named:
        try:
            yield dt.date(int(year), int(month), int(day))
        except ValueError:
            continue  # 31 June: a slip of the post


def _number(month: str) -> str:
    return str(month_numbers()[month.casefold()])
