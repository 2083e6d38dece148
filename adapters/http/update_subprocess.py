"""Run an update in a separate process, so that its memory is freed afterwards."""

import asyncio
import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from adapters.http.fetcher import Fetcher
from adapters.http.sandbox import ResourceLimits, run_isolated
from bot.importer.http_response import FetchBounds
from bot.importer.public_address import Address, is_public
from bot.importer.update_feeds import open_feed_updater
from bot.updates.folders import posts_folder
from bot.updates.outcome import SourceOutcome
from bot.updates.sources import UpdateKind, load_sources
from bot.updates.update import Updater

_REMEDY = "what was there stays"
_BOUNDS = ResourceLimits("updating", f"{_REMEDY}; try again later", 1_800.0, 600_000_000)
_SECONDS = 120.0
_LARGEST = 80_000_000  # bytes; the archive of proposals also contains pictures


@dataclass(frozen=True, slots=True)
class UpdateRequest:
    """What to update, from which corpus into which folder; `recaps` are the operator's own folders.

    `reach` says which addresses may be asked, None for the public web; another process has to be able to import it.
    """

    corpus: Path
    home: Path
    recaps: tuple[Path, ...]
    kinds: frozenset[UpdateKind]
    now: dt.datetime
    is_dry_run: bool = False
    reach: Callable[[Address], bool] | None = None


async def run_update(request: UpdateRequest) -> list[SourceOutcome]:
    """Return the outcome of each source; raise BotError if the process could not be started."""
    outcomes: list[SourceOutcome] = await run_isolated(_update, request, bounds=_BOUNDS)
    return outcomes


def _update(request: UpdateRequest) -> list[SourceOutcome]:
    sources = load_sources(request.corpus)
    hosts = frozenset(host for kind in UpdateKind for host in sources.hosts(kind))
    reach = request.reach or is_public
    fetch = Fetcher(reach, FetchBounds(_SECONDS, _LARGEST, hosts, _REMEDY))
    folders = (posts_folder(request.home), *request.recaps, request.corpus / "recaps")
    feeds = open_feed_updater(folders, request.home, request.corpus, Fetcher(reach), run_isolated, random.random)
    updater = Updater(request.corpus, request.home, fetch, feeds)
    return asyncio.run(updater.update(request.kinds, request.now, dry_run=request.is_dry_run))
