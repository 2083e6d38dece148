"""Know the words and names in all entries, to correct typos and to complete input."""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process

from bot.catalogue.normalize import normalize
from bot.index.analyzer import split_words
from bot.index.edit_distance import SHORTEST_MISSPELT, SpellingCandidate, WordsByEnd, nearest_candidates, words_by_end
from bot.model.entry import Entry, EntryKind, is_post

_FILE = "names.json"
_LONGEST_KEPT = 40
_MOST_TOPICS = 30  # of an event


class _Book(NamedTuple):
    """What write_vocabulary wrote.

    `topics` gives for each how many recaps mention it, and the events that do with the number of their talks on it.
    `people` and `companies` give names by how they are typed; `events` gives the date of each recap of an event, and
    how often topics are named there. `talks` counts those of each event.
    """

    words: dict[str, int]
    speakers: dict[str, int]
    titles: list[str]
    topics: dict[str, tuple[int, dict[str, int]]]
    people: dict[str, str]
    companies: dict[str, str]
    events: dict[str, tuple[dict[str, str], dict[str, int]]]
    talks: dict[str, int]


def write_vocabulary(entries: Iterable[Entry], folder: Path) -> None:
    """Write words, people, titles, topics and events of entries into the folder."""
    counts = _Counts()
    for entry in entries:
        counts.add(entry)
    (folder / _FILE).write_text(json.dumps(counts.book(), ensure_ascii=False), encoding="utf-8")


