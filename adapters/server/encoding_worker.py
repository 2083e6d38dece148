"""Encoding what recaps say while the bot serves, in a process of its own that gives way to all others."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.app.knowledge import Knowledge
from bot.event_log import EventLogger

_log = EventLogger(__name__)
_PAUSE_SECONDS = 60.0


class EncodingWorker:
    """Have the entries of each new index encoded; `encode` takes the index, and passes over those encoded before."""

    name = "encoder"

    def __init__(
        self, engine: Knowledge, encode: Callable[[Path], Awaitable[int]], pause_seconds: float = _PAUSE_SECONDS
    ) -> None:
        self._engine = engine
        self._encode = encode
        self._pause_seconds = pause_seconds

    async def run(self, stop: asyncio.Event) -> None:
        """Look again and again whether recaps have changed, until stopped; what is half encoded then is kept."""
        async with asyncio.TaskGroup() as group:
            working = group.create_task(self._work())
            await stop.wait()
            working.cancel()

    async def _work(self) -> None:
        done: Path | None = None
        while True:
            index = self._engine.index_to_encode()
            if index is not None and index != done:
                count = await self._encode(index)
                _log.info("entries encoded", count=count)
                done = index
            await asyncio.sleep(self._pause_seconds)
