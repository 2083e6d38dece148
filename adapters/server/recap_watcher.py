"""Read recaps again when their files change, and swap the new index in without delaying any lookup."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from watchfiles import awatch

from bot.app.engine_protocol import Knowledge
from bot.errors import BotError
from bot.event_log import EventLogger, trace_of

_log = EventLogger(__name__)
_SETTLED_MS = 400  # editors and copies write a file in several steps


class RecapWatcher:
    """Keep an engine up to date with the files in some folders; `note` is called with the outcome of each reading."""

    name = "recaps"

    def __init__(
        self,
        engine: Knowledge,
        reopen: Callable[[], Awaitable[Knowledge]],
        folders: Sequence[Path],
        note: Callable[[str], None],
    ) -> None:
        self._engine = engine
        self._reopen = reopen
        self._folders = folders
        self._note = note

    async def run(self, stop: asyncio.Event) -> None:
        """Watch until stopped, and cancel the reading under way.

        What goes wrong is logged, and the bot answers from the recaps it has.
        """
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(self._watch())
            await stop.wait()
            watching.cancel()

    async def _watch(self) -> None:
        try:
            async for _ in awatch(*self._folders, debounce=_SETTLED_MS, step=100):
                await self._read_again()
        except OSError as error:
            _log.warning("changes to recaps are not noticed until a restart", error=type(error).__name__)

    async def _read_again(self) -> None:
        outcome = await self._swap()
        gc.collect()  # the old engine is large and has reference cycles
        self._note(outcome)
        _log.info("recaps read again", outcome=outcome)

    async def _swap(self) -> str:
        """Read the recaps and swap the new engine in; on failure, keep the old one."""
        try:
            newer = await self._reopen()
        except BotError as fault:
            _log.error("recaps cannot be read", reason=str(fault))
            return "failed"
        except Exception as fault:  # noqa: BLE001 - an error in a new file must not stop the bot, which keeps its current recaps
            _log.error("recaps cannot be read", error=repr(fault), trace=trace_of(fault))
            return "failed"
        known = {str(one) for one in self._engine.diagnostics}
        for one in newer.diagnostics:
            if one.fatal and str(one) not in known:
                _log.warning("a recap cannot be read, its last good version stays", reason=str(one))
        self._engine.take_over(newer)
        return "swapped"
