"""Bring the schedule of one KubeCon up to date from what its schedule site exports.

    python -m scripts.refresh_schedule EXPORT EDITION corpus/

EXPORT is the file that https://<site>.sched.com/all.ics gives, or the schedule.json of a pretalx site; EDITION is an id
of editions.yaml, e.g. kubecon-na-2026. A session that the schedule file already holds keeps its address; sessions of
other sites, such as the co-located days, stay. What was added, changed and taken out is told.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.catalogue.load import load_catalogue
from bot.catalogue.normalize import normalize
from bot.extraction.people.person_names import NameClassifier
from scripts.schedule_exports import ExportError, read_export
from scripts.schedule_file import Session, read_sessions, read_sources, schedule_to_text, without_pauses

_SHORT_SITE = "sched.co"  # leads to a page of any sched.com site
_ANY_TIME = "any"
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Hold the sessions of a schedule after a refresh, and the titles of those that are new, other or gone."""

    sessions: tuple[Session, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def main(export: Path, event: str, corpus: Path) -> None:
    """Refresh the schedule file of one edition and tell what changed."""
    catalogue = load_catalogue(corpus)
    edition = catalogue.edition(event)
    if edition is None:
        raise SystemExit(f"{event}: no such edition in {corpus / 'editions.yaml'}; add it there first")
    path = corpus / "talks" / f"{event}.yaml"
    others = [session for other in sorted(path.parent.glob("*.yaml")) for session in read_sessions(other)]
    companies = {speaker.org for session in others for speaker in session.speakers if speaker.org}
    try:
        exported = read_export(export.read_bytes(), edition.timezone or "UTC", NameClassifier(catalogue, ()), companies)
    except (OSError, ExportError) as error:
        raise SystemExit(f"{export}: {error}") from error
    refreshed = refresh(read_sessions(path), without_pauses(with_known_tracks(exported, others)))
    sources = [*read_sources(path), *(f"https://{site}/" for site in sorted(_sites(exported)))]
    path.parent.mkdir(exist_ok=True)
    path.write_text(schedule_to_text(edition, dict.fromkeys(sources), refreshed.sessions), encoding="utf-8")
    for what, titles in (("new", refreshed.added), ("changed", refreshed.changed), ("gone", refreshed.gone)):
        for title in titles:
            print(f"{what}: {title}")
    print(f"{path}: {len(refreshed.sessions)} sessions")


def refresh(known: Sequence[Session], exported: Sequence[Session]) -> Refreshed:
    """Return the known sessions with all that an export says anew; a session keeps its address and recording."""
    sites = {*_sites(exported), _SHORT_SITE}
    by_page = {session.url: session for session in known}
    by_title: dict[tuple[str, str], Session] = {}
    for session in (session for session in known if _site(session) in sites):
        for starts_at in (session.starts_at, _ANY_TIME):
            by_title.setdefault((normalize(session.title), starts_at), session)
    kept: dict[str, Session] = {}
    added, changed = [], []
    for session in exported:
        title = normalize(session.title)
        before = (
            by_page.get(session.url) or by_title.get((title, session.starts_at)) or by_title.get((title, _ANY_TIME))
        )
        if before is None or before.url in kept:
            added.append(session.title)
            kept[session.url] = session
            continue
        after = replace(before, title=session.title, speakers=session.speakers, track=session.track)
        after = replace(after, starts_at=session.starts_at, video=session.video or before.video)
        if after != before:
            changed.append(session.title)
        kept[before.url] = after
    others = [session for session in known if session.url not in kept]
    gone = [session for session in others if _site(session) in sites - {_SHORT_SITE}]
    stay = [session for session in others if session not in gone]
    return Refreshed((*kept.values(), *stay), tuple(added), tuple(changed), tuple(session.title for session in gone))


def with_known_tracks(sessions: Iterable[Session], known: Iterable[Session]) -> list[Session]:
    """Spell tracks as the schedules at hand do; sched.com exports them in capitals."""
    tracks = {track.upper(): track for session in known for track in (*session.track.split(", "), session.track)}
    return [replace(session, track=tracks.get(session.track.upper()) or _spell(session.track)) for session in sessions]


def _spell(track: str) -> str:
    if not track.isupper():
        return track
    return " ".join(word.capitalize() if len(word) >= _LONG_WORD else word for word in track.split(" "))


def _sites(sessions: Iterable[Session]) -> set[str]:
    return {site for session in sessions if (site := _site(session))}


def _site(session: Session) -> str:
    return urlsplit(session.url).hostname or ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
