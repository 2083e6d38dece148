"""What a word that stands in no recap was meant to be: two words run together, a word's beginning, or a misspelling."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.index.vocabulary import (
    SpellingCandidate,
    Vocabulary,
    WordsByEnd,
    likeness,
    nearest_candidates,
    slips_allowed,
    words_by_end,
)

_SHORTEST_BEGINNING = 4
_SHORTEST_PART = 3
_MOST_MEANT = 3
_MOST_BEGUN = 8
_RARE = 4  # entries
_COMMONER = 5  # times as many entries
_SLIP_WEIGHT = 0.8
_LONGEST_NAME = 3  # words
_LIKE_A_NAME = 0.85
_NAMES_ONLY = 4  # a slip in a word of so few letters is forgiven towards a known name alone


@dataclass(frozen=True, slots=True)
class Correction:
    """Hold words that a typed one may stand for, how far to trust that, and how it came about."""

    words: tuple[str, ...]
    weight: float
    why: str


class SpellChecker:
    """Say what unknown words were meant to be, from the words of the recaps and the names of the catalogue."""

    def __init__(self, names: Vocabulary, catalogue: Catalogue) -> None:
        self._names = names
        self._catalogue = catalogue
        self.meant_by = lru_cache(maxsize=4096)(self._meant_by)

    @cached_property
    def _name_words(self) -> frozenset[str]:
        """Return the folded words of all topic names and aliases."""
        names = (name for topic in self._catalogue.topics for name in (topic.name, *(a.name for a in topic.aliases)))
        return frozenset(word for name in names for word in normalize(name).split())

    @cached_property
    def _name_words_by_end(self) -> WordsByEnd:
        return words_by_end(sorted(self._name_words))

    def is_known(self, word: str) -> bool:
        """Say whether a folded word stands in a recap or in a catalogue name, so that it needs no guess."""
        return word in self._name_words or self._names.has_word(word)

    def is_name(self, word: str) -> bool:
        """Say whether a folded word belongs to the name of a topic or a speaker."""
        return word in self._name_words or word in self._names.speakers_by_word

    def is_stranger(self, word: str, others: Iterable[str]) -> bool:
        """Say whether a folded word names people alone, none of whom another of the words names too."""
        if word in self._name_words:
            return False
        speakers = self._names.speakers_by_word.get(word, ())
        return bool(speakers) and not any(
            set(speakers) & set(self._names.speakers_by_word.get(other, ())) for other in others
        )

    def speaker_meant(self, words: Sequence[str]) -> str:
        """Return the speaker whom two or three folded words almost name, or "" where none or one is named rightly.

        At least one word has to be right: "cheryl hong" may mean Cheryl Hung, two wrong names mean nobody.
        """
        if not 1 < len(words) <= _LONGEST_NAME:
            return ""
        sharing = {speaker for word in words for speaker in self._names.speakers_by_word.get(word, ())}
        typed = " ".join(words)
        likeliest = max(sharing, key=lambda speaker: (likeness(typed, normalize(speaker)), speaker), default="")
        if likeness(typed, normalize(likeliest)) < _LIKE_A_NAME or set(words) <= set(normalize(likeliest).split()):
            return ""
        return likeliest

    def commoner(self, word: str) -> tuple[Correction, ...]:
        """Return the word that a rare one is a slip of, as recaps hold slips too; as a guess beside it."""
        count = self._names.count(word)
        if len(word) <= _NAMES_ONLY or count > _RARE or self.is_name(word):
            return ()
        near = [found for found in self._near(word) if found.slips == 1 and found.count >= max(1, count) * _COMMONER]
        return tuple(Correction((found.word,), _SLIP_WEIGHT, "near") for found in near[:1])

    def _meant_by(self, word: str) -> tuple[Correction, ...]:
        """Return what an unknown word may stand for, the most trusted kind of guess alone."""
        for guesses in (self._run_together(word), self._begun(word), self._misspelt(word)):
            found = tuple(guesses)
            if found:
                return found
        return ()

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
        spellings = {spelling.word: spelling for spelling in self._names.nearest_words(word)}
        for spelling in nearest_candidates(word, self._name_words_by_end):
            spellings.setdefault(spelling.word, spelling)
        return list(spellings.values())

    def _is_near_enough(self, word: str, spelling: SpellingCandidate) -> bool:
        if len(word) <= _NAMES_ONLY:
            return self.is_name(spelling.word)
        return spelling.slips <= slips_allowed(word)
