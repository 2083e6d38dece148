"""Serving: every configured platform at once, on one event loop, until the process is told to stop."""

import asyncio
import logging
import signal
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Protocol

from bot.errors import BotError

LAST_SECONDS = 8.0
_log = logging.getLogger(__name__)
_answering: ContextVar[str] = ContextVar("answering", default="")


def door_answering() -> str:
    """Return the name of the door whose work this is, "" outside of any; threads that a door starts know it too."""
    return _answering.get()


class Door(Protocol):
    """Answer on one platform."""

    name: str

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raise BotError for what only a person can mend."""


async def serve(doors: Sequence[Door], last_seconds: float = LAST_SECONDS) -> None:
    """Open all doors and close them on SIGTERM or SIGINT, cutting short what takes longer than `last_seconds`.

    Raises one BotError for all doors that cannot open.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    _log.info("serving doors=%s", ",".join(door.name for door in doors))
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(_open(door, stop), name=door.name) for door in doors]
            closing = asyncio.create_task(_close_in_time(tasks, stop, last_seconds))
    except* BotError as faults:
        raise BotError("\n".join(map(str, faults.exceptions))) from None
    finally:
        closing.cancel()
    _log.info("stopped")


async def _close_in_time(tasks: Sequence[asyncio.Task[None]], stop: asyncio.Event, last_seconds: float) -> None:
    """Cut short what takes too long to close: a platform may be out of reach then."""
    await stop.wait()
    _, late = await asyncio.wait(tasks, timeout=last_seconds)
    for task in late:
        _log.warning("closed before it had finished door=%s", task.get_name())
        task.cancel()


async def _open(door: Door, stop: asyncio.Event) -> None:
    _answering.set(door.name)
    await door.run(stop)
