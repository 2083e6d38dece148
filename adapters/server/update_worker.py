"""Run the weekly update while the bot serves, if it is turned on."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from bot.delivery.clock import Clock
from bot.errors import BotError
from bot.event_log import EventLogger
from bot.updates.outcome import Result, SourceOutcome
from bot.updates.weekly_update_state import WeeklyUpdateState

_log = EventLogger(__name__)


class UpdateWorker:
    """Update when an update is due; `chance` returns numbers from 0 to 1."""

    name = "updates"
    every_seconds = 30.0

    def __init__(
        self,
        weekly: WeeklyUpdateState,
        update: Callable[[], Awaitable[Sequence[SourceOutcome]]],
        clock: Clock,
        chance: Callable[[], float],
    ) -> None:
        self._weekly = weekly
        self._update = update
        self._clock = clock
        self._chance = chance

    async def tick(self) -> None:
        """Update if that is due now."""
        now = self._clock.now()
        if await asyncio.to_thread(self._weekly.is_due, now):
            is_whole = await self._try()
            await asyncio.to_thread(self._weekly.note_done, now, self._chance(), is_whole=is_whole)

    async def close(self) -> None:
        """Do nothing: a running update is dropped, and is due again at the next start."""

    async def _try(self) -> bool:
        """Return whether all sources could be asked."""
        try:
            outcomes = await self._update()
        except BotError as fault:
            _log.warning("not updated", reason=str(fault))
            return False
        for one in outcomes:
            log = _log.warning if one.result is Result.FAILED else _log.info
            log("source asked", source=one.name, result=str(one.result), changes=len(one.told))
            if one.result is Result.FAILED:
                _log.warning("source failed", source=one.name, reason=" ".join(one.told))
        return all(one.result is not Result.FAILED for one in outcomes)
