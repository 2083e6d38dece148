"""Compare words by spelling: count typos between them, and find the nearest known words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

SHORTEST_MISSPELT = 4  # shorter words match exactly or not at all

# Words by length and first letter, and by length and last: a typo rarely affects both ends of a word.
WordsByEnd = Mapping[tuple[int, str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class SpellingCandidate:
    """A known word similar to a typed one: the number of typos between them and of entries that contain it."""

    word: str
    slips: int
    count: int


def slips_allowed(word: str) -> int:
    """Return how many typos a word may contain: none up to three letters, two from eight on."""
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return 0
    return 1 if len(word) < 8 else 2  # noqa: PLR2004 - the sentence above says it


def words_by_end(words: Iterable[str]) -> WordsByEnd:
    """Sort words by their length and first letter, and again by their length and last letter."""
    found: defaultdict[tuple[int, str, str], list[str]] = defaultdict(list)
    for word in words:
        found[len(word), word[0], ""].append(word)
        found[len(word), "", word[-1]].append(word)
    return found


def nearest_candidates(word: str, words: WordsByEnd, allowed: int | None = None) -> list[SpellingCandidate]:
    """Return the words within the slips allowed for a normalized word that begin or end like it; counts are left at 0.

    `allowed` is how many, None for as many as a word of that length may hold.

    A slip is one letter too many, too few, wrong, or two swapped (optimal string alignment).
    """
    allowed = slips_allowed(word) if allowed is None else allowed
    lengths = range(len(word) - allowed, len(word) + allowed + 1) if allowed else ()
    slips = {
        found: int(distance)
        for length in lengths
        for end in ((length, word[0], ""), (length, "", word[-1]))
        for found, distance, _ in process.extract(
            word, words.get(end, ()), scorer=OSA.distance, score_cutoff=allowed, limit=10
        )
    }
    return [SpellingCandidate(found, distance, 0) for found, distance in slips.items()]


def best_alike(typed: str, others: Sequence[str], most_slips: int) -> str:
    """Return the normalized text with the fewest typos between it and the typed one, or "" if there are too many."""
    found = process.extractOne(typed, others, scorer=OSA.distance, score_cutoff=most_slips)
    return found[0] if found else ""


def slips_between(one: str, other: str) -> int:
    """Count the slips between two normalized words."""
    return int(OSA.distance(one, other))


def word_similarity(typed: Sequence[str], others: Sequence[str]) -> list[float]:
    """Return for each normalized word in 0..1 how much the likest of other words is like it, or two of them as one."""
    joined = [one + other for one, other in pairwise(others)]
    alike = process.cdist(typed, [*others, *joined], scorer=OSA.normalized_similarity)
    return [float(max(row)) for row in alike]


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """Return the similarity (0..1) of two normalized texts in any word order; 0 if it is below `least`."""
    return fuzz.token_sort_ratio(one, other, score_cutoff=least * 100) / 100
