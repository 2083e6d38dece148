"""Measure how much of a lookup an entry covers, and where."""

import re
from collections.abc import Sequence
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


def weigh_concepts(parsed: ParsedLookup) -> list[float]:
    """Return how much each concept counts: by its rarity, and a question's own subject no less than anything else."""
    heaviest = max((concept.rarity for concept in parsed.concepts), default=0.0)
    return [
        _SUBJECT * heaviest if parsed.is_sentence and concept.named and concept.rarity >= _TELLING else concept.rarity
        for concept in parsed.concepts
    ]


def cover(parsed: ParsedLookup, weights: Sequence[float], record: Record) -> Coverage:
    """Return how much of a lookup an entry covers; all of it if only an edition was asked for.

    `weights` are those of the reading's concepts, which are the same for every entry.
    """
    covered, terms = 0.0, []
    held = (what for what in _SAID_BY_ANSWER if holds_asked_value(what, parsed, record))
    answered = {word for what in held for word in parsed.asks[what]}
    for concept, weight in zip(parsed.concepts, weights, strict=True):
        strength, term = _best_term(concept, record)
        if term is not None:
            terms.append(term)
        if concept.typed in answered:
            strength = max(strength, _BY_ANSWER)
        if concept.typed in parsed.hints and record.entry.event.endswith(concept.typed):
            strength = max(strength, _BY_HEADING)  # the year of the event
        covered += weight * strength
    whole = sum(weights)
    share = covered / whole if whole else 1.0
    return Coverage(share if _says_subject(parsed, terms) else share * _WITHOUT_SUBJECT, tuple(terms))


def _says_subject(parsed: ParsedLookup, terms: Sequence[Term]) -> bool:
    """Return whether an entry contains the one distinctive topic of keywords; questions may do without it."""
    subjects = [concept for concept in parsed.concepts if concept.named and concept.rarity >= _TELLING]
    if parsed.is_sentence or len(subjects) != 1 or len(parsed.concepts) <= 2:  # noqa: PLR2004 - two need both anyway
        return True
    return any(term in subjects[0].terms for term in terms)


def holds_asked_value(what: str, parsed: ParsedLookup, record: Record) -> bool:
    """Return whether a "number", "date" or "share" was asked for and the entry holds one."""
    if what not in parsed.asks:
        return False
    entry = record.entry
    said = entry.title if is_scheduled(entry) else f"{entry.title} {entry.text}"  # when a talk is held answers nothing
    return _ANSWERS[what].search(said) is not None


def _best_term(concept: Concept, record: Record) -> tuple[float, Term | None]:
    best, best_term = 0.0, None
    for term in concept.terms:
        if term.weight > best:
            strength = term.weight * _place(term, record)
            if strength > best:
                best, best_term = strength, term
    return best, best_term


def _place(term: Term, record: Record) -> float:
    """Return how well an entry contains a term: in its own words, in its heading, nearby or not at all."""
    if term.phrase in record.said:
        return 1.0
    if term.phrase in record.heading or (term.topic and term.topic in record.entry.topics):
        return _BY_HEADING
    return _BY_NEIGHBOURS if term.phrase in record.nearby else 0.0
