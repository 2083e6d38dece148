"""Parse when a channel gets digests: `mon`, `9 pm`, `new york`, `countdown off`."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from bot.digests.timezones import known_timezone
from bot.model.channel import WEEKDAYS, Subscription

_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2})|h)? ?(?:([ap])\.?m)?", re.IGNORECASE)
_ON = frozenset({"enable", "on", "start", "subscribe"})
_FILLERS = frozenset(
    {"a", "and", "at", "digest", "digests", "each", "every", "in", "please", "the", "time", "timezone", "zone"}
)
_SWITCH = {"on": True, "off": False}
_SHORTEST_DAY = 2
_LONGEST_CITY = 4  # words
_NOON = 12


def parse_recurrence(words: list[str], wanted: Subscription) -> tuple[int, Subscription]:
    """Return how many words were understood, and the subscription as they change it."""
    number = 0
    while number < len(words):
        for read in _READERS:
            taken, wanted = read(words[number:], wanted)
            if taken:
                break
        else:
            break
        number += taken
    return number, wanted


def is_filler(typed: str) -> bool:
    """Return whether words are only filler."""
    return all(word.casefold() in _FILLERS for word in typed.split())


def read_time(typed: str, *, is_bare_fine: bool = False) -> dt.time | None:
    """Parse a time of day such as 09:00, 9.30, 17h45 or 9 pm; a bare number only if allowed."""
    found = _TIME.fullmatch(typed)
    if not found or (typed.isdecimal() and not is_bare_fine):
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half and not 1 <= hour <= _NOON:
        return None
    hour = hour % _NOON + _NOON * (half == "p") if half else hour
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


# each reader says how many words it has understood, 0 for none, and the subscription as they change it
_Read = tuple[int, Subscription]


def _read_hour(words: list[str], wanted: Subscription) -> _Read:
    """Read "9:00", "9 pm" and "at 9"."""
    is_after_at = words[0].casefold() == "at" and len(words) > 1
    first = 1 if is_after_at else 0
    for number in (2, 1):
        typed = " ".join(words[first : first + number])
        if at := read_time(typed, is_bare_fine=is_after_at):
            return first + min(number, len(words) - first), replace(wanted, at=at)
    return 0, wanted


def _read_day(words: list[str], wanted: Subscription) -> _Read:
    """Read "mon", "Mondays" and "monday 9"."""
    day = _weekday(words[0])
    if day is None:
        return 0, wanted
    wanted = replace(wanted, weekday=day, is_weekly=True)
    if len(words) > 1 and words[1].isdecimal():
        taken, wanted = _read_hour(["at", *words[1:]], wanted)
        return max(taken, 1), wanted
    return 1, wanted


def _read_switch(words: list[str], wanted: Subscription) -> _Read:
    """Read "weekly", "weekly off" and "countdown on"."""
    name, switch = words[0].casefold(), _SWITCH.get(words[1].casefold()) if len(words) > 1 else None
    if name == "weekly":
        return 1 if switch is None else 2, replace(wanted, is_weekly=switch is not False)
    if name == "countdown" and switch is not None:
        return 2, replace(wanted, has_countdown=switch)
    return 0, wanted


def _read_zone(words: list[str], wanted: Subscription) -> _Read:
    """Read "Europe/Amsterdam", "CET" and "new york"."""
    for number in range(min(_LONGEST_CITY, len(words)), 0, -1):
        if zone := known_timezone(" ".join(words[:number])):
            return number, replace(wanted, timezone=zone)
    return 0, wanted


def _read_filler(words: list[str], wanted: Subscription) -> _Read:
    return int(words[0].casefold() in _FILLERS | _ON), wanted


_READERS: tuple[Callable[[list[str], Subscription], _Read], ...] = (
    _read_hour,
    _read_day,
    _read_switch,
    _read_zone,
    _read_filler,
)


def _weekday(word: str) -> int | None:
    begun = word.casefold()
    if len(begun) < _SHORTEST_DAY:
        return None
    for form in (begun, begun.removesuffix("s")):
        fitting = [number for number, day in enumerate(WEEKDAYS) if day.casefold().startswith(form)]
        if len(fitting) == 1:
            return fitting[0]
    return None
