"""Update one file of the corpus from an address."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError, FetchError
from bot.importer.http_response import Fetch
from bot.updates.outcome import Result, SourceOutcome
from bot.updates.sources import UpdateKind
from bot.updates.updated_store import Check, UpdatedStore

_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class FileUpdate:
    """Which file is updated, its name for people, its address, and the limits of its source.

    `text` converts the fetched data to the file and lists what changed; `check` reads it like the shipped file, and
    `keep` stores further data once it is in place.
    """

    kind: UpdateKind
    called: str
    name: str
    address: str
    accepted: Collection[str]
    text: Callable[[bytes], tuple[str, tuple[str, ...]]]
    check: Check
    keep: Callable[[UpdatedStore, dt.date], None] | None = None


async def update_file(update: FileUpdate, fetch: Fetch, store: UpdatedStore, day: dt.date) -> SourceOutcome:
    """Fetch, check and store a file; if the download is faulty, the last good version stays."""
    try:
        fetched = await fetch(update.address, update.accepted, store.version(update.name))
        if fetched.is_unchanged:
            store.confirm(update.name, day)
            return SourceOutcome(update.kind, update.called, Result.UNCHANGED)
        text, told = update.text(fetched.body)
        is_same = text == _read(store.files().path(update.name))
        store.put(update.name, text, fetched.version, day, update.check)
        if update.keep and not store.is_dry_run:
            update.keep(store, day)
    except BotError as fault:
        if isinstance(fault, FetchError) and fault.status == _NOT_FOUND and update.kind is UpdateKind.TALKS:
            return SourceOutcome(update.kind, update.called, Result.NOT_PUBLISHED)
        return SourceOutcome(update.kind, update.called, Result.FAILED, (str(fault),))
    return SourceOutcome(update.kind, update.called, Result.UNCHANGED if is_same else Result.UPDATED, told)


def too_few(found: int, known: int, what: str) -> BotError | None:
    """Return the error for a source with less than half of the known entries, which is probably incomplete."""
    if found * 2 >= known:
        return None
    return BotError(f"it holds {found} {what} where {known} are known, so it is hardly whole; what was there stays")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
