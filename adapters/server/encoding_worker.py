"""Encode the entries of recaps while the bot serves, in a process with low priority."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.app.engine_protocol import Knowledge
from bot.errors import BotError
from bot.event_log import EventLogger

_log = EventLogger(__name__)


class EncodingWorker:
    """Encode the entries of each new index; `encode` takes the index, and skips what was encoded before."""

    name = "encoder"
    every_seconds = 60.0

    def __init__(self, engine: Knowledge, encode: Callable[[Path], Awaitable[int]]) -> None:
        self._engine = engine
        self._encode = encode
        self._encoded: Path | None = None
        self._encoding: asyncio.Task[None] | None = None

    async def tick(self) -> None:
        """Start to encode an index that is not encoded yet, unless one is being encoded."""
        index = self._engine.index_to_encode()
        is_busy = self._encoding is not None and not self._encoding.done()
        if index is not None and index != self._encoded and not is_busy:
            self._encoding = asyncio.create_task(self._work(index))

    async def close(self) -> None:
        """Cancel the encoding under way; finished parts are kept."""
        if self._encoding is not None:
            self._encoding.cancel()
            await asyncio.gather(self._encoding, return_exceptions=True)

    async def _work(self, index: Path) -> None:
        try:
            count = await self._encode(index)
        except BotError as fault:
            _log.warning("entries not encoded", reason=str(fault))
        else:
            self._encoded = index
            _log.info("entries encoded", count=count)
