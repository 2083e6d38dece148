"""Parse the date of a post in many formats, without guessing."""

import datetime as dt
import re

from bot.languages.pattern_templates import compile_words, month_numbers

_YEAR_FIRST = re.compile(r"\s*(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})(?!\d)")
_DAY_OR_MONTH_FIRST = re.compile(r"\s*(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
# "Dienstag, 2. Dezember 2025", "2 de diciembre de 2025"; dateutil knows only English names of months.
_NAMED_MONTH = compile_words(
    r"\s*(?:[^\W\d]{2,15},?\s)?(\d{1,2})(?:\.|er|º)?\s(?:de\s)?({month}),?\s(?:de\s)?(\d{4})(?:[,\s]+\d\d?[:h]\d\d)?\s*"
)
_FILE_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)")
# dateutil fills missing parts from a default; two defaults that differ in every part show what is missing.
_DEFAULTS = (dt.datetime(2000, 1, 1), dt.datetime(2004, 2, 2))  # noqa: DTZ001 - only days are kept


def read_date(text: str) -> dt.date | None:
    """Return the day in its own time zone; None if a part is missing, impossible or ambiguous."""
    if found := _YEAR_FIRST.match(text):
        return _day(found[1], found[2], found[3])
    if found := _DAY_OR_MONTH_FIRST.match(text):
        return _day_of_three(found[1], found[2], found[3], found[4])
    if found := _NAMED_MONTH.fullmatch(text):
        return _day(found[3], str(month_numbers()[found[2].casefold()]), found[1])
    from dateutil import parser  # noqa: PLC0415 - takes 50 ms to import, and few dates need it

    try:
        first, second = (parser.parse(text, default=default, ignoretz=True).date() for default in _DEFAULTS)
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return None
    return first if first == second else None


def date_in_file_name(name: str) -> dt.date | None:
    """Return the day that a file's name begins with, as Jekyll names posts."""
    found = _FILE_NAME.match(name)
    return _day(found[1], found[2], found[3]) if found else None


def _day_of_three(first: str, sign: str, second: str, year: str) -> dt.date | None:
    """Parse "18.11.2025" and other unambiguous days; "08/12/2025" could be two different days."""
    if sign == "." or first == second or int(first) > 12:  # noqa: PLR2004 - months of a year
        return _day(year, second, first)
    return _day(year, first, second) if int(second) > 12 else None  # noqa: PLR2004


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
