"""Rank by words and meaning together, for lookups that words cannot settle."""

import math
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers.coverage import Coverage, CoverageMeter, least_coverage
from bot.answers.parse_lookup import ParsedLookup
from bot.answers.ranking import (
    NEARLY,
    Ranked,
    adjacency,
    answers_question,
    are_few,
    by_score,
    leads,
    says_enough,
    title_share,
    with_further,
)
from bot.index.meaning import Meaning
from bot.index.search_index import Candidate, Scope, SearchIndex

if TYPE_CHECKING:
    import numpy as np

BY_MEANING = "by meaning"
_SETTLED = 0.95  # the coverage from which words have found what was looked up
_MANY_CONCEPTS = 4  # as many typed words describe a thing rather than name it
_SOME_CONCEPTS = 3  # so may fewer, if all of them are known
_LOOKED_AT = 400  # entries most alike in meaning, until enough of them are in scope
_CANDIDATES = 40
_LEAST = 0.075  # of likeness and a share of the coverage, to count as found by meaning
_FOR_UNKNOWN = 0.01  # more for each concept that no entry contains
_MOST_UNKNOWN = 2
_LEAST_OF_NAMES = 0.105  # for three words that no little words bind to a sentence
_LEAST_OF_FEW = 0.147  # for one or two concepts, which many texts are somewhat alike to
_COVERAGE_COUNTS = 0.2
_DOUBTED_COVERAGE = 0.6  # below it a match of words has to be alike in meaning as well
_LEAST_TOGETHER = 0.72


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each sign of a good answer adds to the score; fitted by scripts/fit_fusion.py."""

    coverage: float
    bm25: float
    adjacency: float
    title: float
    answers: float
    leads: float
    likeness: float
    likeness_and_coverage: float


def read_weights(path: Path) -> FusionWeights:
    """Read the weights that scripts/fit_fusion.py wrote."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))["weights"]
    return FusionWeights(**{one.name: float(read[one.name]) for one in fields(FusionWeights)})


@dataclass(frozen=True, slots=True)
class RankingFeatures:
    """What speaks for a candidate; `values` are in the order of FusionWeights."""

    candidate: Candidate
    coverage: Coverage
    likeness: float
    values: tuple[float, ...]
    by_words: bool
    least: float

    def is_match(self, part: float = 1.0) -> bool:
        """Return whether the candidate answers at all, by words that its meaning bears out or by its meaning.

        `part` is how much of the usual likeness is enough.
        """
        share = self.coverage.share
        if self.likeness + _COVERAGE_COUNTS * share >= self.least * part:
            return True
        return self.by_words and (share >= _DOUBTED_COVERAGE or share + 2 * self.likeness >= _LEAST_TOGETHER)


class Fusion:
    """Rank the candidates of an index by words and meaning."""

    def __init__(self, index: SearchIndex, meaning: Meaning, weights: FusionWeights) -> None:
        self._index = index
        self._meaning = meaning
        self._weights = astuple(weights)

    def rank(self, parsed: ParsedLookup, candidates: Sequence[Candidate], scope: Scope) -> list[Ranked] | None:
        """Return the matches of a lookup, best first; None if there is no encoder."""
        signs = self.ranking_features(parsed, candidates, scope)
        if signs is None:
            return None
        matches = by_score(self._score(one) for one in signs if one.is_match())
        if not are_few(matches):
            return matches
        near = (one for one in signs if one.is_match(NEARLY) and not one.is_match())
        return with_further(matches, by_score(map(self._score, near)))

    def ranking_features(
        self, parsed: ParsedLookup, candidates: Sequence[Candidate], scope: Scope
    ) -> list[RankingFeatures] | None:
        """Return the signs of candidates by words, and of further entries that are alike in meaning."""
        likeness = self._meaning.similarities(parsed.lookup.words)
        if likeness is None:
            return None
        by_words = {one.record.number: one for one in candidates}
        alike = {number: self._index.candidate(number) for number in self._most_alike(likeness, scope)}
        best = max((one.score for one in candidates), default=0.0) or 1.0
        meter, least = CoverageMeter(parsed), least_likeness(parsed, len(likeness))
        return [
            _to_signs(parsed, one, meter.measure(one.record), float(likeness[number]), best, least)
            for number, one in (alike | by_words).items()
        ]

    def _most_alike(self, likeness: "np.ndarray", scope: Scope) -> Iterator[int]:
        order = (-likeness).argsort()[:_LOOKED_AT]
        inside = (int(number) for number in order if scope.holds(self._index.candidate(int(number)).record.entry))
        return islice(inside, _CANDIDATES)

    def _score(self, signs: RankingFeatures) -> Ranked:
        score = sum(weight * value for weight, value in zip(self._weights, signs.values, strict=True))
        why = dict.fromkeys(term.why for term in signs.coverage.terms)
        return Ranked(signs.candidate.record, score, tuple(why) if signs.by_words else (*why, BY_MEANING))


def _to_signs(
    parsed: ParsedLookup, candidate: Candidate, coverage: Coverage, likeness: float, best: float, least: float
) -> RankingFeatures:
    record = candidate.record
    values = (
        coverage.share,
        candidate.score / best,
        adjacency(parsed, record),
        title_share(parsed, record),
        answers_question(parsed, record),
        float(leads(coverage, record)),
        likeness,
        likeness * coverage.share,
    )
    by_words = candidate.score > 0 and says_enough(parsed, coverage.share, least_coverage(parsed), record)
    return RankingFeatures(candidate, coverage, likeness, values, by_words, least)


def least_likeness(parsed: ParsedLookup, entries: int) -> float:
    """Return how alike an entry has to be to count as found by meaning: more than the best of so many is by chance.

    What is likely the largest of many random numbers grows with the root of the logarithm of how many there are.
    """
    words = [concept for concept in parsed.concepts if concept.typed.isascii()]  # two letters of a script are no word
    unknown = min(sum(not concept.terms for concept in words), _MOST_UNKNOWN)
    return (_least_by_length(parsed) + _FOR_UNKNOWN * unknown) * math.sqrt(math.log(entries + 1))


def _least_by_length(parsed: ParsedLookup) -> float:
    if len(parsed.concepts) < _SOME_CONCEPTS:
        return _LEAST_OF_FEW
    return _LEAST if parsed.is_sentence or len(parsed.concepts) >= _MANY_CONCEPTS else _LEAST_OF_NAMES


def may_need_meaning(typed: str) -> bool:
    """Return whether a text is long enough to describe something; scripts without spaces need no second word."""
    return len(typed.split()) >= _SOME_CONCEPTS or not typed.isascii()


def needs_meaning(parsed: ParsedLookup, candidates: Sequence[Candidate]) -> bool:
    """Return whether words leave a lookup open: it is a description, and no entry covers all of it."""
    count = len(parsed.concepts)
    unknown = sum(not concept.terms for concept in parsed.concepts)
    describes = parsed.is_sentence or count >= _MANY_CONCEPTS or (count >= _SOME_CONCEPTS and not unknown)
    if not describes or not count or parsed.only_name or parsed.impossible:
        return False
    meter = CoverageMeter(parsed)
    return all(meter.measure(one.record).share < _SETTLED for one in candidates)
