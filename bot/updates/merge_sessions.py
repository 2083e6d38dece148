"""Merge the exported sessions of a site into a schedule."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from bot.catalogue.normalize import normalize
from bot.updates.schedule_file import Session

_SHORT_SITE = "sched.co"  # leads to a page of any sched.com site
_ANY_TIME = "any"
_LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class MergedSchedule:
    """The merged sessions, and the titles of new, changed and removed ones."""

    sessions: tuple[Session, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def merge_sessions(known: Sequence[Session], exported: Sequence[Session]) -> MergedSchedule:
    """Return the known sessions with the changes of an export; a session keeps its address and recording."""
    sites = {*sites_of(exported), _SHORT_SITE}
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
        after = replace(after, starts_at=session.starts_at, room=session.room, video=session.video or before.video)
        after = replace(after, kind=before.kind or session.kind)
        if after != before:
            changed.append(session.title)
        kept[before.url] = after
    others = [session for session in known if session.url not in kept]
    gone = [session for session in others if _site(session) in sites - {_SHORT_SITE}]
    stay = [session for session in others if session not in gone]
    return MergedSchedule(
        (*kept.values(), *stay), tuple(added), tuple(changed), tuple(session.title for session in gone)
    )


def with_known_tracks(sessions: Iterable[Session], known: Iterable[Session]) -> list[Session]:
    """Spell tracks as the schedules at hand do; sched.com exports them in capitals."""
    tracks = {track.upper(): track for session in known for track in (*session.track.split(", "), session.track)}
    return [replace(session, track=tracks.get(session.track.upper()) or _spell(session.track)) for session in sessions]


def _spell(track: str) -> str:
    if not track.isupper():
        return track
    return " ".join(word.capitalize() if len(word) >= _LONG_WORD else word for word in track.split(" "))


def sites_of(sessions: Iterable[Session]) -> set[str]:
    """Return the hosts of the sessions' pages."""
    return {site for session in sessions if (site := _site(session))}


def _site(session: Session) -> str:
    return urlsplit(session.url).hostname or ""
