"""Write the sessions of a schedule to corpus/talks/<event>.yaml."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalogue.normalize import normalize
from bot.extraction.schedules.read_schedule import read_json_lines
from bot.model.edition import Edition
from bot.model.entry import Speaker

_SOURCE_LINE = "# Source: "
_CHANGES = (
    "# Changed: titles, speakers, tracks, times and links were selected; marks such as [SOLD OUT] and speakers were",
    "# taken off the titles; breaks, registration, opening hours and cancelled sessions are left out.",
    "# `starts_at` is the time at the place. A line is one session.",
)
_CANCELLED = re.compile(r"^\[?cancell?ed\b", re.IGNORECASE)
_SCHED_PAGE = re.compile(r"https?://(?P<page>[\w-]++\.sched\.com/event/\w++)\S*+")
_HOST = re.compile(r"(?:\b(?:hosted|sponsored)\s++by\b|\|\s*+sponsor).*", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"\|\s*+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)?day)?\s*+(?:morning|afternoon|evening|all day)?$", re.IGNORECASE
)
# Titles made only of such words, at least one of them of the first kind, are not sessions.
_PAUSE_WORDS = "break breaks lunch breakfast dinner coffee tea meal meals registration badge cloakroom coat"
_WORDS_BESIDE = """
    mini short long morning afternoon evening on own your the and in up pick check bag area open opens desk
    project lightning talk talks networking snack snacks refreshments special events
"""
_PAUSES = frozenset(_PAUSE_WORDS.split())
_OF_PAUSES = _PAUSES | frozenset(_WORDS_BESIDE.split())


@dataclass(frozen=True, slots=True)
class SessionStatement:
    """A statement made in a session, and the topics it is about."""

    text: str
    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One session; `starts_at` is local ("2025-04-02T11:15"), only a day, or "".

    `kind` is one of SessionKind, "" for a talk like most; `also` are its titles in other languages.
    """

    title: str
    speakers: tuple[Speaker, ...] = ()
    track: str = ""
    starts_at: str = ""
    url: str = ""
    video: str = ""
    kind: str = ""
    slides: str = ""
    also: tuple[str, ...] = ()
    said: tuple[SessionStatement, ...] = ()
    room: str = ""


def is_cancelled(name: str) -> bool:
    """Return whether a session's published name says that it is cancelled."""
    return _CANCELLED.match(name) is not None


def page_of(url: str) -> str:
    """Return the shortest address of a session's page: on sched.com by its id, which survives a new title."""
    match = _SCHED_PAGE.fullmatch(url)
    return f"https://{match['page']}" if match else url


def without_pauses(sessions: Iterable[Session]) -> list[Session]:
    """Drop breaks and the like, and slots without speakers: several of one name, or of the name of their track."""
    held = [session for session in sessions if not (_is_pause(session.title) or _is_pause(session.track))]
    times = Counter(_slot(session) for session in held if not session.speakers)
    return [session for session in held if session.speakers or not (times[_slot(session)] > 1 or _is_track(session))]


def schedule_to_text(edition: Edition, sources: Iterable[str], sessions: Iterable[Session]) -> str:
    """Write a schedule: its sources as comments, then one line per session, ordered by time."""
    head = (f"event: {edition.id}", f"timezone: {edition.timezone}")
    return sessions_to_text(edition.short_name, head, sources, sessions)


def sessions_to_text(name: str, head: Iterable[str], sources: Iterable[str], sessions: Iterable[Session]) -> str:
    """Write the sessions of an event whose facts `head` states, one a line."""
    ordered = sorted(sessions, key=lambda session: (session.starts_at, session.title, session.url, session.video))
    lines = [
        f"# Sessions of {name}.",
        *(f"{_SOURCE_LINE}{source}" for source in sources),
        *_CHANGES,
        *head,
        "sessions:",
        *(f"- {session_to_json(session)}" for session in ordered),
    ]
    return "\n".join(lines) + "\n"


def session_to_json(session: Session) -> str:
    """Write a session as one line, without empty fields."""
    fields = asdict(session)
    for name in ("speakers", "said"):
        fields[name] = [_without_blanks(one) for one in fields[name]]
    return json.dumps(_without_blanks(fields), ensure_ascii=False)


def _is_pause(text: str) -> bool:
    words = set(normalize(_HOST.sub("", text)).split())
    return bool(words & _PAUSES) and words <= _OF_PAUSES


def _slot(session: Session) -> str:
    return normalize(_PART_OF_DAY.sub("", session.title))


def _is_track(session: Session) -> bool:
    return normalize(session.title) in {normalize(part) for part in (session.track, *session.track.split(","))}


def _without_blanks(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value not in ("", [], ())}


def read_sessions(path: Path) -> list[Session]:
    """Return the sessions of a schedule file, none if there is no file."""
    if not path.exists():
        return []
    text = path.read_text(encoding="utf-8")
    try:
        entries = read_json_lines(text)[0]["sessions"]
    except ValueError:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        entries = yaml.load(text, Loader=loader)["sessions"]  # noqa: S506 - makes only strings
    return [_to_session(entry) for entry in entries]


def _to_session(fields: dict[str, Any]) -> Session:
    listed = {
        "speakers": tuple(Speaker(**speaker) for speaker in fields.get("speakers", ())),
        "also": tuple(fields.get("also", ())),
        "said": tuple(SessionStatement(said["text"], tuple(said.get("on", ()))) for said in fields.get("said", ())),
    }
    return Session(**{**fields, **listed})


def read_sources(path: Path) -> list[str]:
    """Return the sources named in a schedule file."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line.removeprefix(_SOURCE_LINE) for line in lines if line.startswith(_SOURCE_LINE)]
