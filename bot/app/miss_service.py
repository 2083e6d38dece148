"""Count lookups that the bot could not answer, and show them to its operators."""

import datetime as dt
from collections.abc import Callable
from contextlib import suppress

from bot.app.background import Background
from bot.app.digest_request import words_of
from bot.app.engine_protocol import Knowledge
from bot.app.store_config import StoreConfig
from bot.app.watch_service import WatchService
from bot.cards.miss_cards import COMMAND, hidden_card, misses_card
from bot.errors import StoreError
from bot.model.card import Card
from bot.model.miss import MISSES_KEPT_DAYS, Miss, MissKind
from bot.model.reply import Reply
from bot.model.request import Request
from bot.store.database import Database, open_database
from bot.store.misses import Misses

_SHOWN = 20


class MissService:
    """Count misses in the background; a failure to count is ignored.

    `watch_service` keeps who waits for an answer.
    """

    def __init__(self, engine: Knowledge, database: Database, now: Callable[[], dt.datetime]) -> None:
        self.watch_service = WatchService(engine, database, now)
        self._misses = Misses(database, now)
        self._background = Background()

    def note(self, reply: Reply) -> None:
        """Count a lookup that found nothing."""
        if reply.miss:
            self._background.start(self._count(MissKind.NOTHING, reply.miss))

    def note_unhelpful(self, meant: str) -> None:
        """Count an answer that somebody marked as not helpful."""
        if meant:
            self._background.start(self._count(MissKind.UNHELPFUL, meant))

    def is_asked(self, request: Request) -> bool:
        """Return whether a request is about misses."""
        return words_of(request) == COMMAND

    async def answer(self, request: Request) -> Card:
        """Show misses to operators, and to nobody else."""
        if not (request.asker and request.asker.may_set_up):
            return hidden_card()
        return misses_card(await self.most(_SHOWN))

    async def most(self, number: int, days: int = MISSES_KEPT_DAYS) -> list[Miss]:
        """Return the most frequent misses of the last days; raise StoreError."""
        return await self._misses.most(number, days)

    async def finish(self) -> None:
        """Wait for the counts under way, before the database is closed."""
        await self._background.finish()

    async def _count(self, kind: MissKind, meant: str) -> None:
        with suppress(StoreError):
            await self._misses.count(kind, meant)


async def read_misses(config: StoreConfig, now: Callable[[], dt.datetime], number: int, days: int) -> list[Miss]:
    """Open the database, and return the most frequent misses of the last days; raise StoreError."""
    database = await open_database(config.url, config.home)
    try:
        return await Misses(database, now).most(number, days)
    finally:
        await database.close()
