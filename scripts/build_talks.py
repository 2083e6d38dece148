"""Bring gathered facts of talks into corpus/talks/<event>.yaml, with what was said in them.

    python -m scripts.build_talks FACTS_DIR corpus/

FACTS_DIR holds talks/*.jsonl and statements/*.jsonl. A session that a file already holds keeps its title, speakers and
address, and learns what it lacked: its recording, its kind, its Chinese title. Others are added; what turned out to be
a booth, a meeting or a break is taken out. Running it again changes nothing.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.data_files import read_facts
from bot.catalogue.load import load_catalogue
from bot.extraction.schedules.match_sessions import SessionMatcher
from bot.extraction.schedules.title_match import read_title
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.recap import Link
from bot.updates.schedule_file import (
    Session,
    SessionStatement,
    page_of,
    read_sessions,
    read_sources,
    sessions_to_text,
    without_pauses,
)
from bot.updates.session_names import cut_speakers
from scripts.fact_files import find_facts
from scripts.people import People
from scripts.recording_match import RecordingJudge
from scripts.statement_facts import Statement, is_of_talk, read_statements
from scripts.talk_facts import Row, event_of, is_talk, to_session, video_address


@dataclass(slots=True)
class EventRows:
    """Collect the rows of one event, those of talks and those of what is none."""

    name: str
    talks: list[Session] = field(default_factory=list)
    others: list[Session] = field(default_factory=list)
    sources: dict[str, None] = field(default_factory=dict)


def main(facts: Path, corpus: Path) -> None:
    """Write a file for each event, and say how many sessions each holds and how many of them can be watched."""
    folder = find_facts(facts, "talks")
    catalogue = load_catalogue(corpus)
    statements = [one for one in read_statements(facts) if is_of_talk(one)]
    events = read_rows(folder, {video_address(one["source"]["url"]) for one in statements})
    files = {event: _merge(corpus / "talks" / f"{event}.yaml", event, one) for event, one in sorted(events.items())}
    people = People(speaker for sessions in files.values() for session in sessions for speaker in session.speakers)
    files = {event: [_tidy(session, people) for session in sessions] for event, sessions in files.items()}
    lost = _tell(files, statements)
    for event, sessions in files.items():
        path = corpus / "talks" / f"{event}.yaml"
        sources = dict.fromkeys((*read_sources(path), *events[event].sources))
        head = _head(catalogue, event, events[event].name)
        path.write_text(sessions_to_text(head[0], head[1:], sources, sessions), encoding="utf-8")
        watched = sum(bool(session.video) for session in sessions)
        print(f"{event}: {len(sessions)} sessions, {watched} recorded")
    for title in lost:
        print(f"no talk for: {title}")


def read_rows(folder: Path, confirmed: set[str]) -> dict[str, EventRows]:
    """Return the rows of facts by event; `confirmed` are recordings that somebody has watched."""
    known = {
        source["repo"] for source in json.loads((folder / "sources.json").read_text())["sources"] if "repo" in source
    }
    paths = sorted(folder.glob("*.jsonl"))
    rows = [row for path in paths for row in read_facts(path)]
    judge = RecordingJudge({(event_of(row["edition"])[0], row["title"]): row["title"] for row in rows}.values())
    events: dict[str, EventRows] = {}
    for row in rows:
        event, name, day = event_of(row["edition"])
        if event:
            one = events.setdefault(event, EventRows(name))
            (one.talks if is_talk(row) else one.others).append(to_session(row, day, judge, confirmed))
            one.sources.update(dict.fromkeys(_sources(row, known)))
    return events


def _tidy(session: Session, people: People) -> Session:
    speakers = people.tidy(session.speakers)
    return replace(session, title=cut_speakers(session.title, speakers), speakers=speakers)


def _sources(row: Row, known: set[str]) -> list[str]:
    parts = [part.split()[0] for part in row["source"].split(" + ")]
    return [f"https://github.com/{part}" for part in parts if part in known]


def _head(catalogue: Catalogue, event: str, name: str) -> tuple[str, ...]:
    edition = catalogue.edition(event)
    if edition is None:
        return name, f"event: {event}", f"name: {name}"
    return edition.short_name, f"event: {edition.id}", f"timezone: {edition.timezone}"


def _merge(path: Path, event: str, rows: EventRows) -> list[Session]:
    """Return the sessions of a file with all that the facts add."""
    known = _Known(event, read_sessions(path))
    # titles that were cut short come last, so that the whole ones stand there to complete them
    for row in sorted(rows.talks, key=lambda row: (read_title(row.title).is_cut, not row.url)):
        known.add(row)
    known.leave_out(rows.others)
    return known.sessions()


class _Known:
    """Find the session that a row is, among those of one event."""

    def __init__(self, event: str, sessions: Iterable[Session]) -> None:
        self._event = event
        self._sessions: list[Session] = []
        self._finder = SessionMatcher(())
        self._same: dict[tuple[str, str], int] = {}
        self._held: set[int] = set()
        self._out: set[int] = set()
        for session in sessions:
            self._append(session)

    def add(self, row: Session) -> None:
        """Add what a row tells to the session that it is, or as one more session."""
        place = self._place(row)
        if place is None:
            place = self._append(row)
        else:
            self._sessions[place] = _join(self._sessions[place], row)
        self._held.add(place)

    def leave_out(self, rows: Iterable[Session]) -> None:
        """Remove the sessions that rows call no talks, unless another row calls them one."""
        rows = list(rows)
        pages = {row.url for row in rows if row.url}
        found = {place for row in rows if (place := self._place(row)) is not None}
        out = found | {place for place, session in enumerate(self._sessions) if session.url in pages}
        held_twice = {_name(self._sessions[place]) for place in out}
        out |= {place for place, session in enumerate(self._sessions) if _name(session) in held_twice}
        self._out |= out - self._held

    def sessions(self) -> list[Session]:
        """Return the sessions that are held."""
        return without_pauses(session for place, session in enumerate(self._sessions) if place not in self._out)

    def _append(self, session: Session) -> int:
        place = len(self._sessions)
        self._sessions.append(session)
        self._finder.add(place, entry_of(session, self._event))
        self._same[session.title, session.slides] = place
        return place

    def _place(self, row: Session) -> int | None:
        found = self._finder.find(entry_of(row, self._event))
        if found is None and not (row.url or row.video or row.speakers):
            return self._same.get((row.title, row.slides))
        return found


def _name(session: Session) -> tuple[str, tuple[Speaker, ...]]:
    return session.title, session.speakers


def entry_of(session: Session, event: str) -> Entry:
    """Return a session as talks are compared."""
    links = [Link("", address) for address in (session.url, session.video) if address]
    source = Source("", "", session.url, "", 0)
    return Entry(EntryKind.TALK, session.title, "", source, session.speakers, event, links=tuple(links))


def _join(known: Session, row: Session) -> Session:
    """Add what a row tells; the title that is whole stays, and what is known already."""
    is_cut = read_title(known.title).is_cut and not read_title(row.title).is_cut
    return replace(
        known,
        title=row.title if is_cut else known.title,
        speakers=known.speakers or row.speakers,
        track=known.track or row.track,
        starts_at=known.starts_at or row.starts_at,
        url=known.url or row.url,
        video=known.video or row.video,
        kind=known.kind or row.kind,
        slides=known.slides or row.slides,
        also=tuple(dict.fromkeys((*known.also, *row.also))),
    )


def _tell(files: dict[str, list[Session]], statements: Iterable[Statement]) -> list[str]:
    """Give each session what was said in it; return the titles of talks that no file holds."""
    told: dict[str, list[SessionStatement]] = defaultdict(list)
    for one in statements:
        on = tuple(dict.fromkeys((one["topic"], *one["topics"])))
        told[_address(one)].append(SessionStatement(one["fact"], on))
    for sessions in files.values():
        for place, session in enumerate(sessions):
            said = [*told.pop(session.video, ()), *told.pop(session.url, ())]
            if said:
                sessions[place] = replace(session, said=tuple(said))
    return [one["source"]["title"] for one in statements if _address(one) in told]


def _address(statement: Statement) -> str:
    return page_of(video_address(statement["source"]["url"]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
