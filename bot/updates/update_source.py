"""Update one file of the corpus from an address."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError, FetchError
from bot.importer.http_response import Fetch
from bot.updates.outcome import Result, SourceOutcome
from bot.updates.sources import Subject
from bot.updates.updated_store import Check, UpdatedStore

_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class UpdateSource:
    """Which file is updated, its name for people, its address, and the limits of its source.

    `text` makes the file of what was fetched and says what changed; `check` reads it as the shipped one is read,
    and `keep` keeps what else is to be remembered of it, once it is in place.
    """

    subject: Subject
    called: str
    name: str
    address: str
    accepted: Collection[str]
    text: Callable[[bytes], tuple[str, tuple[str, ...]]]
    check: Check
    keep: Callable[[UpdatedStore, dt.date], None] | None = None


async def update_file(renewal: UpdateSource, fetch: Fetch, store: UpdatedStore, day: dt.date) -> SourceOutcome:
    """Fetch, check and store a file; if the download is faulty, the last good version stays."""
    try:
        fetched = await fetch(renewal.address, renewal.accepted, store.version(renewal.name))
        if fetched.is_unchanged:
            store.confirm(renewal.name, day)
            return SourceOutcome(renewal.subject, renewal.called, Result.UNCHANGED)
        text, told = renewal.text(fetched.body)
        is_same = text == _read(store.files().path(renewal.name))
        store.put(renewal.name, text, fetched.version, day, renewal.check)
        if renewal.keep and not store.is_dry_run:
            renewal.keep(store, day)
    except BotError as fault:
        if isinstance(fault, FetchError) and fault.status == _NOT_FOUND and renewal.subject is Subject.TALKS:
            return SourceOutcome(renewal.subject, renewal.called, Result.NOT_PUBLISHED)
        return SourceOutcome(renewal.subject, renewal.called, Result.FAILED, (str(fault),))
    return SourceOutcome(renewal.subject, renewal.called, Result.UNCHANGED if is_same else Result.RENEWED, told)


def too_few(found: int, known: int, what: str) -> BotError | None:
    """Return the error for a source with less than half of the known entries, which is hardly complete."""
    if found * 2 >= known:
        return None
    return BotError(f"it holds {found} {what} where {known} are known, so it is hardly whole; what was there stays")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
