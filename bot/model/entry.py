"""Define entries: talks, takeaways and projects, each with its source."""

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from bot.model.recap import Link

SCHEDULE = "schedule-"  # the beginning of a schedule's id, in place of a recap's
_VIDEO_HOSTS = ("youtube.com", "youtu.be", "youtube-nocookie.com", "bilibili.com", "vimeo.com")
NOTE = "note-"  # how that of a note on a topic begins, which is of no event
TOLD_IN = "talk-"  # the beginning of a talk's id, as the source of a statement made in it


class EntryKind(StrEnum):
    """Name the three kinds of things that a lookup can find."""

    TALK = "talk"
    PROJECT = "project"
    TAKEAWAY = "takeaway"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker's name and company; either may be "" if the post does not give it."""

    name: str
    org: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where an entry is from: the recap and its author, the heading above it and the line, counted from 1."""

    recap: str
    title: str
    url: str
    heading: str
    line: int
    author: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A talk, takeaway or project.

    `title` is "" for a takeaway and for a talk whose title the post lost. `text` is one statement of at
    most 600 characters in the recap's words. `event` is an edition's id ("kubecon-na-2025"), the slug of
    another conference ("kcd-new-york-2026"), or "" if unknown.
    `topics` are names of catalogue topics that the entry mentions. `also` are further sources of the same
    talk, e.g. its line in a schedule. `disputed` is what a better or later source says instead, with that source's
    name. `other_titles` are what a talk is called in other languages.
    """

    kind: EntryKind
    title: str
    text: str
    source: Source
    speakers: tuple[Speaker, ...] = ()
    event: str = ""
    date: dt.date | None = None
    topics: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    language: str = ""
    also: tuple[Source, ...] = ()
    disputed: str = ""
    other_titles: tuple[str, ...] = ()


def is_scheduled(entry: Entry) -> bool:
    """Return whether an entry comes from a schedule, not from a recap."""
    return is_schedule(entry.source.recap)


def is_schedule(recap: str) -> bool:
    """Return whether a source's recap is a schedule."""
    return recap.startswith(SCHEDULE)


def is_video(address: str) -> bool:
    """Return whether an address is one of a site that shows videos."""
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return any(host == known or host.endswith(f".{known}") for known in _VIDEO_HOSTS)


def is_post(recap: str) -> bool:
    """Return whether a source's recap is about an event, not a schedule, a talk or a note."""
    return not recap.startswith((SCHEDULE, TOLD_IN, NOTE))


def as_note(entry: Entry) -> Entry:
    """Return an entry of a note, which belongs to no event, even if it names one."""
    return replace(entry, event="", source=replace(entry.source, recap=f"{NOTE}{entry.source.recap}"))


def is_talk(recap: str) -> bool:
    """Return whether a source's recap is a talk, in which the statement was made."""
    return recap.startswith(TOLD_IN)
