"""Parse untrusted text in a separate process, with limits on time and memory."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from logging.handlers import QueueHandler
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from bot.errors import BotError
from bot.process_limits import give_way, limit_memory, serve_parent

_SPAWN = get_context("spawn")  # a forked process with threads may hang


@dataclass(frozen=True, slots=True)
class ResourceLimits:
    """Limits on the seconds and bytes of memory that work may take, with the words of the error message."""

    what: str = "reading what was sent"
    remedy: str = "copy the text into a file and add that"
    seconds: float | None = 30.0
    memory: int | None = 400_000_000  # a post takes a fifth of it
    gives_way: bool = False


POST = ResourceLimits()
RECAPS = ResourceLimits(
    "reading the recaps", "the bot answers from those it has; run kubecon check to see why", None, None
)
ENTRIES = ResourceLimits(
    "encoding entries", "lookups go by words for those that are not encoded", None, None, gives_way=True
)


async def run_isolated(work: Callable[..., Any], *arguments: Any, bounds: ResourceLimits = POST) -> Any:
    """Return what `work` returns and raise what it raises; raise BotError if it exceeds its limits.

    The other process ends with this one, and what it logs is logged here.
    """
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve_one, args=(theirs, bounds))
    process.start()
    theirs.close()
    try:
        outcome = await asyncio.wait_for(asyncio.to_thread(_ask, ours, (work, arguments), bounds), bounds.seconds)
    except TimeoutError:
        raise BotError(f"{bounds.what} took more than {bounds.seconds:g} seconds; {bounds.remedy}") from None
    finally:
        process.kill()  # which also ends the thread that waits for it
        process.join()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


class _PipeHandler(QueueHandler):
    """Send log records to the process that started the work."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """Return an event of the bot unchanged; format what a library logs, as not all its arguments can be sent."""
        return record if isinstance(record.msg, dict) else super().prepare(record)

    def enqueue(self, record: logging.LogRecord) -> None:
        pipe: Any = self.queue
        pipe.send(record)


def _serve_one(theirs: Connection, bounds: ResourceLimits) -> None:
    serve_parent()
    if bounds.gives_way:
        give_way()
    if bounds.memory is not None:
        limit_memory(bounds.memory)
    pipe: Any = theirs
    logging.getLogger().addHandler(_PipeHandler(pipe))
    work, arguments = theirs.recv()
    try:
        outcome = work(*arguments)
    except MemoryError:
        outcome = BotError(f"{bounds.what} took too much memory; {bounds.remedy}")
    except Exception as fault:  # noqa: BLE001 - it is raised in the process that asked for the work
        outcome = BotError(str(fault) if isinstance(fault, BotError) else f"a fault of the bot: {fault!r}")
    theirs.send(outcome)


def _ask(ours: Connection, what: Any, bounds: ResourceLimits) -> Any:
    try:
        ours.send(what)
        while isinstance(said := ours.recv(), logging.LogRecord):
            logging.getLogger(said.name).handle(said)
    except (EOFError, OSError):
        return BotError(f"{bounds.what} ended half-way; {bounds.remedy}")
    return said
