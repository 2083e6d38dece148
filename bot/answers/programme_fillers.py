"""Separate talks from the rest of a programme, such as opening remarks, awards, parties and booths."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.catalogue.normalize import normalize
from bot.model.entry import Entry, EntryKind, is_video
from bot.model.lookup import Match

# what is on a schedule and is no talk on anything, as programmes write it
_FILLER = re.compile(
    r"\b(?:remarks|welcome\b.{0,60}\bopening|contribfest|booths?|kiosks?|happy hour|crawl\W{0,9}$"
    r"|hosted by|meet & greet|commons gathering|evening social|social hour|networking event"
    r"|graduat\w{1,9} .{0,60}celebration|celebration of"
    r"|office hours?\W{0,9}$|ask the experts?|meet the .{0,60}community)\b"
    r"|\b(?:closing|reception|part(?:y|ies)|awards?(?: ceremony)?|sponsored keynote|social|yoga session)\W{0,9}$"
    r"|(?:^|: )welcome(?: back| messages?| and introductions?)?$",
    re.IGNORECASE,
)
_SUPERSEDED = "superseded:"  # how it begins what a later source says instead


def fills_programme(entry: Entry) -> bool:
    """Return whether an entry is a part of a programme that is no talk on anything."""
    return entry.kind is EntryKind.TALK and _FILLER.search(entry.title) is not None


def has_recording(entry: Entry) -> bool:
    """Return whether a recording of an entry can be watched."""
    return any(is_video(link.url) for link in entry.links)


def fillers_last(matches: Sequence[Match], typed: str) -> tuple[Match, ...]:
    """Put repeated and superseded matches after all others, and fillers after those, unless one was typed."""
    if _FILLER.search(typed):
        return tuple(matches)
    outdone = set(_outdone(matches))
    return tuple(sorted(matches, key=lambda match: (fills_programme(match.entry), id(match) in outdone)))


def _outdone(matches: Iterable[Match]) -> Iterator[int]:
    seen: set[str] = set()
    for match in matches:
        title = normalize(match.entry.title) if match.entry.kind is EntryKind.TALK else ""
        if (title and title in seen) or match.entry.disputed.startswith(_SUPERSEDED):
            yield id(match)
        seen.add(title)
