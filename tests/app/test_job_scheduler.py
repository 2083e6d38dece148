import asyncio
import datetime as dt

import time_machine
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.job_scheduler import JobScheduler, add_to_scheduler, wake_late_jobs

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


class FakeJob:
    def __init__(self, work, name="otters", every_seconds=2.0):
        self.work, self.name, self.every_seconds = work, name, every_seconds
        self.is_closed = False

    async def tick(self):
        await self.work()

    async def close(self):
        self.is_closed = True


def now():
    return dt.datetime.now(dt.UTC)  # noqa: TID251 - the scheduler looks at the same clock


async def next_run(clock_was, clock_is):
    """Return when a job runs next after the clock was changed."""
    with time_machine.travel(clock_was, tick=False):
        scheduler = AsyncIOScheduler(timezone=dt.UTC)
        scheduler.start(paused=True)
        add_to_scheduler(scheduler, FakeJob(None), lambda _job: None, clock_was)
    with time_machine.travel(clock_is, tick=False):
        wake_late_jobs(scheduler, clock_is)
        (job,) = scheduler.get_jobs()
    scheduler.shutdown(wait=False)
    return job.next_run_time


async def test_after_the_clock_was_set_back_by_hours_jobs_go_on_at_once():
    back = NOON - dt.timedelta(hours=5)
    assert await next_run(NOON, back) == back


async def test_a_clock_that_goes_right_changes_nothing():
    assert await next_run(NOON, NOON + dt.timedelta(seconds=1)) == NOON


async def test_a_job_runs_again_and_again_though_it_and_another_fail(caplog):
    stop, ran, typed = asyncio.Event(), [], "secret-otter"

    async def work():
        ran.append(1)
        if len(ran) == 3:
            stop.set()
        raise ValueError(typed)

    async def fail():
        raise KeyError

    jobs = [FakeJob(work, every_seconds=0.01), FakeJob(fail, "badgers", 0.01)]
    await asyncio.wait_for(JobScheduler(jobs, now).run(stop), 10)
    assert len(ran) >= 3
    assert all(job.is_closed for job in jobs)
    assert "fault job=otters error=ValueError" in caplog.text
    assert "secret-otter" not in caplog.text


async def test_a_tick_under_way_ends_before_its_job_is_closed():
    stop, ended = asyncio.Event(), []

    async def work():
        stop.set()
        await asyncio.sleep(0.05)
        ended.append(job.is_closed)

    job = FakeJob(work)
    await asyncio.wait_for(JobScheduler([job], now).run(stop), 10)
    assert ended == [False]
