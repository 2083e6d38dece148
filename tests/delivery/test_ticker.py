import asyncio
import datetime as dt

import time_machine
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery import ticker

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


async def ticks_at(clock_was, clock_is):
    """Return when the next tick comes after the clock was changed."""
    with time_machine.travel(clock_was, tick=False):
        scheduler = AsyncIOScheduler(timezone=dt.UTC)
        scheduler.start(paused=True)
        scheduler.add_job(lambda: None, ticker.every_tick(), id=ticker.JOB)
    with time_machine.travel(clock_is, tick=False):
        ticker.wake_if_late(scheduler, clock_is)
        next_one = scheduler.get_job(ticker.JOB).next_run_time
    scheduler.shutdown(wait=False)
    return next_one


async def test_after_the_clock_was_set_back_by_hours_ticks_go_on_at_once():
    back = NOON - dt.timedelta(hours=5)
    assert dt.timedelta(0) <= await ticks_at(NOON, back) - back <= dt.timedelta(seconds=2)


async def test_a_clock_that_goes_right_changes_nothing():
    assert await ticks_at(NOON, NOON) == NOON


async def test_ticks_come_until_stopped(monkeypatch):
    monkeypatch.setattr(ticker, "TICK_SECONDS", 1)
    stop, ticked = asyncio.Event(), []

    async def tick():
        ticked.append(1)
        stop.set()

    await asyncio.wait_for(ticker.tick_until(stop, tick, lambda: NOON), 5)
    assert ticked == [1]
