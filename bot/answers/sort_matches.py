"""Give matches in the way that was wished for: newest first, or those alone that can be watched."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.answers.question import Question
from bot.model.entry import EntryKind, is_video
from bot.model.lookup import Answer, Match

_VERSION = re.compile(r"\bv?(\d+)\.(\d+)(?:\.(\d+))?\b")
_SLIDES = (".pdf", ".pptx", "slideshare.net", "speakerdeck.com", "docs.google.com/presentation", "static.sched.com")


def in_preferred_order(question: Question, answer: Answer, age: Mapping[str, float], *, newest: bool = False) -> Answer:
    """Return the answer with its matches in the order that the question wishes for.

    Where recordings or slides are wished for, those that have one stand alone; where none has, all stay.
    """
    matches = list(answer.matches)
    is_narrow = bool(answer.topics)  # without a topic the words may be what a recap says
    if is_narrow and question.wants("wish.recording"):
        matches = [match for match in matches if _has(match, is_video)] or matches
    if is_narrow and question.wants("wish.slides"):
        matches = [match for match in matches if _has(match, _is_slides)] or matches
    if newest or (question.wants("wish.newest") and len(answer.topics) == 1):
        first = [match for match in matches if match.entry.kind is EntryKind.PROJECT]
        others = [match for match in matches if match.entry.kind is not EntryKind.PROJECT]
        matches = [*first, *sorted(others, key=lambda match: _newness(match, age), reverse=True)]
    return replace(answer, matches=tuple(matches))


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
