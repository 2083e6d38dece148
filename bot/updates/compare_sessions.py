"""Compare two versions of a schedule: moved sessions, new speakers, cancelled sessions."""

import datetime as dt
from collections.abc import Iterator, Sequence

from bot.updates.schedule_file import Session


def compare_sessions(before: Sequence[Session], after: Sequence[Session]) -> Iterator[tuple[Session, str]]:
    """Yield each changed session with a sentence on how it changed; new sessions are no change.

    A field that one version lacks, such as a room, is no change.
    """
    now = {session.url: session for session in after if session.url}
    for session in before:
        newer = now.get(session.url)
        if session.url and newer is None:
            was = ", ".join(filter(None, _slot(session)))
            yield session, f"“{session.title}” is off the schedule{f'; it was {was}' if was else ''}"
        elif newer is not None:
            yield from ((newer, sentence) for sentence in _changes(session, newer))


def _changes(before: Session, after: Session) -> Iterator[str]:
    was, now = _slot(before), _slot(after)
    moved = [one != other for one, other in zip(was, now, strict=True) if one and other]
    if any(moved):
        yield f"“{after.title}” moved to {', '.join(filter(None, now))}; it was {', '.join(filter(None, was))}"
    known = {speaker.name for speaker in before.speakers}
    joined = [speaker.name for speaker in after.speakers if speaker.name not in known]
    if known and joined:
        yield f"“{after.title}” has a new speaker: {' and '.join(joined)}"


def _slot(session: Session) -> tuple[str, str]:
    """Return the time and room of a session: "2 April, 09:30" and "Hall 3"."""
    if ":" not in session.starts_at:
        return "", session.room
    starts_at = dt.datetime.fromisoformat(session.starts_at)
    return f"{starts_at.day} {starts_at:%B}, {starts_at:%H:%M}", session.room
