"""Decide which entries are about a topic: those that name it, not those that are only similar."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.model.entry import Entry, is_talk

_PART = re.compile(r"[;,:()–—]")
_LIST = 4  # parts: what is one of so many is mentioned, and no more
_NUMBER = re.compile(r"(?:^| )\d[\d.%]*(?= |$)")
_FEW_TOPICS = 3
_OPENING = 80  # characters
_NEAR, _FAR = 40, 2  # characters, and how many such steps count
WHERE = re.compile(r"^[^:]{2,60} (?:at|ahead of) [^:]{2,40}: ")  # "Acme at EU 2026: "


@lru_cache(maxsize=200)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    wanted = "|".join(re.escape(normalized) for name in names if (normalized := normalize(name)))
    return re.compile(rf"(?<!\S)(?:{wanted or '(?!)'})(?!\S)")


def is_about(entry: Entry, names: tuple[str, ...]) -> bool:
    """Return whether an entry names a topic by one of its names: in the statement, or in the title of the talk."""
    return _is_titled(entry, names) or (not entry.title and _tells_of(entry, names))


def _is_titled(entry: Entry, names: tuple[str, ...]) -> bool:
    titles = [entry.title, *entry.other_titles]
    if is_talk(entry.source.recap):
        titles.append(entry.source.title)
    return any(_pattern(names).search(_normalized(title)) for title in titles if title)


@lru_cache(maxsize=50_000)
def _normalized(text: str) -> str:
    return normalize(text)


def _tells_of(entry: Entry, names: tuple[str, ...]) -> bool:
    """Return whether a statement is about a topic, and does not only list it among others."""
    found = _pattern(names).search(_normalized(entry.text))
    if found is None:
        return False
    parts = [_NUMBER.sub("", normalize(part)).strip() for part in _PART.split(entry.text)]
    if len(parts) >= _LIST and _is_one_of(parts, names):
        return False
    opening = _normalized(WHERE.sub("", entry.text))[:_OPENING]
    return bool(_pattern(names).search(opening)) or (names[0] in entry.topics[:_FEW_TOPICS])


def _is_one_of(parts: Iterable[str], names: tuple[str, ...]) -> bool:
    """Return whether a topic occurs only as an item of a list; an item may end with it."""
    holding = [part for part in parts if _pattern(names).search(part)]
    ends = [found.end() == len(part) for part in holding for found in list(_pattern(names).finditer(part))[-1:]]
    return bool(holding) and all(ends)


def is_of_longer_name(entry: Entry, topic: str) -> bool:
    """Return whether an entry names a topic only as a part of another one's name."""
    inner, others = _pattern((topic,)), [_normalized(other) for other in entry.topics]
    longer = (inner.search(other) and not inner.fullmatch(other) for other in others)
    return topic not in entry.topics and any(longer)


def count_before(entry: Entry, names: tuple[str, ...]) -> int:
    """Count the topics that a statement names before its own, or how far into it that is named; 0 to 2.

    What does not name it, said in a talk whose title does soon, counts as 1.
    """
    named = _pattern(names).search(_normalized(entry.source.title))
    furthest = 1 if _is_titled(entry, names) and named and named.start() <= _NEAR else _FAR
    if entry.title:
        return 0
    if not statement_names_topic(entry, names):
        return furthest
    if names[0] in entry.topics:
        return min(entry.topics.index(names[0]), furthest)
    return min(place_in(entry, names) // _NEAR, furthest)


def statement_names_topic(entry: Entry, names: tuple[str, ...]) -> bool:
    """Return whether a statement itself names a topic."""
    return bool(_pattern(names).search(_normalized(entry.text)))


def place_in(entry: Entry, names: tuple[str, ...]) -> int:
    """Return how far into an entry its topic is named: 0 in a title, otherwise the character of the statement."""
    found = None if entry.title else _pattern(names).search(_normalized(entry.text))
    return found.start() if found else 0
