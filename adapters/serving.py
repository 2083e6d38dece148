"""Serving: every configured platform at once, on one event loop, until the process is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from typing import Protocol

from bot.errors import BotError

_log = logging.getLogger(__name__)


class Door(Protocol):
    """Answer on one platform."""

    name: str

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raise BotError for what only a person can mend."""

    def last_event_at(self) -> float | None:
        """Return the second of the epoch at which the platform sent anything last, None before the first time."""


async def serve(doors: Sequence[Door]) -> None:
    """Open all doors and close them on SIGTERM or SIGINT; raises one BotError for all doors that cannot open."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    _log.info("serving doors=%s", ",".join(door.name for door in doors))
    try:
        async with asyncio.TaskGroup() as group:
            for door in doors:
                group.create_task(door.run(stop))
    except* BotError as faults:
        raise BotError("\n".join(map(str, faults.exceptions))) from None
    _log.info("stopped")
