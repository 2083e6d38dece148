"""Which entries are about a topic: those that name it themselves, not their neighbours."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.model.entry import Entry, is_talk

_PART = re.compile(r"[;,:()–—]")
_LIST = 4  # parts: what is one of so many is mentioned, and no more
_NUMBER = re.compile(r"(?:^| )\d[\d.%]*(?= |$)")
_MANY_TOPICS = 5
_OPENING = 60  # characters


@lru_cache(maxsize=200)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    wanted = "|".join(re.escape(folded) for name in names if (folded := normalize(name)))
    return re.compile(rf"(?<!\S)(?:{wanted or '(?!)'})(?!\S)")


def is_about(entry: Entry, names: tuple[str, ...]) -> bool:
    """Return whether an entry names a topic by one of its names: in the statement, or in the title of the talk."""
    titles = [entry.title, *entry.other_titles]
    if is_talk(entry.source.recap):
        titles.append(entry.source.title)
    if any(_pattern(names).search(_normalized(title)) for title in titles if title):
        return True
    return not entry.title and _tells_of(entry, names)


@lru_cache(maxsize=50_000)
def _normalized(text: str) -> str:
    return normalize(text)


def _tells_of(entry: Entry, names: tuple[str, ...]) -> bool:
    """Return whether a statement tells of a topic, and does not only list it among others."""
    found = _pattern(names).search(_normalized(entry.text))
    if found is None:
        return False
    parts = [_NUMBER.sub("", normalize(part)).strip() for part in _PART.split(entry.text)]
    if len(parts) >= _LIST and _is_one_of(parts, names):
        return False
    return len(entry.topics) < _MANY_TOPICS or found.start() <= _OPENING


def _is_one_of(parts: Iterable[str], names: tuple[str, ...]) -> bool:
    """Return whether a topic stands as an item of a list, and nowhere else."""
    holding = [part for part in parts if _pattern(names).search(part)]
    return bool(holding) and all(_pattern(names).fullmatch(part) for part in holding)


def place_in(entry: Entry, names: tuple[str, ...]) -> int:
    """Return how far into an entry its topic is named: 0 in a title, else the character of the statement."""
    found = None if entry.title else _pattern(names).search(_normalized(entry.text))
    return found.start() if found else 0
