"""What a person types to have digests: `weekly mon 09:00 Europe/Amsterdam topics dra, security`."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from zoneinfo import available_timezones

from bot.digests.subscription import WEEKDAYS, Subscription

MOST_TOPICS = 10
LONGEST_TOPIC = 80
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})")
_TOPICS = re.compile(r"\b(?:topics?|about)\b[:\s]*(.*)", re.IGNORECASE | re.DOTALL)
_FILLERS = frozenset({"at", "every", "on", "weekly", "in", "and", "digest"})
_ANYTHING = frozenset({"all", "any", "none"})
_SHORTEST_DAY = 2


class Action(StrEnum):
    """Name what is asked for."""

    SETTINGS = "settings"
    SUBSCRIBE = "subscribe"
    OFF = "off"
    PREVIEW = "preview"
    NOW = "now"


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what is asked for; `subscription` is how it is to be, with what was typed changed in it."""

    action: Action
    subscription: Subscription


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Hold the first words that were not understood."""

    typed: str


def read_wish(typed: str, before: Subscription) -> Wish | Puzzle:
    """Read what follows the word digest; `before` is the channel's subscription, or what a new one begins as."""
    words, topics = _split_topics(" ".join(typed.split()))
    alone = words.casefold()
    if topics is None and alone in {"", "settings"}:
        return Wish(Action.SETTINGS, before)
    if topics is None and alone in {Action.OFF, Action.PREVIEW, Action.NOW}:
        return Wish(Action(alone), before)
    wanted = before if topics is None else replace(before, topics=topics)
    changed = _read_words(words, replace(wanted, is_weekly=_is_weekly(alone, before)))
    return changed if isinstance(changed, Puzzle) else Wish(Action.SUBSCRIBE, changed)


def read_topics(typed: str) -> tuple[str, ...]:
    """Read topics with commas between them, each once; "any" and "all" are none in particular."""
    named = (" ".join(topic.split())[:LONGEST_TOPIC] for topic in re.split(r"[,;\n]", typed))
    topics: dict[str, str] = {}
    for topic in named:
        if topic and topic.casefold() not in _ANYTHING:
            topics.setdefault(topic.casefold(), topic)
    return tuple(topics.values())[:MOST_TOPICS]


def find_timezones(typed: str, limit: int) -> tuple[str, ...]:
    """Return the IANA zones whose name holds what is typed, those that begin with it first."""
    wanted = typed.casefold().replace(" ", "_")
    fitting = [zone for folded, zone in _zones().items() if wanted in folded]
    fitting.sort(key=lambda zone: (not zone.casefold().rpartition("/")[2].startswith(wanted), zone))
    return tuple(fitting[:limit])


def known_timezone(typed: str) -> str:
    """Return the IANA zone of that name, however it is spelt; "" where there is none."""
    return _zones().get(typed.casefold(), "")


def read_time(typed: str) -> dt.time | None:
    """Read a time of day such as 09:00, 9.30 or 17h45; None where it is none."""
    found = _TIME.fullmatch(typed)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - the last hour and minute of a day
        return None
    return dt.time(int(found[1]), int(found[2]))


def _split_topics(typed: str) -> tuple[str, tuple[str, ...] | None]:
    found = _TOPICS.search(typed)
    return (typed[: found.start()].strip(), read_topics(found[1])) if found else (typed, None)


def _is_weekly(words: str, before: Subscription) -> bool:
    return before.is_weekly or "weekly" in words or not words


def _read_words(typed: str, wanted: Subscription) -> Subscription | Puzzle:
    words = typed.split()
    while words:
        word = words.pop(0).strip(",")
        if word.casefold() == "countdown" and words and words[0].casefold() in {"on", "off"}:
            wanted = replace(wanted, has_countdown=words.pop(0).casefold() == "on")
            continue
        changed = _read_word(word, wanted)
        if changed is None:
            return Puzzle(word)
        wanted = changed
    return wanted


def _read_word(word: str, wanted: Subscription) -> Subscription | None:
    """Return the subscription as one word changes it, None where the word says nothing."""
    if not word or word.casefold() in _FILLERS:
        return wanted
    if at := read_time(word):
        return replace(wanted, at=at)
    if (day := _weekday(word)) is not None:
        return replace(wanted, weekday=day)
    if zone := known_timezone(word):
        return replace(wanted, timezone=zone)
    return None


def _weekday(word: str) -> int | None:
    begun = word.casefold().removesuffix("s") if len(word) > len("mondays") - 1 else word.casefold()
    if len(begun) < _SHORTEST_DAY:
        return None
    fitting = [number for number, day in enumerate(WEEKDAYS) if day.casefold().startswith(begun)]
    return fitting[0] if len(fitting) == 1 else None


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones())}
