"""Update the talks of one KubeCon from the export of its schedule site."""

import datetime as dt
from collections.abc import Iterable, Iterator

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.events.calendar import last_day
from bot.catalogue.updated_files import UpdatedFiles
from bot.errors import BotError
from bot.extraction.people.person_names import NameClassifier
from bot.extraction.schedules.read_schedule import read_schedule
from bot.importer.urls import host_of
from bot.model.edition import Edition
from bot.model.schedule_change import FILE, ScheduleChange, changes_to_text, load_changes
from bot.updates.compare_sessions import compare_sessions
from bot.updates.merge_sessions import MergedSchedule, merge_sessions, sites_of, with_known_tracks
from bot.updates.schedule_exports import read_export
from bot.updates.schedule_file import Session, read_sessions, read_sources, schedule_to_text, without_pauses
from bot.updates.sources import UpdateKind
from bot.updates.update_file import FileUpdate, too_few
from bot.updates.updated_store import UpdatedStore

ACCEPTED = frozenset({"application/json", "text/calendar"})
_FEW = 20  # sessions of which it cannot be said whether they are all
_STILL_CHANGING = dt.timedelta(days=90)  # recordings come weeks after a KubeCon


def is_changing(edition: Edition, day: dt.date) -> bool:
    """Return whether a schedule may still change: until some weeks after its KubeCon."""
    return last_day(edition) + _STILL_CHANGING >= day


def update_talks(edition: Edition, address: str, files: UpdatedFiles, catalogue: Catalogue) -> FileUpdate:
    """Return the update of an edition's talks from the schedule at an address."""
    name = f"talks/{edition.id}.yaml"
    changed: list[tuple[Session, str]] = []

    def text(content: bytes) -> tuple[str, tuple[str, ...]]:
        path = files.path(name)
        refreshed = _refresh(edition, address, content, files, catalogue)
        changed[:] = compare_sessions(read_sessions(path), refreshed.sessions)
        sources = dict.fromkeys([*read_sources(path), f"https://{host_of(address)}/"])
        return schedule_to_text(edition, sources, refreshed.sessions), tuple(
            _told(refreshed, [text for _, text in changed])
        )

    return FileUpdate(
        UpdateKind.TALKS,
        f"schedule of {edition.short_name}",
        name,
        address,
        ACCEPTED,
        text,
        lambda updated: read_schedule(updated.path(name), catalogue),
        lambda store, day: _keep_changes(edition, changed, store, day),
    )


def _keep_changes(edition: Edition, changed: Iterable[tuple[Session, str]], store: UpdatedStore, day: dt.date) -> None:
    """Record schedule changes of a KubeCon that is not over, for channels with countdown digests."""
    new = [ScheduleChange(edition.id, day.isoformat(), one.title, text, one.url) for one, text in changed]
    if new and last_day(edition) >= day:
        store.put_beside(FILE, changes_to_text([*load_changes(store.folder / FILE), *new]))


def _refresh(
    edition: Edition, address: str, content: bytes, files: UpdatedFiles, catalogue: Catalogue
) -> MergedSchedule:
    others = [session for name in files.names("talks") for session in read_sessions(files.path(name))]
    known = read_sessions(files.path(f"talks/{edition.id}.yaml"))
    companies = {speaker.org for session in others for speaker in session.speakers if speaker.org}
    judge = NameClassifier(catalogue, ())
    exported = read_export(content, edition.timezone or "UTC", judge, companies, address)
    held = without_pauses(with_known_tracks(exported, others))
    if not held:
        raise BotError("it contains no session; the previous data stays")
    of_site = _of_sites(known, sites_of(held))
    if len(of_site) >= _FEW and (fault := too_few(len(held), len(of_site), "sessions")):
        raise fault
    return merge_sessions(known, held)


def _of_sites(sessions: Iterable[Session], sites: set[str]) -> list[Session]:
    return [session for session in sessions if host_of(session.url) in sites]


def _told(refreshed: MergedSchedule, changes: Iterable[str]) -> Iterator[str]:
    yield from changes
    named = (("new", refreshed.added), ("changed", refreshed.changed))
    yield from (f"{what}: {title}" for what, titles in named for title in titles)
