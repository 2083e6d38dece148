"""Measure how much of a lookup an entry covers, and where."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answers.expand_terms import Concept
from bot.answers.parse_lookup import ParsedLookup
from bot.index.entry_store import Record
from bot.index.search_index import Term
from bot.model.entry import is_scheduled

# A lookup of keywords means every word; a question in a sentence rarely uses the words of its answer.
_LEAST_BY_LENGTH = {1: 0.45, 2: 0.6, 3: 0.55, 4: 0.5}
_LEAST_OF_MANY = 0.45
_LEAST_OF_SENTENCE_BY_LENGTH = {2: 0.66, 3: 0.42}
_LEAST_OF_SUBJECT = 0.52  # of a question of two things, one of them a topic, saying the topic is enough
_LEAST_OF_SENTENCE = 0.38

_BY_HEADING = 0.8  # a word in the heading above says less than one in the statement
_BY_NEIGHBOURS = 0.4  # and one in the statements around it less still
_BY_ANSWER = 0.7  # a date says "deadline" nearly as well as the word

_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|twenty|thirty|forty|fifty|sixty|seventy|eighty|"
    "ninety|hundreds?|thousands?|millions?|half|third|quarter"
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ANSWERS = {
    "number": re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE),
    "date": re.compile(rf"\b(?:19|20)\d\d\b|\b\d\d?[./]\d\d?\b|\bv?1\.\d\d\b|\b(?:{_MONTHS})", re.IGNORECASE),
    "share": re.compile(rf"\d\s?%|\b\d+ percent|\b(?:{_NUMBER_WORDS}) of\b", re.IGNORECASE),
}
_WITHOUT_SUBJECT = 0.8  # the share left to an entry that says all but the topic named
_SUBJECT = 1.2  # a topic that a question names counts so much more than the rarest of its other words
_TELLING = 1.7  # the rarity of a name that less than a fifth of all entries say; "Kubernetes" is no subject here
_SAID_BY_ANSWER = ("date", "share")  # a number says too little about what it counts


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share (0..1) of a lookup that an entry covers, weighted by rarity, and the terms."""

    share: float
    terms: tuple[Term, ...]


def least_coverage(parsed: ParsedLookup) -> float:
    """Return the share of a lookup that an entry must cover to answer it."""
    if parsed.is_sentence and len(parsed.concepts) > 1:
        if len(parsed.concepts) == 2 and any(concept.named for concept in parsed.concepts):  # noqa: PLR2004 - two
            return _LEAST_OF_SUBJECT
        return _LEAST_OF_SENTENCE_BY_LENGTH.get(len(parsed.concepts), _LEAST_OF_SENTENCE)
    return _LEAST_BY_LENGTH.get(len(parsed.concepts), _LEAST_OF_MANY)


def _weigh_concepts(parsed: ParsedLookup) -> list[float]:
    """Return how much each concept counts: by its rarity, and a question's own subject no less than anything else."""
    heaviest = max((concept.rarity for concept in parsed.concepts), default=0.0)
    return [
        _SUBJECT * heaviest if parsed.is_sentence and concept.named and concept.rarity >= _TELLING else concept.rarity
        for concept in parsed.concepts
    ]


class CoverageMeter:
    """Measure how much of one lookup entries cover."""

    def __init__(self, parsed: ParsedLookup) -> None:
        """Initialize with the lookup, of which everything that is the same for each entry is read once."""
        weights = _weigh_concepts(parsed)
        self._parsed = parsed
        self._weighed = list(zip(parsed.concepts, weights, strict=True))
        self._whole = sum(weights)
        self._subject = _subject_of(parsed)
        self._answers = [what for what in _SAID_BY_ANSWER if what in parsed.asks]

    def measure(self, record: Record) -> Coverage:
        """Return how much of the lookup an entry covers; all of it if only an edition was asked for."""
        covered, terms = 0.0, []
        answered = self._answered_by(record)
        for concept, weight in self._weighed:
            strength, term = _best_term(concept, record)
            if term is not None:
                terms.append(term)
            if concept.typed in answered:
                strength = max(strength, _BY_ANSWER)
            if concept.typed in self._parsed.hints and record.entry.event.endswith(concept.typed):
                strength = max(strength, _BY_HEADING)  # the year of the event
            covered += weight * strength
        share = covered / self._whole if self._whole else 1.0
        says_subject = self._subject is None or any(term in self._subject for term in terms)
        return Coverage(share if says_subject else share * _WITHOUT_SUBJECT, tuple(terms))

    def _answered_by(self, record: Record) -> Collection[str]:
        """Return the words of the lookup that ask for a date or share which an entry contains."""
        held = [what for what in self._answers if holds_asked_value(what, self._parsed, record)]
        return {word for what in held for word in self._parsed.asks[what]} if held else ()


def _subject_of(parsed: ParsedLookup) -> Sequence[Term] | None:
    """Return the terms of the one distinctive topic of keywords, None for none; questions may do without it."""
    subjects = [concept for concept in parsed.concepts if concept.named and concept.rarity >= _TELLING]
    if parsed.is_sentence or len(subjects) != 1 or len(parsed.concepts) <= 2:  # noqa: PLR2004 - two need both anyway
        return None
    return subjects[0].terms


def holds_asked_value(what: str, parsed: ParsedLookup, record: Record) -> bool:
    """Return whether a "number", "date" or "share" was asked for and the entry contains one."""
    if what not in parsed.asks:
        return False
    entry = record.entry
    said = entry.title if is_scheduled(entry) else f"{entry.title} {entry.text}"  # the time of a talk is not an answer
    return _ANSWERS[what].search(said) is not None


def _best_term(concept: Concept, record: Record) -> tuple[float, Term | None]:
    best, best_term = 0.0, None
    for term in concept.terms:
        if term.weight > best:
            strength = term.weight if term.phrase in record.said else term.weight * _place_beside(term, record)
            if strength > best:
                best, best_term = strength, term
    return best, best_term


def _place_beside(term: Term, record: Record) -> float:
    """Return how well the place of an entry contains a term: its heading, what is nearby, or neither."""
    if term.phrase in record.heading or (term.topic and term.topic in record.entry.topics):
        return _BY_HEADING
    return _BY_NEIGHBOURS if term.phrase in record.nearby else 0.0
