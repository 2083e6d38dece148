"""Run periodic jobs with APScheduler, even if the machine's clock is changed."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.event_log import EventLogger, trace_of

_log = EventLogger(__name__)
_LOOK_SECONDS = 10.0
_LAST_TICK_SECONDS = 5.0  # for one that is under way when the bot is stopped


class Job(Protocol):
    """Do something every few seconds."""

    name: str
    every_seconds: float

    async def tick(self) -> object:
        """Do what is due now; long work continues in a separate task."""

    async def close(self) -> None:
        """Cancel what a tick has started."""


class JobScheduler:
    """Run jobs until stopped, each job once at a time; one that fails is run again and delays no other."""

    name = "jobs"

    def __init__(self, jobs: Sequence[Job], now: Callable[[], dt.datetime]) -> None:
        self._jobs = jobs
        self._now = now
        self._running: set[asyncio.Task[object]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Run all jobs now and then again and again, until stopped."""
        scheduler = AsyncIOScheduler(timezone=dt.UTC)
        for job in self._jobs:
            add_to_scheduler(scheduler, job, self._run, self._now())
        scheduler.start()
        try:
            while not stop.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(stop.wait(), _LOOK_SECONDS)
                wake_late_jobs(scheduler, self._now())
        finally:
            scheduler.pause()
            if self._running:  # one that is cut short would leave the database in the middle of its work
                await asyncio.wait(self._running, timeout=_LAST_TICK_SECONDS)
            scheduler.shutdown(wait=False)
            for job in self._jobs:
                await job.close()

    async def _run(self, job: Job) -> None:
        task: asyncio.Task[object] = asyncio.ensure_future(job.tick())
        self._running.add(task)
        try:
            await task
        except Exception as fault:  # noqa: BLE001 - an error in one job must stop neither it nor the others
            _log.error("fault", job=job.name, error=type(fault).__name__, trace=trace_of(fault))
        finally:
            self._running.discard(task)


def add_to_scheduler(scheduler: AsyncIOScheduler, job: Job, run: Callable[[Job], object], now: dt.datetime) -> None:
    """Let a job run now, and then again and again."""
    scheduler.add_job(
        run,
        IntervalTrigger(seconds=job.every_seconds, timezone=dt.UTC),
        (job,),
        id=job.name,
        next_run_time=now,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )


def wake_late_jobs(scheduler: AsyncIOScheduler, now: dt.datetime) -> None:
    """Run jobs soon if their next run is far away: after the clock is set back, the scheduler would wait for hours."""
    for job in scheduler.get_jobs():
        if job.next_run_time - now > 2 * job.trigger.interval:
            job.modify(next_run_time=now)
