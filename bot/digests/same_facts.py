"""Detect statements that say the same in other words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.digests.entry_key import key_of, keys_of
from bot.model.entry import Entry

_SHORTEST = 4  # letters of a significant word
_FEWEST = 3
_TOPICS_COMPARED = 2
_ALIKE = 0.7  # of the words of the shorter one
_ALIKE_WITH_NUMBERS = 0.5


def say_the_same(one: Entry, other: Entry) -> bool:
    """Return whether two entries state one fact: the same claim, or mostly the same words and the same numbers."""
    if set(keys_of(one)) & set(keys_of(other)):
        return True
    if bool(one.title) != bool(other.title):
        return False
    (words, numbers), (others, others_numbers) = _told(one.title or one.text), _told(other.title or other.text)
    fewest = min(len(words), len(others))
    if fewest < _FEWEST or not (numbers <= others_numbers or others_numbers <= numbers):
        return False
    needed = _ALIKE_WITH_NUMBERS if numbers & others_numbers else _ALIKE
    return len(words & others) >= needed * fewest


def with_same(chosen: Sequence[Entry], pool: Iterable[Entry]) -> list[Entry]:
    """Return the chosen entries, with all of a pool that say the same as one of them."""
    return [*chosen, *(entry for entry in pool if any(say_the_same(entry, one) for one in chosen))]


def count_sources(entries: Sequence[Entry]) -> dict[str, int]:
    """Count for each entry, by key, the sources that say the same."""
    return _count_sources(tuple(entries))


@lru_cache(maxsize=4)
def _count_sources(entries: tuple[Entry, ...]) -> dict[str, int]:
    by_topic: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for topic in entry.topics[:_TOPICS_COMPARED]:
            by_topic[topic].append(entry)
    return {key_of(entry): len(_sources_of(entry, by_topic)) for entry in entries}


def _sources_of(entry: Entry, by_topic: Mapping[str, Sequence[Entry]]) -> set[str]:
    near = (other for topic in entry.topics[:_TOPICS_COMPARED] for other in by_topic[topic])
    return {entry.source.recap} | {other.source.recap for other in near if say_the_same(entry, other)}


@lru_cache(maxsize=50_000)
def _told(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the significant words of a statement, and its numbers."""
    words = normalize(text).split()
    numbers = frozenset(word for word in words if any(map(str.isdigit, word)))
    return frozenset(word for word in words if len(word) >= _SHORTEST) - numbers, numbers
