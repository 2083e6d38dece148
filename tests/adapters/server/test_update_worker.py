import datetime as dt
import logging

from adapters.server.update_worker import UpdateWorker
from bot.delivery.clock import Clock
from bot.errors import BotError
from bot.updates.outcome import Result, SourceOutcome
from bot.updates.sources import UpdateKind
from bot.updates.weekly_update_state import WeeklyUpdateState

NOW = dt.datetime(2031, 3, 1, 9, tzinfo=dt.UTC)


class Moment:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.seconds = 0.0

    def move(self, **spans):
        self.seconds += dt.timedelta(**spans).total_seconds()

    def clock(self):
        return Clock(lambda: NOW + dt.timedelta(seconds=self.seconds), lambda: self.seconds)


def worker_of(tmp_path, moment, *outcomes, setting="weekly"):
    """Return a worker whose updates come to these outcomes, one after the other, and the times at which they ran."""
    ran, left = [], list(outcomes)

    async def update():
        ran.append(moment.seconds)
        outcome = left.pop(0)
        if isinstance(outcome, BotError):
            raise outcome
        return [SourceOutcome(UpdateKind.PROJECTS, "CNCF projects", outcome, ("why",))]

    return UpdateWorker(WeeklyUpdateState(tmp_path, setting), update, moment.clock(), lambda: 0.0), ran


async def test_it_updates_once_a_week(tmp_path):
    moment = Moment()
    worker, ran = worker_of(tmp_path, moment, Result.UPDATED, Result.UNCHANGED)
    for _ in range(10):
        await worker.tick()
        moment.move(days=1)
    assert ran == [0.0, dt.timedelta(days=7).total_seconds()]


async def test_a_source_or_a_run_that_failed_is_tried_again_the_next_day(tmp_path, caplog):
    moment = Moment()
    worker, ran = worker_of(tmp_path, moment, Result.FAILED, BotError("no room"), Result.UPDATED)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            await worker.tick()
            moment.move(days=1)
    assert [seconds / 86_400 for seconds in ran] == [0, 1, 2]
    assert "source failed source=CNCF projects reason=why" in caplog.text
    assert "not updated reason=no room" in caplog.text


async def test_nobody_is_asked_before_somebody_wants_it(tmp_path):
    moment = Moment()
    worker, ran = worker_of(tmp_path, moment, Result.UPDATED, setting="")
    await worker.tick()
    assert ran == []
    WeeklyUpdateState(tmp_path).turn(on=True)
    moment.move(minutes=1)
    await worker.tick()
    assert len(ran) == 1
