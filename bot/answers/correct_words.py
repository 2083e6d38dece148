"""Correct the words of a lookup: unknown words, and almost correct names."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.answers.correct_word_pairs import correct_word_pairs
from bot.answers.query_words import QueryWords
from bot.catalogue.catalogue import Catalogue
from bot.index.analyzer import stem_word
from bot.index.search_index import SearchIndex
from bot.index.spelling import Correction, SpellChecker

_KIN_LETTERS = 6
_MENDED = 0.9
_LONGEST_NAME = 4  # words


class WordCorrector:
    """Correct typed words with the catalogue, common words and the index."""

    def __init__(self, catalogue: Catalogue, words: QueryWords, index: SearchIndex) -> None:
        self._catalogue = catalogue
        self._words = words
        self._index = index
        self._speller = SpellChecker(index.names, catalogue)

    def corrections(self, typed: Sequence[str], taken: set[int]) -> dict[int, tuple[Correction, ...]]:
        """Return possible corrections for each position; `taken` positions are skipped."""
        pairs = correct_word_pairs(typed, taken, self._words, self._index)
        return self._guesses(typed, taken) | {
            place: (Correction((word,), _MENDED, "spelling"),) for place, word in pairs.items()
        }

    def correct(
        self, typed: Sequence[str], corrections: Mapping[int, tuple[Correction, ...]], taken: set[int]
    ) -> list[str]:
        """Return the corrected words, one for each typed word."""
        meant = [_best_spelling(corrections.get(position, ()), word) for position, word in enumerate(typed)]
        return self._with_topics_meant(typed, meant, taken)

    def _guesses(self, typed: Sequence[str], taken: set[int]) -> dict[int, tuple[Correction, ...]]:
        """Return possible corrections of unknown words.

        An ordinary word is often one slip from somebody's name ("weather", Heather): a slip towards a person counts
        if the word is the only one, or another word names that person too.
        """
        free = [p for p, word in enumerate(typed) if p not in taken and word not in self._words.stop_words]
        guesses = {position: self._guess(typed[position]) for position in free}
        if len(typed) == 1:
            return {position: self._without_people(typed[position], found) for position, found in guesses.items()}
        said = {position: {typed[position], *(m.words[0] for m in guesses[position])} for position in free}
        return {
            position: tuple(
                meant
                for meant in guesses[position]
                if meant.why != "spelling"
                or self._fits(
                    typed[position], meant.words[0], {w for other in free if other != position for w in said[other]}
                )
            )
            for position in free
        }

    def _fits(self, typed: str, meant: str, beside: AbstractSet[str]) -> bool:
        """Return whether neighbouring words allow a guess: a name or a common word needs one that belongs to it."""
        if typed in self._words.ordinary and not _are_kin(typed, meant):
            return self._speller.is_name(meant) and self._speller.belong_together(meant, beside)
        return not self._speller.is_stranger(meant, beside)

    def _without_people(self, typed: str, guesses: tuple[Correction, ...]) -> tuple[Correction, ...]:
        """Return the guesses for a single word; a common one can only be the whole name of a topic."""
        if typed not in self._words.ordinary:
            return guesses
        return tuple(
            one
            for one in guesses
            if one.why != "spelling" or _are_kin(typed, one.words[0]) or self._catalogue.named(one.words[0])
        )

    def _guess(self, word: str) -> tuple[Correction, ...]:
        """Return possible corrections of a word that is unknown, or so rare that it may be a typo."""
        if word in self._words.stop_words:
            return ()
        if self._index.knows(stem_word(word)) or self._speller.is_known(word):
            return self._commoner(word)
        return self._speller.meant_by(word)

    def _commoner(self, word: str) -> tuple[Correction, ...]:
        """Return the word that a known one may be a typo of; a short one is never a common word ("cobol", cool)."""
        if word in self._words.ordinary:
            return ()
        found = self._speller.commoner(word)
        return tuple(one for one in found if len(word) >= _KIN_LETTERS or one.words[0] not in self._words.ordinary)

    def _with_topics_meant(self, typed: Sequence[str], meant: list[str], taken: set[int]) -> list[str]:
        """Return the words, corrected where several in a row almost name a topic."""
        for start, end in _windows(range(len(typed)), _LONGEST_NAME):
            words = typed[start:end]
            is_free = (
                end - start > 1 and taken.isdisjoint(range(start, end)) and self._words.stop_words.isdisjoint(words)
            )
            if is_free and not all(map(self._is_known, words)):
                found = self._speller.topic_meant(words)
                if found:
                    return [*meant[:start], *found, *meant[end:]]
        return meant

    def speaker_meant(
        self, typed: Sequence[str], meant: Sequence[str], free: Sequence[int]
    ) -> tuple[str, Sequence[int]]:
        """Return the speaker whom some of the free words almost name, and their positions."""
        for start, end in _windows(free, _LONGEST_NAME):
            words = typed[start:end]
            if self._words.kinds.keys().isdisjoint(words) and self._may_be_misspelt(words, meant[start:end]):
                speaker = self._speller.speaker_meant(words)
                if speaker:
                    return speaker, range(start, end)
        return "", ()

    def _may_be_misspelt(self, words: Sequence[str], meant: Sequence[str]) -> bool:
        """Return whether words are unknown, or a person's name with others that never occur beside it."""
        if all(map(self._is_known, meant)) and len(meant) > 1 and self._index.has_phrase(tuple(map(stem_word, meant))):
            return False
        return not all(map(self._is_known, words)) or any(map(self._speller.is_person, words))

    def as_written(self, word: str) -> str:
        """Return a word as people write it: the speaker's name if it belongs to only one speaker."""
        speakers = self._index.names.speakers_by_word.get(word, ())
        return speakers[0] if len(speakers) == 1 else word

    def _is_known(self, word: str) -> bool:
        return self._index.knows(stem_word(word))


def _are_kin(one: str, other: str) -> bool:
    """Return whether two words begin alike, as "accuracy" and "accurate" do, so that they are forms of one word."""
    return one[:_KIN_LETTERS] == other[:_KIN_LETTERS] and len(one) > _KIN_LETTERS


def _windows(places: Sequence[int], longest: int) -> Iterator[tuple[int, int]]:
    """Return the start and end of neighbouring positions, longest first; a single one only if there are no more."""
    for length in range(min(longest, len(places)), 0 if len(places) == 1 else 1, -1):
        for first, last in zip(places, places[length - 1 :], strict=False):
            if last - first == length - 1:
                yield first, last + 1


def _best_spelling(guesses: Sequence[Correction], word: str) -> str:
    """Return the correction of a misspelt word, or the word itself; other guesses leave it as typed."""
    return guesses[0].words[0] if guesses and guesses[0].why == "spelling" else word
