"""Read a schedule file: every session of one event as a talk, and statements made in it."""

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, NoReturn

import yaml

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.errors import Diagnostic, RecapError
from bot.model.day_text import day_to_text
from bot.model.entry import SCHEDULE, TOLD_IN, Entry, EntryKind, Source, Speaker
from bot.model.recap import Link

SCHEDULE_LINK = "schedule"
RECORDING_LINK = "recording"
_SLIDES_LINK = "slides"
_FIELDS = ("title", "speakers", "kind", "track", "starts_at", "url", "video", "slides", "also", "said", "room")
# Everything is read as text, so that a name which looks like a date stays a name.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HEAD_LINE = re.compile(r"(\w+): ([A-Za-z0-9][\w /+.,()&'-]*)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")


class SessionKind(StrEnum):
    """List the kinds of sessions that are more than a talk."""

    KEYNOTE = "keynote"
    PANEL = "panel"
    LIGHTNING_TALK = "lightning talk"
    TUTORIAL = "tutorial"
    MAINTAINER_TRACK = "maintainer track"
    COLOCATED_DAY = "co-located day"
    POSTER = "poster"


_KINDS = frozenset(SessionKind)


@dataclass(frozen=True, slots=True)
class _Event:
    """What the sessions of one file share: the event's id and name, its first day, timezone and schedule."""

    id: str
    name: str
    starts_on: dt.date | None
    timezone: str
    page: str = ""


