"""Run every configured platform on one event loop, until the process is stopped."""

import asyncio
import signal
import traceback
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Protocol

from adapters.backoff import Backoff, is_stopped_within
from bot.errors import BotError, SettingsError
from bot.event_log import EventLogger

LAST_SECONDS = 8.0
_FIRST_PAUSE_SECONDS = 1.0
_STEADY_SECONDS = 60.0  # a platform that ran for so long begins with short pauses again
_log = EventLogger(__name__)
_answering: ContextVar[str] = ContextVar("answering", default="")


def current_service() -> str:
    """Return the name of the service that this code runs for, "" outside of any; its threads know it too."""
    return _answering.get()


class Service(Protocol):
    """Answer on one platform."""

    name: str

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raise SettingsError if only a person can fix it, anything else to be restarted."""


class Supervisor:
    """Run services concurrently: one that fails is restarted after growing pauses, and the others continue.

    `faults` maps each service that is not running to its error, which the health endpoint reports.
    """

    def __init__(
        self, faults: dict[str, str], first_pause: float = _FIRST_PAUSE_SECONDS, last_seconds: float = LAST_SECONDS
    ) -> None:
        self.faults = faults
        self._first_pause = first_pause
        self._last_seconds = last_seconds
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Let all adapters come to an end."""
        self._stop.set()

    async def run(self, adapters: Sequence[Service], workers: Sequence[Service] = ()) -> None:
        """Run all until stopped, then cancel those that take too long to end.

        Raises one BotError if a person must fix all adapters first; workers are of no use without adapters.
        """
        answering = [asyncio.create_task(self.keep_running(one), name=one.name) for one in adapters]
        working = [asyncio.create_task(self.keep_running(one), name=one.name) for one in workers]
        closing = asyncio.create_task(_close_in_time([*answering, *working], self._stop, self._last_seconds))
        try:
            ended = await asyncio.gather(*answering, return_exceptions=True)
            self.stop()
            await asyncio.gather(*working, return_exceptions=True)
        finally:
            closing.cancel()
        if ended and all(isinstance(one, SettingsError) for one in ended):
            raise BotError("\n".join(map(str, ended)))

    async def keep_running(self, adapter: Service) -> SettingsError | None:
        """Run a service until stopped; return what a person has to fix first."""
        _answering.set(adapter.name)
        backoff, loop = Backoff(self._first_pause), asyncio.get_running_loop()
        while not self._stop.is_set():
            began = loop.time()
            fault = await _run_once(adapter, self._stop)
            if isinstance(fault, SettingsError):
                return self._give_up(adapter.name, fault)
            if loop.time() - began > _STEADY_SECONDS:
                backoff.reset()
            if fault:
                await self._pause(adapter.name, fault, backoff.next_pause())
        return None

    def _give_up(self, name: str, final: SettingsError) -> SettingsError:
        self.faults[name] = str(final)
        _log.error("given up", adapter=name, reason=str(final))
        return final

    async def _pause(self, name: str, fault: Exception, seconds: float) -> None:
        is_told = isinstance(fault, BotError)
        self.faults[name] = str(fault) if is_told else f"a fault or an odd answer ({type(fault).__name__})"
        reason = str(fault) if is_told else f"{type(fault).__name__} {_place(fault)}"
        _log.warning("to be tried again", adapter=name, retry_seconds=round(seconds, 1), reason=reason)
        await is_stopped_within(self._stop, seconds)


async def _run_once(adapter: Service, stop: asyncio.Event) -> Exception | None:
    """Run a service once; return why it ended, None if it was stopped."""
    try:
        await adapter.run(stop)
    except Exception as fault:  # noqa: BLE001 - an error in one platform must not stop the others
        return fault
    return None if stop.is_set() else BotError("it ended by itself")


def _place(fault: Exception) -> str:
    """Return the place of an error without its message, which may contain typed text or a token."""
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"in {last.filename} line {last.lineno}"


async def run_services(
    services: Sequence[Service], workers: Sequence[Service] = (), faults: dict[str, str] | None = None
) -> None:
    """Run all services and workers until SIGTERM or SIGINT.

    Raises one BotError if a person must fix all adapters first.
    """
    supervisor = Supervisor({} if faults is None else faults)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, supervisor.stop)
    _log.info("serving", services=[service.name for service in (*services, *workers)])
    await supervisor.run(services, workers)
    _log.info("stopped")


async def _close_in_time(
    tasks: Sequence[asyncio.Task[SettingsError | None]], stop: asyncio.Event, last_seconds: float
) -> None:
    """Cancel services that take too long to close, for example because a platform cannot be reached."""
    await stop.wait()
    _, late = await asyncio.wait(tasks, timeout=last_seconds)
    for task in late:
        _log.warning("closed before it had finished", adapter=task.get_name())
        task.cancel()
