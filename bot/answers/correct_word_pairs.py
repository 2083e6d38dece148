"""Correct typos by the neighbouring word: only words that entries contain next to each other count."""

from collections.abc import Iterator, Sequence

from bot.answers.query_words import QueryWords
from bot.index.analyzer import stem_word
from bot.index.edit_distance import SpellingCandidate, slips_allowed
from bot.index.search_index import SearchIndex

_MOST_TRIED = 6  # words near a typed one
_SHORTEST = 3  # letters
_MOST_SLIPS = 2  # in two words together, and one more
_LONG = 12  # in so many letters


def correct_word_pairs(typed: Sequence[str], taken: set[int], words: QueryWords, index: SearchIndex) -> dict[int, str]:
    """Return corrections by position: two neighbours at a time, one of which no entry contains."""
    corrected: dict[int, str] = {}
    for place in range(len(typed) - 1):
        pair = [corrected.get(place, typed[place]), typed[place + 1]]
        is_free = taken.isdisjoint((place, place + 1)) and words.stop_words.isdisjoint(pair)
        unknown = [word for word in pair if not index.knows(stem_word(word))]
        if is_free and unknown and not any(word in words.ordinary for word in unknown):
            found = _meant(pair, index)
            corrected |= {place + step: word for step, word in enumerate(found) if word != typed[place + step]}
    return corrected


def _meant(pair: Sequence[str], index: SearchIndex) -> tuple[str, ...]:
    """Return the two words with the fewest typos that are side by side in an entry, or none."""
    near = [list(_near(word, index)) for word in pair]
    most = _MOST_SLIPS if sum(map(len, pair)) < _LONG else _MOST_SLIPS + 1
    tries = sorted(
        (
            (one.slips + other.slips, -min(one.count, other.count), one.word, other.word)
            for one in near[0]
            for other in near[1]
        ),
    )
    return next(
        (
            (one, other)
            for slips, _, one, other in tries
            if slips <= most and index.has_phrase((stem_word(one), stem_word(other)))
        ),
        (),
    )


def _near(word: str, index: SearchIndex) -> Iterator[SpellingCandidate]:
    """Return a known word itself, and the words of entries nearest to it."""
    if index.knows(stem_word(word)):
        yield SpellingCandidate(word, 0, 0)
    allowed = 1 if len(word) == _SHORTEST else slips_allowed(word)
    near = index.names.words_near(word, allowed)
    others = (spelling for spelling in near if spelling.word != word)
    yield from sorted(others, key=lambda spelling: (spelling.slips, -spelling.count))[:_MOST_TRIED]
