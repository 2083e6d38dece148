"""Decide the meaning of an ambiguous name ("MIG", "DORA", "CA") from the words around it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from bot.catalogue.normalize import normalize
from bot.catalogue.topics.name_index import NameIndex, NameMeaning, name_key
from bot.model.topic import Topic

# Words that indicate no meaning, because most texts of this field contain them.
_SILENT_WORDS = """
    a an and are as at by cloud cncf for from in into is it its kubernetes native not of on or project that the their
    this to was with without
"""
_SILENT = frozenset(_SILENT_WORDS.split())
_STEM_LETTERS = 6


class Ambiguity:
    """Know which words indicate which meaning of each ambiguous name."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._stems: dict[str, dict[str, frozenset[str]]] = {}

    def settle(self, key: str, meanings: Sequence[NameMeaning], around: Iterable[str]) -> NameMeaning | None:
        """Return the meaning that most of the words around it indicate, or None."""
        heard = {_stem(word) for word in around}
        votes = {reading: len(heard & stems) for reading, stems in self._stems_for(key).items()}
        best = max(votes.values(), default=0)
        winners = [reading for reading, count in votes.items() if count == best]
        if best == 0 or len(winners) > 1:
            return None
        return next((meaning for meaning in meanings if meaning.topic.name == winners[0]), None)

    def _stems_for(self, key: str) -> dict[str, frozenset[str]]:
        """Return for each reading of a name the stems that speak for it and for no other."""
        if key not in self._stems:  # no cache of functools: it would keep a catalogue out of worker processes
            self._stems[key] = self._find_stems(key)
        return self._stems[key]

    def _find_stems(self, key: str) -> dict[str, frozenset[str]]:
        topics = {meaning.topic.name: meaning.topic for meaning in self._names.meanings[key]}
        stems = {
            reading: self._stems_about(topics[reading]) if reading in topics else frozenset(_stems(reading))
            for reading in self._names.ambiguous[key]
        }
        times = Counter(stem for words in stems.values() for stem in words)
        own = {_stem(key)}
        return {reading: frozenset(s for s in words if times[s] == 1) - own for reading, words in stems.items()}

    def _stems_about(self, topic: Topic) -> frozenset[str]:
        """Return the stems of the catalogue's texts about a topic and its neighbours."""
        neighbours = [self._topics[name_key(name)] for name in _relations(topic) if name_key(name) in self._topics]
        texts = [*_texts(topic), *_relations(topic), *(text for other in neighbours for text in _texts(other))]
        texts += [text for other in self._related_to.get(name_key(topic.name), ()) for text in _texts(other)]
        return frozenset(stem for text in texts for stem in _stems(text))

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {name_key(topic.name): topic for topic in self._names.topics}

    @cached_property
    def _related_to(self) -> dict[str, list[Topic]]:
        related: dict[str, list[Topic]] = {}
        for topic in self._names.topics:
            for name in _relations(topic):
                related.setdefault(name_key(name), []).append(topic)
        return related


def _relations(topic: Topic) -> tuple[str, ...]:
    return (*topic.related, topic.part_of) if topic.part_of else topic.related


def _texts(topic: Topic) -> tuple[str, ...]:
    return (topic.name, topic.description, *(alias.name for alias in topic.aliases))


def _stems(text: str) -> Iterator[str]:
    return (_stem(word) for word in normalize(text).split() if word not in _SILENT)


def _stem(word: str) -> str:
    return word.rstrip("s")[:_STEM_LETTERS]
