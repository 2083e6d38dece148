"""Correct words that no recap contains: two words run together, the beginning of a word, or a typo."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.index.edit_distance import (
    SpellingCandidate,
    WordsByEnd,
    best_alike,
    nearest_candidates,
    slips_allowed,
    slips_between,
    word_similarity,
    words_by_end,
)
from bot.index.vocabulary import Vocabulary
from bot.model.topic import Topic

_SHORTEST_BEGINNING = 4
_SHORTEST_PART = 3
_MOST_MEANT = 3
_MOST_BEGUN = 8
_RARE = 4  # entries
_COMMONER = 5  # times as many entries
_SLIP_WEIGHT = 0.8
_LONGEST_NAME = 4  # letters of a name in a script without blanks
_WORD_ALIKE = 0.6  # the least that each word has to be like one of a name
_LIKE_A_NAME = 0.79  # and all of them on average
_SURELY_A_NAME = 6  # letters; a word one typo away from a name of this length is taken for it
_NAMES_ONLY = 4  # a slip in a word of so few letters is corrected only to a known name


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that a typed one may mean, with a confidence and the reason."""

    words: tuple[str, ...]
    weight: float
    why: str


class SpellChecker:
    """Correct unknown words, with the words of the recaps and the names of the catalogue."""

    def __init__(self, names: Vocabulary, catalogue: Catalogue) -> None:
        self._names = names
        self._catalogue = catalogue
        self.meant_by = lru_cache(maxsize=4096)(self._meant_by)

    @cached_property
    def _name_words(self) -> frozenset[str]:
        """Return the normalized words of all topic names and aliases."""
        names = (name for topic in self._catalogue.topics for name in (topic.name, *(a.name for a in topic.aliases)))
        return frozenset(word for name in names for word in normalize(name).split())

    @cached_property
    def _name_words_by_end(self) -> WordsByEnd:
        return words_by_end(sorted(self._name_words))

    def topic_meant(self, words: Sequence[str]) -> list[str]:
        """Return the words of the topic's name that normalized words almost are, each a slip away or less, or []."""
        names = self._topic_names.get(len(words), ())
        best = best_alike(" ".join(words), names, most_slips=len(words))
        found = best.split()
        near = [
            slips_between(one, other) <= max(1, slips_allowed(one)) for one, other in zip(words, found, strict=False)
        ]
        return found if found and found != list(words) and all(near) else []

    @cached_property
    def _topic_names(self) -> Mapping[int, Sequence[str]]:
        """Return the normalized names of all topics by how many words they have."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        for topic in self._catalogue.topics:
            for name in (topic.name, *(alias.name for alias in topic.aliases)):
                normalized = normalize(name)
                found[normalized.count(" ") + 1].append(normalized)
        return found

    def is_known(self, word: str) -> bool:
        """Return whether a normalized word occurs in a recap or a catalogue name, and needs no correction."""
        return word in self._name_words or self._names.has_word(word)

    def is_name(self, word: str) -> bool:
        """Return whether a normalized word belongs to the name of a topic or a speaker."""
        return word in self._name_words or word in self._names.speakers_by_word

    def belong_together(self, word: str, others: Iterable[str]) -> bool:
        """Return whether a normalized word and one of the others belong to the name of one topic or one speaker."""
        beside = set(others)
        speakers = (normalize(name).split() for name in self._names.speakers_by_word.get(word, ()))
        topics = (self._words_about(topic) for topic in self._catalogue.topics if word in normalize(topic.name).split())
        return any(word in name and not beside.isdisjoint(name) for name in (*speakers, *topics))

    @staticmethod
    def _words_about(topic: Topic) -> list[str]:
        """Return the normalized words of a topic's names and description."""
        return normalize(" ".join([topic.name, topic.description, *(alias.name for alias in topic.aliases)])).split()

    def is_person(self, word: str) -> bool:
        """Return whether a normalized word is only a name of people, not of topics, and not common."""
        named = len(self._names.speakers_by_word.get(word, ()))
        return bool(named) and word not in self._name_words and self._names.count(word) <= named * _COMMONER

    def is_stranger(self, word: str, others: Iterable[str]) -> bool:
        """Return whether a normalized word names only people, none of whom another of the words names too."""
        if word in self._name_words:
            return False
        speakers = self._names.speakers_by_word.get(word, ())
        return bool(speakers) and not any(
            set(speakers) & set(self._names.speakers_by_word.get(other, ())) for other in others
        )

    def speaker_meant(self, words: Sequence[str]) -> str:
        """Return the speaker that one to four normalized words almost name, or "" for none or an exact name.

        A single word is a name in a script without spaces, with only one wrong letter.
        """
        if len(words) == 1:
            return self._wide_name_meant(words[0])
        near = [self._name_words_near(word) for word in words]
        by_word = self._names.speakers_by_word
        speakers = {speaker for found in near for word in found for speaker in by_word[word]}
        alike = {speaker: self._alike(words, speaker) for speaker in speakers}
        likeliest = max(speakers, key=lambda one: (alike[one], self._names.speakers[one], one), default="")
        return likeliest if likeliest and _LIKE_A_NAME <= alike[likeliest] < 1 else ""

    def _alike(self, words: Sequence[str], speaker: str) -> float:
        """Return how similar a speaker's names are to some words, weighted by length; 0 if one is different."""
        parts = normalize(speaker).split()
        alike = word_similarity(words, parts)
        if min(alike) < _WORD_ALIKE or abs(len(parts) - len(words)) > 1:
            return 0.0
        return sum(one * len(word) for one, word in zip(alike, words, strict=True)) / sum(map(len, words))

    def _name_words_near(self, word: str) -> frozenset[str]:
        """Return words of speakers' names that a normalized word is or may be a slip of."""
        allowed = 1 if len(word) == _SHORTEST_PART else slips_allowed(word)
        near = {spelling.word for spelling in nearest_candidates(word, self._speaker_words, allowed)}
        return frozenset(near | ({word} & self._names.speakers_by_word.keys()))

    @cached_property
    def _speaker_words(self) -> WordsByEnd:
        return words_by_end(sorted(self._names.speakers_by_word))

    def _wide_name_meant(self, word: str) -> str:
        if word.isascii() or len(word) > _LONGEST_NAME:
            return ""
        near = [name for name in self._wide_names if len(name) == len(word) and slips_between(name, word) == 1]
        return near[0] if len(near) == 1 else ""

    @cached_property
    def _wide_names(self) -> Sequence[str]:
        return [name for name in self._names.speakers if not name.isascii() and " " not in name]

    def commoner(self, word: str) -> tuple[Correction, ...]:
        """Return the frequent word that a rare one may be a typo of, as recaps contain typos too."""
        count = self._names.count(word)
        if len(word) <= _NAMES_ONLY or count > _RARE or self.is_name(word):
            return ()
        near = [found for found in self._near(word) if found.slips == 1 and self._is_commoner(found, count)]
        return tuple(Correction((found.word,), _SLIP_WEIGHT, "near") for found in near[:1])

    def _is_commoner(self, found: SpellingCandidate, count: int) -> bool:
        """Return whether a word is so much commoner that the rare one is a slip; a topic's name need not be."""
        return found.count >= max(1, count) * (1 if found.word in self._name_words else _COMMONER)

    def _meant_by(self, word: str) -> tuple[Correction, ...]:
        """Return corrections of an unknown word: the most trusted kind, and names one typo away."""
        misspelt = tuple(self._misspelt(word))
        for guesses in (self._run_together(word), self._begun(word)):
            found = tuple(guesses)
            if found:
                names = tuple(meant for meant in misspelt if meant.words[0] in self._name_words)
                return (*names, *found) if len(word) >= _SURELY_A_NAME else (*found, *names)
        return misspelt

    def _run_together(self, word: str) -> Iterator[Correction]:
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            parts = word[:cut], word[cut:]
            if all(map(self._is_whole_word, parts)):
                yield Correction(parts, 0.95, "two words")

    def _is_whole_word(self, part: str) -> bool:
        return part in self._name_words if len(part) < _SHORTEST_BEGINNING else self.is_known(part)

    def _begun(self, word: str) -> Iterator[Correction]:
        if len(word) < _SHORTEST_BEGINNING:
            return
        begun = sorted(self._names.beginning_with(word), key=lambda spelling: -spelling.count)
        for spelling in begun[:_MOST_BEGUN]:
            yield Correction((spelling.word,), 0.85, "word beginning")

    def _misspelt(self, word: str) -> Iterator[Correction]:
        near = [spelling for spelling in self._near(word) if self._is_near_enough(word, spelling)]
        fewest = min((spelling.slips for spelling in near), default=0)
        best = [spelling for spelling in near if spelling.slips == fewest]
        best.sort(key=lambda spelling: (not self.is_name(spelling.word), -spelling.count))
        for spelling in best[:_MOST_MEANT]:
            yield Correction((spelling.word,), 0.9 if spelling.slips == 1 else 0.8, "spelling")

    def _near(self, word: str) -> list[SpellingCandidate]:
        spellings = {spelling.word: spelling for spelling in self._names.words_near(word)}
        for spelling in nearest_candidates(word, self._name_words_by_end):
            spellings.setdefault(spelling.word, spelling)
        return list(spellings.values())

    def _is_near_enough(self, word: str, spelling: SpellingCandidate) -> bool:
        if len(word) <= _NAMES_ONLY:
            return self.is_name(spelling.word)
        return spelling.slips <= slips_allowed(word)
