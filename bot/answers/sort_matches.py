"""Give matches in the way that was wished for: newest first, or those alone that can be watched."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.answers.fillers import fills_programme, is_recorded
from bot.answers.question import Question
from bot.answers.ranking import place_in_time
from bot.model.entry import Entry, EntryKind, is_video
from bot.model.lookup import Answer, Match

_VERSION = re.compile(r"\bv?(\d+)\.(\d+)(?:\.(\d+))?\b")
_WORTHLESS = (False, False, -1.0)
_ABOUT_AS_GOOD = {EntryKind.TAKEAWAY: 0.05, EntryKind.TALK: 0.12}  # of the best score of their kind
_SLIDES = (".pdf", ".pptx", "slideshare.net", "speakerdeck.com", "docs.google.com/presentation", "static.sched.com")


def in_preferred_order(question: Question, answer: Answer, age: Mapping[str, float]) -> Answer:
    """Return the answer with its matches in the order that the question wishes for.

    Where recordings or slides are wished for, those that have one stand alone; where none has, all stay.
    """
    matches = list(answer.matches)
    is_narrow = bool(answer.topics)  # without a topic the words may be what a recap says
    if is_narrow and question.wants("wish.recording"):
        matches = [match for match in matches if _has(match, is_video)] or matches
    if is_narrow and question.wants("wish.slides"):
        matches = [match for match in matches if _has(match, _is_slides)] or matches
    if question.wants("wish.newest") and len(answer.topics) == 1:
        first = [match for match in matches if match.entry.kind is EntryKind.PROJECT]
        others = [match for match in matches if match.entry.kind is not EntryKind.PROJECT]
        matches = [*first, *sorted(others, key=lambda match: _newness(match, age), reverse=True)]
    return replace(answer, matches=tuple(matches))


def order_topic_matches(matches: Iterable[Match], age: Mapping[str, float]) -> tuple[Match, ...]:
    """Put what is said of a topic in the order in which people want it; each kind stays in its places.

    Of statements that are about as good the newest come first; of talks those with a recording, then the newest, and
    what is no talk on anything, such as opening remarks, last.
    """
    ordered = {kind: iter(_ordered(matches, kind, age)) for kind in EntryKind}
    return tuple(next(ordered[match.entry.kind]) for match in matches)


def order_person_matches(matches: Iterable[Match], age: Mapping[str, float]) -> tuple[Match, ...]:
    """Put what a person said or gave in order: the newest year first, and in each what can be watched.

    Fillers come last, and before them what a recap only tells of, without the title of a talk.
    """
    return tuple(sorted(matches, key=lambda match: _place_among_own(match.entry, age), reverse=True))


def _place_among_own(entry: Entry, age: Mapping[str, float]) -> tuple[bool, bool, str, bool, float]:
    told = entry.kind is EntryKind.TALK and not entry.title
    return not fills_programme(entry), not told, _year(entry), is_recorded(entry), age.get(entry.event, -1.0)


def _year(entry: Entry) -> str:
    year = entry.event.rpartition("-")[2]
    return year if year.isdigit() else f"{entry.date:%Y}" if entry.date else ""


def _ordered(matches: Iterable[Match], kind: EntryKind, age: Mapping[str, float]) -> list[Match]:
    found = [match for match in matches if match.entry.kind is kind]
    least = max((match.score for match in found), default=0.0) - _ABOUT_AS_GOOD.get(kind, 0.0)
    return sorted(found, key=lambda match: _worth(match, age) if match.score >= least else _WORTHLESS, reverse=True)


def _worth(match: Match, age: Mapping[str, float]) -> tuple[bool, bool, float]:
    entry = match.entry
    if entry.kind is not EntryKind.TALK:
        return True, False, place_in_time(entry, age)
    return not fills_programme(entry), is_recorded(entry), place_in_time(entry, age)


def _newness(match: Match, age: Mapping[str, float]) -> tuple[float, tuple[int, ...]]:
    """Return the place in time of a match's event, and of versions that it tells of the highest."""
    entry = match.entry
    versions = [tuple(int(part or 0) for part in found) for found in _VERSION.findall(f"{entry.title} {entry.text}")]
    return age.get(entry.event, -1.0), max(versions, default=())


def _has(match: Match, fits: object) -> bool:
    return callable(fits) and any(fits(link.url) for link in match.entry.links)


def _is_slides(address: str) -> bool:
    return any(part in address.lower() for part in _SLIDES)


def each_once(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return the matches, an entry that comes again where it came first."""
    found: dict[tuple[object, ...], Match] = {}
    for match in matches:
        found.setdefault((match.entry.source, match.entry.title, match.entry.text), match)
    return tuple(found.values())
