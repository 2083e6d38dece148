"""Read a schedule file: every session of one KubeCon as a talk that can be found."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import yaml

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.edition import Edition
from bot.errors import Complaint, RecapError
from bot.extraction.entry import SCHEDULE, Entry, EntryKind, Source, Speaker
from bot.recaps.recap import Link

SCHEDULE_LINK = "schedule"
_RECORDING_LINK = "recording"
_FIELDS = ("title", "speakers", "track", "starts_at", "url", "video")
# Everything is read as text, so that a day need not be told from a name that looks like one.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_schedule(path: Path, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Return the talks in a schedule file (corpus/schedules/<edition>.yaml), in its order.

    Raises RecapError for the first thing that a person should mend in the file.
    """
    return tuple(_Reader(path, catalogue).entries())


class _Reader:
    """Read one file: which edition it is of, then one entry a session."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self._path = path
        self._catalogue = catalogue

    def entries(self) -> Iterator[Entry]:
        """Yield an entry for each session."""
        content, lines = self._load()
        edition = self._edition(content)
        timezone = str(content.get("timezone") or edition.timezone)
        for session, line in zip(content["sessions"], lines, strict=True):
            yield self._entry(self._checked(session, line), line, edition, timezone)

    def _load(self) -> tuple[Mapping[str, Any], list[int]]:
        """Return the file's content, and the line of each session."""
        try:
            loader: Any = _LOADER(self._path.read_text(encoding="utf-8"))
            node = loader.get_single_node()
            content = loader.construct_document(node) if node else None
        except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
            mark = getattr(error, "problem_mark", None)
            self._complain(mark.line + 1 if mark else 0, f"it cannot be read as YAML ({error})", "mend or restore it")
        if not isinstance(content, Mapping) or not isinstance(content.get("sessions"), list):
            self._complain(0, "it holds no list of sessions", "write sessions: and below it one a line")
        parts = {key.value: value for key, value in node.value}
        return content, [session.start_mark.line + 1 for session in parts["sessions"].value]

    def _edition(self, content: Mapping[str, Any]) -> Edition:
        event = str(content.get("event", ""))
        edition = self._catalogue.edition(event)
        if edition is None:
            remedy = "write one of its ids, e.g. kubecon-eu-2026, or add the edition there"
            self._complain(0, f"`event` is {event!r}, which is no edition in editions.yaml", remedy)
        return edition

    def _checked(self, session: Any, line: int) -> Mapping[str, Any]:
        """Return a session that has a title and known fields alone."""
        title = session.get("title") if isinstance(session, Mapping) else None
        if not isinstance(title, str) or not title.strip():
            self._complain(line, "the session has no `title`", "add it, or take the line out")
        for name in session:
            if name not in _FIELDS:
                remedy = f"take it out, or one of {', '.join(_FIELDS)} was meant"
                self._complain(line, f"`{name}` is not known here", remedy)
        checked: Mapping[str, Any] = session
        return checked

    def _entry(self, session: Mapping[str, Any], line: int, edition: Edition, timezone: str) -> Entry:
        title = session["title"].strip()
        track = str(session.get("track", ""))
        starts_at = self._time(session, line)
        url = str(session.get("url", ""))
        return Entry(
            EntryKind.TALK,
            title,
            _say(track, starts_at, timezone, has_time=":" in str(session.get("starts_at", ""))),
            Source(_recap_id(edition.id), f"{edition.short_name} schedule", url, track, line),
            speakers=self._speakers(session, line),
            event=edition.id,
            date=starts_at.date() if starts_at else None,
            topics=self._catalogue.mentions(title),
            links=tuple(_links(url, str(session.get("video", "")))),
        )

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

    def _complain(self, line: int, reason: str, remedy: str) -> NoReturn:
        raise RecapError(Complaint(str(self._path), line, reason, remedy, fatal=True))


def _recap_id(edition_id: str) -> str:
    return f"{SCHEDULE}{edition_id.removeprefix('kubecon-')}"


def _say(track: str, starts_at: dt.datetime | None, timezone: str, *, has_time: bool) -> str:
    """Say where and when: "AI + ML · 2 April 2025, 11:15 (Europe/London)"."""
    day = f"{starts_at.day} {starts_at:%B %Y}" if starts_at else ""
    time = f", {starts_at:%H:%M} ({timezone})" if starts_at and has_time else ""
    return " · ".join(part for part in (track, day + time) if part)


def _links(url: str, video: str) -> Iterator[Link]:
    if url:
        yield Link(SCHEDULE_LINK, url)
    if video:
        yield Link(_RECORDING_LINK, video)
