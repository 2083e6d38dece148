"""What calls the worker every few seconds, whatever the machine's clock does meanwhile."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

TICK_SECONDS = 2
JOB = "digests"
_GRACE_SECONDS = 12 * 60 * 60
_LOOK_SECONDS = 10.0
_LAST_TICK_SECONDS = 5.0  # for one that is under way when the bot is stopped
_LATE = dt.timedelta(seconds=2 * TICK_SECONDS)


async def tick_until(stop: asyncio.Event, tick: Callable[[], Awaitable[Any]], now: Callable[[], dt.datetime]) -> None:
    """Call `tick` every few seconds until stopped, never twice at once."""
    ticking = asyncio.Lock()

    async def tick_alone() -> None:
        async with ticking:
            await tick()

    scheduler = AsyncIOScheduler(timezone=dt.UTC)
    scheduler.add_job(
        tick_alone,
        every_tick(),
        id=JOB,
        replace_existing=True,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=_GRACE_SECONDS,
    )
    scheduler.start()
    try:
        while not stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _LOOK_SECONDS)
            wake_if_late(scheduler, now())
    finally:
        scheduler.pause()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_TICK_SECONDS), ticking:
                pass  # one that is cut short would leave the database in the middle of its work
        scheduler.shutdown(wait=False)


def wake_if_late(scheduler: AsyncIOScheduler, now: dt.datetime) -> None:
    """Let the next tick come soon: where the clock was set back, the scheduler waits until it has come round again."""
    if scheduler.get_job(JOB).next_run_time - now > _LATE:
        scheduler.reschedule_job(JOB, trigger=every_tick())


def every_tick() -> CronTrigger:
    """Return when ticks come."""
    return CronTrigger(second=f"*/{TICK_SECONDS}", timezone=dt.UTC)
