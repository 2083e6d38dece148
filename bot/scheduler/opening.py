"""Open everything that digests stand on, and close it again."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.engine import Engine
from bot.scheduler.clock import Clock
from bot.scheduler.clockwork import Clockwork
from bot.scheduler.office import Office
from bot.scheduler.worker import WorkerName
from bot.store.board import Board
from bot.store.census import Census
from bot.store.database import open_database
from bot.store.seen_events import SeenEvents


@dataclass(frozen=True, slots=True)
class Digests:
    """Hold where people ask for digests, what delivers and counts them, and what else the bot keeps beside them."""

    office: Office
    clockwork: Clockwork
    board: Board
    census: Census
    seen_events: SeenEvents


@dataclass(frozen=True, slots=True)
class Keeping:
    """Say where digests are kept: the database's address, "" for a file in `home`; `timezone` is the usual one."""

    url: str
    home: Path
    timezone: str = "UTC"


@asynccontextmanager
async def open_digests(engine: Engine, keeping: Keeping, clock: Clock) -> AsyncIterator[Digests]:
    """Open the database and give what works on it; raises StoreError."""
    database = await open_database(keeping.url, keeping.home)
    worker = WorkerName(keeping.home)
    try:
        office = Office(engine, database, clock, keeping.timezone)
        yield Digests(
            office,
            Clockwork(engine, database, worker.name, clock),
            Board(database, clock.now),
            Census(database, clock.now),
            SeenEvents(database, clock.now),
        )
    finally:
        worker.free()
        await database.close()