def read_schedule(path: Path, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the talks in a file (corpus/talks/<event>.yaml), each followed by its statements.

    Raises RecapError for the first thing that a person should fix in the file.
    """
    return tuple(_Reader(path, catalogue).entries())


class _Reader:
    """Read one file: its event, then its sessions."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self._path = path
        self._catalogue = catalogue

    def entries(self) -> Iterator[Entry]:
        """Yield an entry for each session, and for each statement made in it."""
        content, lines = self._load()
        event = self._event(content)
        for session, line in zip(content["sessions"], lines, strict=True):
            talk = self._talk(self._checked(session, line), line, event)
            yield talk
            for statement in self._listed(session, "said", line):
                yield self._statement(statement, talk)

    def _load(self) -> tuple[Mapping[str, Any], list[int]]:
        """Return the file's content, and the line of each session."""
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            self._complain(0, f"it cannot be read as YAML ({error})", "fix or restore it")
        try:
            return read_json_lines(text)
        except ValueError:
            return self._load_yaml(text)

    def _load_yaml(self, text: str) -> tuple[Mapping[str, Any], list[int]]:
        try:
            loader: Any = _LOADER(text)
            node = loader.get_single_node()
            content = loader.construct_document(node) if node else None
        except (ValueError, RecursionError, yaml.YAMLError) as error:
            mark = getattr(error, "problem_mark", None)
            self._complain(mark.line + 1 if mark else 0, f"it cannot be read as YAML ({error})", "fix or restore it")
        if not isinstance(content, Mapping) or not isinstance(content.get("sessions"), list):
            self._complain(0, "it contains no list of sessions", "write sessions: and below it one a line")
        parts = {key.value: value for key, value in node.value}
        return content, [session.start_mark.line + 1 for session in parts["sessions"].value]

    def _event(self, content: Mapping[str, Any]) -> _Event:
        event, name = str(content.get("event", "")), str(content.get("name", ""))
        timezone = str(content.get("timezone", ""))
        edition = self._catalogue.edition(event)
        if edition is not None:
            page = edition.schedule or edition.website
            return _Event(edition.id, edition.short_name, edition.starts_on, timezone or edition.timezone, page)
        if not (name and _SLUG.fullmatch(event)):
            remedy = "write one of its ids, e.g. kubecon-eu-2026, or add the edition there; or the `name` of its event"
            self._complain(0, f"`event` is {event!r}, which is no edition in editions.yaml", remedy)
        return _Event(event, name, None, timezone)

    def _checked(self, session: Any, line: int) -> Mapping[str, Any]:
        """Return a session that has a title and only known fields."""
        title = session.get("title") if isinstance(session, Mapping) else None
        if not isinstance(title, str) or not title.strip():
            self._complain(line, "the session has no `title`", "add it, or take the line out")
        for name in session:
            if name not in _FIELDS:
                remedy = f"take it out, or one of {', '.join(_FIELDS)} was meant"
                self._complain(line, f"`{name}` is not known here", remedy)
        if (kind := session.get("kind", SessionKind.KEYNOTE)) not in _KINDS:
            self._complain(line, f"`kind` is {kind!r}", f"write one of {', '.join(SessionKind)}, or take it out")
        checked: Mapping[str, Any] = session
        return checked

    def _talk(self, session: Mapping[str, Any], line: int, event: _Event) -> Entry:
        title = session["title"].strip()
        track, links = str(session.get("track", "")), tuple(_links(session))
        url = str(session.get("url", "")) or ("" if links else event.page)
        starts_at = self._time(session, line)
        return Entry(
            EntryKind.TALK,
            title,
            " · ".join(
                part
                for part in (_kind(session, title), track, _when(session, starts_at, event), _room(session))
                if part
            ),
            Source(f"{SCHEDULE}{_short(event.id)}", f"{event.name} schedule", url, track, line),
            speakers=self._speakers(session, line),
            event=event.id,
            date=starts_at.date() if starts_at else event.starts_on,
            topics=self._catalogue.mentions(title),
            links=links,
            other_titles=tuple(map(str, self._listed(session, "also", line))),
        )

    def _statement(self, statement: Any, talk: Entry) -> Entry:
        """Return a takeaway whose source is its talk, with the talk's recording."""
        text = statement.get("text") if isinstance(statement, Mapping) else None
        if not isinstance(text, str) or not text.strip() or not isinstance(statement.get("on", []), list):
            self._complain(
                talk.source.line,
                f"`said` holds {statement!r}",
                "write each as {text: One statement., on: [its, topics]}",
            )
        on = [str(name) for name in statement.get("on", ())]
        return Entry(
            EntryKind.TAKEAWAY,
            "",
            text,
            Source(_id_of(talk), talk.title, "", ", ".join(on), talk.source.line),
            speakers=talk.speakers,
            event=talk.event,
            date=talk.date,
            topics=tuple(dict.fromkeys((*self._catalogue.mentions(text), *self._topics(on), *talk.topics))),
            links=talk.links[:1],
            language="en",
        )

    def _topics(self, names: Iterable[str]) -> Iterator[str]:
        """Return the topics that words name, if they can mean only one."""
        for name in names:
            found = self._catalogue.named(name)
            if found and len(found.topics) == 1 and not found.readings:
                yield found.topics[0].name

    def _time(self, session: Mapping[str, Any], line: int) -> dt.datetime | None:
        written = str(session.get("starts_at", ""))
        try:
            return dt.datetime.fromisoformat(written) if written else None
        except ValueError:
            self._complain(line, f"`starts_at` is {written!r}, which is no time", "write it as 2026-03-24T11:15")

    def _speakers(self, session: Mapping[str, Any], line: int) -> tuple[Speaker, ...]:
        listed = session.get("speakers", [])
        if not isinstance(listed, list) or not all(isinstance(person, Mapping) for person in listed):
            self._complain(line, "`speakers` are no list of names", "write them as [{name: Ana Lee, org: Acme}]")
        return tuple(Speaker(str(person.get("name", "")), str(person.get("org", ""))) for person in listed)

    def _listed(self, session: Mapping[str, Any], name: str, line: int) -> list[Any]:
        listed = session.get(name, [])
        if not isinstance(listed, list):
            self._complain(line, f"`{name}` is no list", "write it as [one, another]")
        return listed

    def _complain(self, line: int, reason: str, remedy: str) -> NoReturn:
        raise RecapError(Diagnostic(str(self._path), line, reason, remedy, fatal=True))


def read_json_lines(text: str) -> tuple[Mapping[str, Any], list[int]]:
    """Read the form of the shipped files, one session of JSON a line; raise ValueError for any other YAML.

    It takes a thirtieth of the time that YAML takes.
    """
    content: dict[str, Any] = {}
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("- ") and "sessions" in content:
            content["sessions"].append(json.loads(line[2:]))
            lines.append(number)
        elif line == "sessions:":
            content["sessions"] = []
        elif line and not line.startswith("#"):
            named = _HEAD_LINE.fullmatch(line)
            if named is None or "sessions" in content:
                raise ValueError(line)
            content[named[1]] = named[2]
    if "sessions" not in content:
        raise ValueError(text[:1])
    return content, lines


def _id_of(talk: Entry) -> str:
    """Return a stable id of a talk as a source."""
    address = talk.links[0].url if talk.links else normalize(talk.title)
    return f"{TOLD_IN}{re.split(r'[/=]', address)[-1].replace(' ', '-')}"


def _short(event: str) -> str:
    return event.removeprefix("kubecon-")


def _kind(session: Mapping[str, Any], title: str) -> str:
    """Return the kind of a session if its title does not contain it: "Lightning talk"."""
    kind = str(session.get("kind", ""))
    return "" if title.casefold().startswith(kind) else kind.capitalize()


def _when(session: Mapping[str, Any], starts_at: dt.datetime | None, event: _Event) -> str:
    """Return the time: "2 April 2025, 11:15 (Europe/London)", without an hour if none is known."""
    if starts_at is None:
        return ""
    time = f", {starts_at:%H:%M}" if ":" in str(session["starts_at"]) else ""
    return f"{day_to_text(starts_at)}{time}" + (f" ({event.timezone})" if time and event.timezone else "")


def _room(session: Mapping[str, Any]) -> str:
    return str(session.get("room", ""))


def _links(session: Mapping[str, Any]) -> Iterator[Link]:
    for text, name in ((RECORDING_LINK, "video"), (SCHEDULE_LINK, "url"), (_SLIDES_LINK, "slides")):
        if address := session.get(name):
            yield Link(text, str(address))
