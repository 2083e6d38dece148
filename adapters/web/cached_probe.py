"""Cache the result of something slow or unreliable, such as a database, so that nothing waits for it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from bot.errors import StoreError
from bot.event_log import EventLogger

_log = EventLogger(__name__)
_Seen = TypeVar("_Seen")


class CachedProbe(Generic[_Seen]):
    """Look at most once per interval, never twice at once, and wait only briefly for the result.

    `what` names it in the log.
    """

    def __init__(
        self,
        what: str,
        look: Callable[[], Awaitable[_Seen]],
        every_seconds: float = 1.0,
        patience_seconds: float = 0.8,  # Kubernetes waits a second for an answer
        give_up_seconds: float = 10.0,  # a line that is cut may stay silent for a quarter of an hour
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what = what
        self._look = look
        self._every_seconds = every_seconds
        self._patience_seconds = patience_seconds
        self._give_up_seconds = give_up_seconds
        self._clock = clock
        self._looking: asyncio.Task[None] | None = None
        self._looked_at = 0.0
        self._seen: _Seen | None = None

    async def see(self) -> _Seen | None:
        """Return the current or last result; a slow one stays as it was, until it times out."""
        if self._looking is None or self._is_old(self._looking):
            self._looking, self._looked_at = asyncio.create_task(self._try()), self._clock()
        await asyncio.wait({self._looking}, timeout=self._patience_seconds)
        return self._seen

    def _is_old(self, looking: "asyncio.Task[None]") -> bool:
        return looking.done() and self._clock() - self._looked_at >= self._every_seconds

    async def _try(self) -> None:
        try:
            async with asyncio.timeout(self._give_up_seconds):
                self._seen = await self._look()
        except TimeoutError:
            self._miss(f"no answer within {self._give_up_seconds:g} seconds")
        except StoreError as fault:
            self._miss(str(fault))

    def _miss(self, reason: str) -> None:
        self._seen = None
        _log.warning("not reached", what=self._what, reason=reason)
