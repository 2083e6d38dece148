"""Index all names and aliases in any spelling, with their topics."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.catalogue.normalize import normalize
from bot.model.topic import Alias, Topic

# Two words typed for a name of one word ("cross plane") must not be little words that only happen to make a name
# ("or as", "in gate").
_SHORTEST_PART = 3
_SHORTEST_JOINED = 8

_NOT_IN_KEYS = re.compile(r"[^\w+#]|_")
_CAMEL_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=16_384)  # catalogues and posts name the same things again and again
def name_key(text: str) -> str:
    """Return the key that all spellings of a name share: normalized, without spaces and signs."""
    return _NOT_IN_KEYS.sub("", normalize(text))


class NameMeaning(NamedTuple):
    """The topic of a name, and the alias it came by; None if it is the topic's own name."""

    topic: Topic
    alias: Alias | None

    @property
    def is_plain(self) -> bool:
        """Return whether the name is an ordinary word too."""
        return self.topic.plain_word if self.alias is None else self.alias.plain_word

    @property
    def written(self) -> str:
        """Return the name as the catalogue writes it."""
        return self.topic.name if self.alias is None else self.alias.name


@dataclass(frozen=True, slots=True)
class Named:
    """A name that was typed, and its topics.

    `topics` has several only where the catalogue lists the name as ambiguous; `readings` are then all its meanings
    as texts, those that are no topic too, else (). `via` is the alias that led to the one topic, None if the
    topic's own name was typed. `plain` says that the name is an ordinary word too. `start` and `end` count the words of
    the normalized text that the name covers.
    """

    typed: str
    topics: tuple[Topic, ...]
    readings: tuple[str, ...] = ()
    via: Alias | None = None
    plain: bool = False
    start: int = 0
    end: int = 0


class NameIndex:
    """Find names by a dictionary of all their spellings."""

    def __init__(self, topics: Sequence[Topic], ambiguous: Mapping[str, tuple[str, ...]]) -> None:
        """Initialize with the topics, and the readings of each ambiguous name by its key."""
        self.topics = topics
        self.ambiguous = ambiguous
        self.meanings = _meanings(topics)
        spellings = [(name, name_key(name)) for topic in topics for name in _names(topic)]
        # Maps the normalized words of each spelling to its key.
        self.phrases = {normalize(name): key for name, key in spellings} | {key: key for _, key in spellings}
        # Also maps names split at inner capitals, "open telemetry"; prose must then use capitals.
        self.humps = {humps: key for name, key in spellings if (humps := _humps(name)) and humps not in self.phrases}
        self.phrases |= self.humps
        self.lengths = _lengths_by_first_word(self.phrases)

    def named(self, typed: str) -> Named | None:
        """Return the name that is the whole text, or None."""
        key = name_key(typed)
        return self._named(typed, key, 0, len(normalize(typed).split())) if key in self.meanings else None

    def named_in(self, typed: str) -> tuple[Named, ...]:
        """Return the names among typed words, in order; of overlapping ones, the longest."""
        words = normalize(typed).split()
        found: list[tuple[int, int, str]] = []
        for start, end, key in sorted(self._candidates(words), key=lambda found: found[0] - found[1]):
            if all(end <= other[0] or other[1] <= start for other in found):
                found.append((start, end, key))
        named = (self._named(" ".join(words[start:end]), key, start, end) for start, end, key in sorted(found))
        return tuple(filter(None, named))

    def _candidates(self, words: list[str]) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of every name in some words, including overlapping ones."""
        for start, word in enumerate(words):
            for length in self.lengths.get(word, ()):
                phrase = " ".join(words[start : start + length])
                if start + length <= len(words) and (key := self.phrases.get(phrase)):
                    yield start, start + length, key
            pair = words[start : start + 2]
            joined = "".join(pair)
            if len(joined) >= _SHORTEST_JOINED and min(map(len, pair)) >= _SHORTEST_PART and joined in self.meanings:
                yield start, start + len(pair), joined

    def _named(self, typed: str, key: str, start: int, end: int) -> Named | None:
        meanings = self.meanings.get(key)
        if meanings is None:
            return None
        return Named(
            typed=typed,
            topics=tuple(meaning.topic for meaning in meanings),
            readings=self.ambiguous.get(key, ()),
            via=meanings[0].alias if len(meanings) == 1 else None,
            plain=all(meaning.is_plain for meaning in meanings),
            start=start,
            end=end,
        )


def _names(topic: Topic) -> Iterator[str]:
    yield topic.name
    yield from (alias.name for alias in topic.aliases)


def _humps(name: str) -> str:
    """Return the normalized parts of a name such as "OpenTelemetry", "" if a part is not a word."""
    parts = normalize(_CAMEL_HUMP.sub(" ", name)).split()
    return " ".join(parts) if len(parts) > 1 and min(map(len, parts)) >= _SHORTEST_PART else ""


def _meanings(topics: Iterable[Topic]) -> dict[str, tuple[NameMeaning, ...]]:
    """Return for each key its topics, each once, by its own name before an alias."""
    found: defaultdict[str, dict[str, NameMeaning]] = defaultdict(dict)
    for topic in topics:
        for meaning in (NameMeaning(topic, None), *(NameMeaning(topic, alias) for alias in topic.aliases)):
            found[name_key(meaning.written)].setdefault(topic.name, meaning)
    return {key: tuple(by_topic.values()) for key, by_topic in found.items()}


def _lengths_by_first_word(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """Return for each first word of a spelling the numbers of words of such spellings, largest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        first, *rest = phrase.split(" ")
        lengths[first].add(1 + len(rest))
    return {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()}