class _Counts:
    """Count words and names in entries."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.speakers: Counter[str] = Counter()
        self.companies: Counter[str] = Counter()
        self.titles: dict[str, None] = {}
        self.topics: defaultdict[str, tuple[set[str], Counter[str]]] = defaultdict(lambda: (set(), Counter()))
        self.talks: Counter[str] = Counter()
        self.events: defaultdict[str, tuple[dict[str, str], Counter[str]]] = defaultdict(lambda: ({}, Counter()))

    def add(self, entry: Entry) -> None:
        people = [speaker.name for speaker in entry.speakers if speaker.name]
        self.speakers.update(people)
        self.companies.update({speaker.org for speaker in entry.speakers if speaker.org})
        if entry.title:
            self.titles[entry.title] = None
        said = f"{entry.title} {entry.text} {entry.source.heading} {' '.join(people)}"
        self.words.update({word for word in split_words(said) if SHORTEST_MISSPELT <= len(word) <= _LONGEST_KEPT})
        self._add_topics(entry)

    def _add_topics(self, entry: Entry) -> None:
        recap, event, topics = entry.source.recap, entry.event, entry.topics
        dates, spoken = self.events[event]
        spoken.update(topics)
        is_talk = entry.kind is EntryKind.TALK
        self.talks[event] += is_talk
        for topic in topics:
            self.topics[topic][1][event] += is_talk
        if is_post(recap):
            written = entry.date if not entry.also else None  # that of a scheduled talk is the talk's day
            dates[recap] = max(dates.get(recap, ""), written.isoformat() if written else "")
            for topic in topics:
                self.topics[topic][0].add(recap)

    def book(self) -> _Book:
        """Return the data of Vocabulary; of people and companies with the same name, the most frequent."""
        rarest_first = [name for name, _ in reversed(self.speakers.most_common())]
        companies = [name for name, _ in reversed(self.companies.most_common())]
        return _Book(
            self.words,
            self.speakers,
            list(self.titles),
            {topic: (len(recaps), _without_none(talks)) for topic, (recaps, talks) in self.topics.items()},
            {_parts(normalize(name)): name for name in rarest_first if " " in name},
            {normalize(name): name for name in companies},
            {event: (dates, dict(topics.most_common(_MOST_TOPICS))) for event, (dates, topics) in self.events.items()},
            _without_none(+self.talks),
        )


def _without_none(talks: Mapping[str, int]) -> dict[str, int]:
    """Drop those of no event."""
    return {event: talks[event] for event in sorted(talks) if event}


class Vocabulary:
    """Find the known words and names nearest to what was typed; loaded from disk when first needed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self.words_near = lru_cache(maxsize=4096)(self._words_near)

    @cached_property
    def _book(self) -> _Book:
        return _Book(*json.loads(self._path.read_text(encoding="utf-8")))

    @cached_property
    def _words_by_end(self) -> WordsByEnd:
        return words_by_end(self._book.words)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self._book.words)

    @property
    def speakers(self) -> Mapping[str, int]:
        """Return every speaker's name and how many entries name them."""
        return self._book.speakers

    @property
    def titles(self) -> list[str]:
        """Return every talk title."""
        return self._book.titles

    def told_of(self, event: str) -> tuple[Mapping[str, str], Mapping[str, int]]:
        """Return the recaps of an event with their dates, "" if unknown, and its topics by mentions."""
        dates, topics = self._book.events.get(event, ({}, {}))
        return dates, topics

    def speaker_called(self, words: str) -> str:
        """Return the speaker whose whole name was typed, in any order of its parts, or ""."""
        return self._book.people.get(_parts(words), "")

    def company_called(self, words: str) -> str:
        """Return the company of speakers whose name was typed, or ""."""
        return self._book.companies.get(words, "")

    def spoken_of(self, topic: str) -> tuple[int, tuple[str, ...]]:
        """Return how many recaps mention a topic, and the events they are about."""
        recaps, events = self._book.topics.get(topic, (0, {}))
        return recaps, tuple(events)

    def talks_on(self, topic: str) -> dict[str, tuple[int, int]]:
        """Return for each event with known talks how many are on a topic, and how many there are."""
        _, on_topic = self._book.topics.get(topic, (0, {}))
        return {event: (on_topic.get(event, 0), talks) for event, talks in self._book.talks.items()}

    def topics_of_talks(self, event: str) -> tuple[int, dict[str, int]]:
        """Return how many talks of an event are known, and its topics by how many of them are on each."""
        found = Counter({topic: talks[event] for topic, (_, talks) in self._book.topics.items() if talks.get(event)})
        return self._book.talks.get(event, 0), dict(found.most_common())

    @cached_property
    def _folded_names(self) -> Mapping[str, str]:
        """Return the topics of recaps and all speakers, with their normalized names."""
        topics = (topic for topic, (recaps, _) in self._book.topics.items() if recaps)
        return {name: normalize(name) for name in (*topics, *self.speakers)}

    def nearest_names(self, typed: str, least: float, limit: int) -> list[str]:
        """Return the topics and speakers whose spelling is most similar to the typed text, at least `least`.

        A name that is only a part of the text does not count: "laying the foundation" names no foundation.
        """
        found = process.extract(
            normalize(typed), self._folded_names, scorer=fuzz.token_sort_ratio, score_cutoff=least * 100, limit=limit
        )
        return [name for _, _, name in found]

    @cached_property
    def speakers_by_word(self) -> Mapping[str, tuple[str, ...]]:
        """Return the speakers whose names contain a normalized word."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for speaker in self.speakers:
            for word in normalize(speaker).split():
                found[word].append(speaker)
        return {word: tuple(names) for word, names in found.items()}

    def count(self, word: str) -> int:
        """Count the entries that contain a normalized word of four letters or more."""
        return self._book.words.get(word, 0)

    def has_word(self, word: str) -> bool:
        """Return whether a normalized word of four letters or more occurs in an entry."""
        return word in self._book.words

    def beginning_with(self, beginning: str) -> Iterator[SpellingCandidate]:
        """Return the known words that begin so, in alphabetical order."""
        words = self._sorted_words
        for index in range(bisect_left(words, beginning), len(words)):
            if not words[index].startswith(beginning):
                return
            yield SpellingCandidate(words[index], 0, self._book.words[words[index]])

    def _words_near(self, word: str, allowed: int | None = None) -> tuple[SpellingCandidate, ...]:
        """Return the known words within the allowed typos, None for as many as the word's length allows."""
        near = nearest_candidates(word, self._words_by_end, allowed)
        return tuple(replace(spelling, count=self._book.words[spelling.word]) for spelling in near)


def _parts(words: str) -> str:
    """Return the words of a name in one order for all: people type the family name first, too."""
    return " ".join(sorted(words.split()))
