"""Which candidates answer a reading, and in which order: trust first, then how much of it they say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answers.reading import Concept, Reading
from bot.index.search_index import Candidate, Term
from bot.index.shelf import Record

# How much of what a lookup speaks of an entry has to say, by the number of things spoken of. Keywords mean every word;
# whoever asks in a sentence rarely uses the words of the answer.
_LEAST_COVERAGE = {1: 0.45, 2: 0.55, 3: 0.55, 4: 0.5}
_LEAST_COVERAGE_OF_MANY = 0.45
_LEAST_COVERAGE_OF_SENTENCE = 0.38

_COVERAGE, _BM25, _ADJACENT, _TITLE, _WANTED, _ASKED, _NEWER = 0.55, 0.2, 0.1, 0.15, 0.1, 0.08, 0.03
_BY_HEADING = 0.8  # a word in the heading above says less than one in the statement
_BY_NEIGHBOURS = 0.4  # and one in the statements around it less still
_BY_DATE = 0.7  # a date says "deadline" nearly as well as the word
_ELSEWHERE = 0.7  # what a post says of no edition in particular, where one was asked for

_NUMBER = re.compile(r"\d")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}\b|\bv?1\.\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold a candidate with its score (0..1 and a little more for exact titles) and what made it match."""

    record: Record
    score: float
    coverage: float
    why: tuple[str, ...]


def rank(reading: Reading, candidates: Sequence[Candidate], age: Mapping[str, float]) -> list[Ranked]:
    """Return the candidates that say enough of the reading, best first.

    `age` gives each event's place in time, 0 for the oldest known and 1 for the newest.
    """
    best = max((candidate.score for candidate in candidates), default=0.0) or 1.0
    ranked = [_weigh(reading, candidate, candidate.score / best, age) for candidate in candidates]
    kept = [one for one in ranked if one.coverage >= least_coverage(reading)]
    return sorted(kept, key=lambda one: (-one.score, one.record.number))


def least_coverage(reading: Reading) -> float:
    """Return the share of a reading, 0..1, that an entry has to say to answer it."""
    if reading.is_sentence and len(reading.concepts) > 1:
        return _LEAST_COVERAGE_OF_SENTENCE
    return _LEAST_COVERAGE.get(len(reading.concepts), _LEAST_COVERAGE_OF_MANY)


def _weigh(reading: Reading, candidate: Candidate, bm25: float, age: Mapping[str, float]) -> Ranked:
    record = candidate.record
    dated = bool(reading.asks_date) and _DATE.search(f"{record.entry.title} {record.entry.text}") is not None
    found = [(concept, *_best_term(concept, record)) for concept in reading.concepts]
    if dated:
        found = [(c, max(strength, _BY_DATE * (c.typed in reading.asks_date)), term) for c, strength, term in found]
    whole = sum(concept.rarity for concept in reading.concepts)
    coverage = sum(concept.rarity * strength for concept, strength, _ in found) / whole if whole else 1.0
    score = (
        _COVERAGE * coverage
        + _BM25 * bm25
        + _ADJACENT * _adjacency(reading, record)
        + _TITLE * _title_share(reading, record)
        + _WANTED * (record.entry.kind is reading.wants)
        + _ASKED * (dated or (reading.asks_number and _NUMBER.search(record.entry.text) is not None))
        + _NEWER * age.get(record.entry.event, 0.0)
    )
    why = tuple(dict.fromkeys(term.why for _, strength, term in found if strength and term))
    return Ranked(record, score * _event_share(reading, record), coverage, why)


def _best_term(concept: Concept, record: Record) -> tuple[float, Term | None]:
    best, best_term = 0.0, None
    for term in concept.terms:
        strength = term.weight * _place(term, record) if term.weight > best else 0.0
        if strength > best:
            best, best_term = strength, term
    return best, best_term


def _place(term: Term, record: Record) -> float:
    """Return how well an entry says a term: in its own words, under a heading that says it, or not at all."""
    phrase = term.phrase
    if phrase in record.text or phrase in record.title or phrase in record.people:
        return 1.0
    if phrase in record.heading or (term.topic and term.topic in record.entry.topics):
        return _BY_HEADING
    return _BY_NEIGHBOURS if phrase in record.nearby else 0.0


def _adjacency(reading: Reading, record: Record) -> float:
    """Return the share of neighbouring typed words that stand beside each other in the entry."""
    pairs = list(zip(reading.stems, reading.stems[1:], strict=False))
    if not pairs:
        return 0.0
    beside = sum(f" {a} {b} " in part for a, b in pairs for part in (record.title or record.text, record.text))
    return min(1.0, beside / len(pairs))


def _title_share(reading: Reading, record: Record) -> float:
    """Return how much of the title was typed, and 1.5 where all of it and nothing else was."""
    title = record.title.split()
    if not title:
        return 0.0
    if tuple(title) == reading.stems:
        return 1.5
    typed = set(reading.stems)
    return sum(stem in typed for stem in title) / len(title)


def _event_share(reading: Reading, record: Record) -> float:
    if not reading.events or record.entry.event in reading.events:
        return 1.0
    return _ELSEWHERE
