"""What strangers wrote is read in a process of its own: it may take long, or much memory, or never end."""

import asyncio
import resource
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from bot.errors import BotError

_PATIENCE_SECONDS = 30.0
_MOST_MEMORY = 400_000_000  # bytes; a post takes a fifth of it
_REMEDY = "copy the text into a file and add that"
_SPAWN = get_context("spawn")  # a copy of a process with threads may stand still for ever


async def do_aside(work: Callable[..., Any], *arguments: Any, seconds: float = _PATIENCE_SECONDS) -> Any:
    """Return what `work` returns and raise what it raises; raise BotError where it takes longer than `seconds`."""
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve_one, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        outcome = await asyncio.wait_for(asyncio.to_thread(_ask, ours, (work, arguments)), seconds)
    except TimeoutError:
        raise BotError(f"reading what was sent took more than {seconds:g} seconds; {_REMEDY}") from None
    finally:
        process.kill()  # which also ends the thread that waits for it
        process.join()
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _serve_one(theirs: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for the work decides when it ends
    _bound_memory()
    work, arguments = theirs.recv()
    try:
        outcome = work(*arguments)
    except MemoryError:
        outcome = BotError(f"reading what was sent took too much memory; {_REMEDY}")
    except Exception as fault:  # noqa: BLE001 - it is raised where the work was asked for
        outcome = BotError(str(fault) if isinstance(fault, BotError) else f"a fault of the bot: {fault!r}")
    theirs.send(outcome)


def _bound_memory() -> None:
    _, allowed = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MOST_MEMORY if allowed == resource.RLIM_INFINITY else min(_MOST_MEMORY, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (most, allowed))


def _ask(ours: Connection, what: Any) -> Any:
    try:
        ours.send(what)
        return ours.recv()
    except (EOFError, OSError):
        return BotError(f"reading what was sent ended half-way; {_REMEDY}")
