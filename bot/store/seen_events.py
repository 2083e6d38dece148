"""Record which events of a platform were handled, because platforms send an event again if in doubt."""

import asyncio
import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from bot.errors import StoreError
from bot.event_log import EventLogger
from bot.store.database import Database
from bot.store.tables import seen_events
from bot.store.timestamps import to_epoch
from bot.store.upsert import insert_new

_KEPT = dt.timedelta(days=2)  # Slack sends again for a day: https://docs.slack.dev/apis/events-api/#retries
_PATIENCE_SECONDS = 1.0
_log = EventLogger(__name__)


class SeenEvents:
    """Distinguish the first time of an event from a repetition, across restarts and processes, for two days."""

    def __init__(
        self, database: Database, now: Callable[[], dt.datetime], patience_seconds: float = _PATIENCE_SECONDS
    ) -> None:
        self._database = database
        self._now = now
        self._patience_seconds = patience_seconds
        self._writing: set[asyncio.Task[bool]] = set()

    async def is_first(self, key: str) -> bool:
        """Return whether an event comes for the first time, and remember it.

        If the database is unreachable or slow, it counts as new: two answers are better than none.
        """
        task = asyncio.create_task(self._remember(key))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        done, _ = await asyncio.wait({task}, timeout=self._patience_seconds)
        return task.result() if done else True

    async def _remember(self, key: str) -> bool:
        now = self._now()
        try:
            async with self._database.transaction() as connection:
                await connection.execute(sa.delete(seen_events).where(seen_events.c.seen_at < to_epoch(now - _KEPT)))
                return bool(await insert_new(connection, seen_events, [{"key": key, "seen_at": to_epoch(now)}]))
        except StoreError as fault:
            _log.warning("an event was not remembered", reason=str(fault))
            return True
