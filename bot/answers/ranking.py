"""Rank candidates: by how much of the lookup they cover, then by how well."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.answers.coverage import Coverage, CoverageMeter, holds_asked_value, least_coverage
from bot.answers.parse_lookup import ParsedLookup
from bot.index.analyzer import stem_text
from bot.index.entry_store import Record
from bot.index.search_index import Candidate
from bot.model.entry import Entry, EntryKind, is_scheduled

# What each sign of a good answer adds to its score; together a little over 1.
_COVERAGE, _BM25, _ADJACENT, _TITLE, _WANTED, _ASKED, _LEADS, _NEWER = 0.55, 0.2, 0.1, 0.15, 0.1, 0.2, 0.04, 0.08
_TOLD = 0.04  # entries of recaps come before mere sessions of a schedule
_BEGINNING = 5  # words
_EXACT_TITLE = 1.5
_ANY_NUMBER = 0.4
_OF_COUNT = 0.75
_FEW = 3  # matches; fewer are followed by what nearly answers
NEARLY = 0.6  # of what a match has to cover, or how alike it has to be
_BELOW_LAST = 0.9
_COUNTED_WITHIN = 4  # words after the number
_NUMBER_STEMS = frozenset(
    stem_text("two three four five six seven eight nine ten dozen twenty thirty forty fifty hundred")
)
_OF_ITS_YEAR = 0.8
_ELSEWHERE = 0.7  # the share left to a post of no edition in particular, if one was asked for

_QUESTION_SHARE = 0.85  # the share left to a question, which answers none
_DISPUTED_SHARE = 0.9  # and to a statement that a better source disputes
_COUNT = re.compile(r"\d[\d.]*[a-z]?\+?")  # neither a share ("46%") nor a place in a row ("1st")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score (0 to a little over 1), and why it matched."""

    record: Record
    score: float
    why: tuple[str, ...]


def rank(
    parsed: ParsedLookup, candidates: Sequence[Candidate], age: Mapping[str, float], *, strict: bool = False
) -> list[Ranked]:
    """Return the candidates that cover enough of the lookup, best first; if those are few, the nearest others below.

    `age` gives each event's place in time, 0 for the oldest known and 1 for the newest; `strict` leaves others out.
    """
    best = max((candidate.score for candidate in candidates), default=0.0) or 1.0
    least = least_coverage(parsed)
    meter = CoverageMeter(parsed)
    covered = [(candidate, meter.measure(candidate.record)) for candidate in candidates]

    def ranked(is_wanted: Callable[[Candidate, Coverage], bool]) -> list[Ranked]:
        return by_score(
            _weigh(parsed, candidate, candidate.score / best, coverage, place_in_time(candidate.record.entry, age))
            for candidate, coverage in covered
            if is_wanted(candidate, coverage)
        )

    def is_match(candidate: Candidate, coverage: Coverage) -> bool:
        return says_enough(parsed, coverage.share, least, candidate.record)

    def is_near(candidate: Candidate, coverage: Coverage) -> bool:
        return coverage.share >= least * NEARLY and not is_match(candidate, coverage)

    matches = ranked(is_match)
    return matches if strict or not are_few(matches) else with_further(matches, ranked(is_near))


def are_few(matches: Sequence[Ranked]) -> bool:
    """Return whether there are matches, but so few that others may follow."""
    return 0 < len(matches) < _FEW


def with_further(matches: Sequence[Ranked], near: Sequence[Ranked]) -> list[Ranked]:
    """Return a few matches, and below them what nearly answers."""
    most = matches[-1].score * _BELOW_LAST
    return [*matches, *(replace(one, score=min(one.score, most)) for one in near[: _FEW - len(matches)])]


def by_score(ranked: Iterable[Ranked]) -> list[Ranked]:
    """Return ranked entries, best first."""
    return sorted(ranked, key=lambda one: (-one.score, one.record.number))


def _weigh(parsed: ParsedLookup, candidate: Candidate, bm25: float, coverage: Coverage, age: float) -> Ranked:
    record = candidate.record
    score = (
        _COVERAGE * coverage.share
        + _BM25 * bm25
        + _ADJACENT * adjacency(parsed, record)
        + _TITLE * title_share(parsed, record)
        + _WANTED * (record.entry.kind is parsed.wants)
        + _ASKED * answers_question(parsed, record)
        + _LEADS * leads(coverage, record)
        + _TOLD * (not is_scheduled(record.entry))
        + _NEWER * age
    )
    if parsed.events and record.entry.event not in parsed.events:
        score *= _ELSEWHERE
    if record.entry.text.endswith("?") and not record.entry.title:
        score *= _QUESTION_SHARE
    if record.entry.disputed:
        score *= _DISPUTED_SHARE
    return Ranked(record, score, tuple(dict.fromkeys(term.why for term in coverage.terms)))


def says_enough(parsed: ParsedLookup, share: float, least: float, record: Record) -> bool:
    """Return whether an entry covers enough of a lookup; less is enough if it contains the requested number."""
    is_near = share >= least * _OF_COUNT
    return share >= least or (is_near and holds_asked_value("number", parsed, record) and _counts(parsed, record))


def place_in_time(entry: Entry, age: Mapping[str, float]) -> float:
    """Return the age of an entry's event, or a little less than that of its year if it is of no event."""
    if entry.event or entry.date is None:
        return age.get(entry.event, 0.0)
    year = str(entry.date.year)
    return _OF_ITS_YEAR * max((place for event, place in age.items() if event.endswith(year)), default=0.0)


def leads(coverage: Coverage, record: Record) -> bool:
    """Return whether a statement begins with the lookup, and so is about it rather than mentions it."""
    beginning = " ".join(record.said.split(maxsplit=_BEGINNING)[:_BEGINNING])
    return any(term.stems and term.phrase in f" {beginning} " for term in coverage.terms)


def adjacency(parsed: ParsedLookup, record: Record) -> float:
    """Return the share of neighbouring typed words that are neighbours in the entry."""
    pairs = _neighbours(parsed.stems)
    return sum(pair in record.said for pair in pairs) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=8)  # each entry is compared with the same few
def _neighbours(stems: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f" {one} {other} " for one, other in pairwise(stems))


def title_share(parsed: ParsedLookup, record: Record) -> float:
    """Return how much of the title was typed, and more if exactly the title was typed."""
    title = record.title.split()
    if not title:
        return 0.0
    if tuple(title) == parsed.stems:
        return _EXACT_TITLE
    return sum(stem in parsed.stems for stem in title) / len(title)


def answers_question(parsed: ParsedLookup, record: Record) -> float:
    """Return 1 for a requested date or share, or a number of the requested thing; otherwise less."""
    if holds_asked_value("date", parsed, record) or holds_asked_value("share", parsed, record):
        return 1.0
    if not holds_asked_value("number", parsed, record):
        return 0.0
    if _counts(parsed, record):
        return 1.0
    return 0.0 if record.entry.kind is EntryKind.TALK else _ANY_NUMBER  # a talk's day and hour count nothing


def _counts(parsed: ParsedLookup, record: Record) -> bool:
    """Return whether a number is right before the requested thing, as in "9,000 attendees"."""
    stems = record.said.split()
    asked = {term.stems[0] for concept in parsed.concepts for term in concept.terms if term.stems}
    numbers = (place for place, stem in enumerate(stems) if _COUNT.fullmatch(stem) or stem in _NUMBER_STEMS)
    return any(not asked.isdisjoint(stems[place + 1 : place + 1 + _COUNTED_WITHIN]) for place in numbers)
