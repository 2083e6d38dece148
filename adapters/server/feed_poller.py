"""Read feeds while the bot serves: each when it is due, and none delays another."""

import asyncio
from collections.abc import Callable, Collection

from bot.delivery.clock import Clock
from bot.errors import BotError
from bot.event_log import EventLogger, trace_of
from bot.importer.update_feeds import FeedUpdater
from bot.importer.urls import without_secrets

_log = EventLogger(__name__)
_AT_ONCE = 4
_PAUSE_SECONDS = 900.0  # after an error that may have kept the next due time from being stored


class FeedPoller:
    """Read feeds when they are due; `feeds` returns those to be followed now."""

    name = "feeds"
    every_seconds = 30.0

    def __init__(
        self,
        reader: FeedUpdater,
        feeds: Callable[[], Collection[str]],
        clock: Clock,
    ) -> None:
        self._reader = reader
        self._feeds = feeds
        self._clock = clock
        self._reading: dict[str, asyncio.Task[None]] = {}
        self._paused_until: dict[str, float] = {}
        self._room = asyncio.Semaphore(_AT_ONCE)

    async def tick(self) -> None:
        """Start to read the feeds that are due and are not being read."""
        for url in await asyncio.to_thread(self._feeds):
            self._set_off(url)

    async def close(self) -> None:
        """Cancel the feeds being read; they are read at the next start."""
        tasks = list(self._reading.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _set_off(self, url: str) -> None:
        if url not in self._reading and self._clock.seconds() >= self._paused_until.get(url, 0.0):
            task = asyncio.create_task(self._read(url))
            self._reading[url] = task
            task.add_done_callback(lambda _: self._reading.pop(url, None))

    async def _read(self, url: str) -> None:
        place = without_secrets(url)
        try:
            async with self._room:
                reading = await self._reader.read_if_due(url, self._clock.now())
        except BotError as fault:
            self._paused_until[url] = self._clock.seconds() + _PAUSE_SECONDS
            _log.warning("feed not read", reason=str(fault))
        except Exception as fault:  # noqa: BLE001 - an error in one feed must not stop the others
            self._paused_until[url] = self._clock.seconds() + _PAUSE_SECONDS
            _log.error("fault", feed=place, error=type(fault).__name__, trace=trace_of(fault))
        else:
            if reading is not None:
                _log.info("feed read", feed=place, kept=len(reading.kept), left=reading.left)
                for post_fault in reading.faults:
                    _log.warning("post of a feed not added", reason=post_fault)
