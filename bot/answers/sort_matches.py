"""Sort matches as requested: newest first, or only those with a recording."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from bot.answers.programme_fillers import fills_programme, has_recording
from bot.answers.question import Question
from bot.answers.ranking import place_in_time
from bot.catalogue.normalize import normalize
from bot.model.entry import Entry, EntryKind, is_talk, is_video
from bot.model.lookup import Answer, Match

_VERSION = re.compile(r"\bv?(\d+)\.(\d+)(?:\.(\d+))?\b")
_FIGURE = re.compile(r"\d")
_CALENDAR_YEAR = re.compile(r"\b20\d\d\b")
# how much less than the best score of their kind
_ABOUT_AS_GOOD = {EntryKind.PROJECT: 0.0, EntryKind.TAKEAWAY: 0.08, EntryKind.TALK: 0.12}
_NEARLY_AS_GOOD = 0.03
_SLIDES = (".pdf", ".pptx", "slideshare.net", "speakerdeck.com", "docs.google.com/presentation", "static.sched.com")


def in_preferred_order(question: Question, answer: Answer, age: Mapping[str, float]) -> Answer:
    """Return the answer with its matches in the order that the question wishes for.

    If recordings or slides are requested, only matches with one stay; if none has one, all stay. Talks come first if
    talks are requested, or who gave them.
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
    if question.wants("wish.talk") and not question.wants("about.attendance"):
        matches.sort(key=lambda match: match.entry.kind is EntryKind.TAKEAWAY)
    return replace(answer, matches=tuple(matches))


def order_topic_matches(matches: Iterable[Match], age: Mapping[str, float], topic: str = "") -> tuple[Match, ...]:
    """Sort statements on a topic as people want them; each kind keeps its positions.

    What names the topic itself comes before what only another meaning of a name, a company or a group matched. Among
    similar scores, statements with a figure or from a talk and talks with a recording come first, then the newest;
    sessions that are not talks, such as opening remarks, come last.
    """
    parts: dict[bool, list[Match]] = {True: [], False: []}
    for match in matches:
        parts[not topic or topic in match.entry.topics].append(match)
    worth = partial(_worth, age)
    return tuple(match for part in parts.values() for match in _reordered(part, _ABOUT_AS_GOOD, worth))


def order_found_talks(matches: Sequence[Match], age: Mapping[str, float]) -> tuple[Match, ...]:
    """Put talks that fit a search about as well in order, the newest year first; all else stays in its places."""
    return _reordered(matches, {EntryKind.TALK: _NEARLY_AS_GOOD}, lambda entry: _watchable(entry, age))


def order_person_matches(matches: Iterable[Match], name: str, age: Mapping[str, float]) -> tuple[Match, ...]:
    """Sort the talks and statements of a person: newest year first, and recordings first in each.

    Fillers come last, before them what a recap tells of without the title of a talk and names the person late, and
    before those what only speaks of the person.
    """
    return tuple(sorted(matches, key=lambda match: _place_among_own(match.entry, name, age), reverse=True))


def _place_among_own(entry: Entry, name: str, age: Mapping[str, float]) -> tuple[Any, ...]:
    beginning = normalize(entry.text[: len(entry.text) // 2])
    only_named = entry.kind is EntryKind.TALK and not entry.title and normalize(name) not in beginning
    is_own = any(normalize(name) in normalize(f"{one.name} {one.org}") for one in entry.speakers)
    return (not fills_programme(entry), not only_named, is_own, *_watchable(entry, age)[1:])


def _year(entry: Entry) -> str:
    year = entry.event.rpartition("-")[2]
    return year if year.isdigit() else f"{entry.date:%Y}" if entry.date else ""


def _reordered(
    matches: Iterable[Match], margins: Mapping[EntryKind, float], worth: Callable[[Entry], tuple[Any, ...]]
) -> tuple[Match, ...]:
    """Sort each kind that has a margin: those close to the best by worth, the others unchanged."""
    matches = list(matches)
    ordered = {
        kind: iter(_ordered([one for one in matches if one.entry.kind is kind], margins, worth)) for kind in EntryKind
    }
    return tuple(next(ordered[match.entry.kind]) for match in matches)


def _ordered(
    found: list[Match], margins: Mapping[EntryKind, float], worth: Callable[[Entry], tuple[Any, ...]]
) -> list[Match]:
    margin = margins.get(found[0].entry.kind) if found else None
    if margin is None:
        return found
    least = max(match.score for match in found) - margin
    best = [match for match in found if match.score >= least]
    return [
        *sorted(best, key=lambda match: worth(match.entry), reverse=True),
        *(one for one in found if one.score < least),
    ]


def _worth(age: Mapping[str, float], entry: Entry) -> tuple[bool, bool, float]:
    is_good = has_recording(entry) if entry.kind is EntryKind.TALK else _is_concrete(entry)
    return not fills_programme(entry), is_good, place_in_time(entry, age)


def _watchable(entry: Entry, age: Mapping[str, float]) -> tuple[bool, str, bool, float]:
    return not fills_programme(entry), _year(entry), has_recording(entry), place_in_time(entry, age)


def _is_concrete(entry: Entry) -> bool:
    """Return whether a statement was made in a talk or contains a figure other than a year."""
    return is_talk(entry.source.recap) or _FIGURE.search(_CALENDAR_YEAR.sub("", entry.text)) is not None


def _newness(match: Match, age: Mapping[str, float]) -> tuple[float, tuple[int, ...]]:
    """Return the age of a match's event, or of the highest version that it mentions."""
    entry = match.entry
    versions = [tuple(int(part or 0) for part in found) for found in _VERSION.findall(f"{entry.title} {entry.text}")]
    return age.get(entry.event, -1.0), max(versions, default=())


def _has(match: Match, fits: object) -> bool:
    return callable(fits) and any(fits(link.url) for link in match.entry.links)


def _is_slides(address: str) -> bool:
    return any(part in address.lower() for part in _SLIDES)


def each_once(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return the matches without repeated entries."""
    found: dict[tuple[object, ...], Match] = {}
    for match in matches:
        found.setdefault((match.entry.source, match.entry.title, match.entry.text), match)
    return tuple(found.values())
