"""Update the bot's data from its sources, each independently, and only on request."""

import datetime as dt
from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.load import load_catalogue
from bot.catalogue.updated_files import FOLDER
from bot.errors import BotError
from bot.importer.file_lock import lock_file
from bot.importer.http_response import Fetch
from bot.importer.update_feeds import FeedUpdater
from bot.private_files import make_folder
from bot.updates.folders import posts_folder
from bot.updates.outcome import Result, SourceOutcome
from bot.updates.sources import Sources, UpdateKind, load_sources
from bot.updates.update_file import FileUpdate, update_file
from bot.updates.update_projects import update_projects
from bot.updates.update_proposals import update_proposals
from bot.updates.update_talks import is_changing, update_talks
from bot.updates.updated_store import UpdatedStore


@dataclass(frozen=True, slots=True)
class Updater:
    """Update from the sources of the corpus; updated files are stored below `home`."""

    corpus: Path
    home: Path
    fetch: Fetch
    feeds: FeedUpdater

    async def update(self, kinds: Collection[UpdateKind], now: dt.datetime, *, dry_run: bool) -> list[SourceOutcome]:
        """Return the outcome of each source; raise BotError if another process updates, or storing fails."""
        with lock_file(self.home / FOLDER / "update.lock", wait=False) as is_held:
            if not is_held:
                raise BotError("another process updates right now; try again later")
            sources = load_sources(self.corpus)
            store = UpdatedStore(self.corpus, self.home / FOLDER, dry_run)
            outcomes = [
                await update_file(update, self.fetch, store, now.date())
                for update in self._file_updates(sources, store, kinds, now.date())
            ]
            if UpdateKind.FEEDS in kinds:
                outcomes += [outcome async for outcome in self._read_feeds(sources, now, dry_run=dry_run)]
            return outcomes

    def _file_updates(
        self, sources: Sources, store: UpdatedStore, kinds: Collection[UpdateKind], day: dt.date
    ) -> Iterator[FileUpdate]:
        if UpdateKind.PROJECTS in kinds:
            yield update_projects(sources.landscape, store.files(), day)
        files = store.files()
        catalogue = load_catalogue(self.corpus, files)
        if UpdateKind.KEPS in kinds:
            yield update_proposals(sources.proposals, files, catalogue, day)
        for edition_id, address in sources.schedules.items() if UpdateKind.TALKS in kinds else ():
            edition = catalogue.edition(edition_id)
            if edition and is_changing(edition, day):
                yield update_talks(edition, address, files, catalogue)

    async def _read_feeds(self, sources: Sources, now: dt.datetime, *, dry_run: bool) -> AsyncIterator[SourceOutcome]:
        for called, address in sources.feeds.items():
            yield await self._read_feed(called, address, now, dry_run=dry_run)

    async def _read_feed(self, called: str, address: str, now: dt.datetime, *, dry_run: bool) -> SourceOutcome:
        if dry_run:
            return SourceOutcome(UpdateKind.FEEDS, called, Result.WAITING, ("a dry run reads no feed",))
        try:
            make_folder(posts_folder(self.home))
            reading = await self.feeds.read_if_due(address, now)
        except BotError as fault:
            return SourceOutcome(UpdateKind.FEEDS, called, Result.FAILED, (str(fault),))
        if reading is None:
            return SourceOutcome(UpdateKind.FEEDS, called, Result.WAITING)
        told = tuple(f"new: {saved.path.name}" for saved in reading.kept)
        return SourceOutcome(
            UpdateKind.FEEDS, called, Result.UPDATED if told else Result.UNCHANGED, (*told, *reading.faults)
        )
