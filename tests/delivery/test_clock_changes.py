"""What a channel gets on the nights on which clocks change, and when a year ends."""

import dataclasses
import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.store.database import open_database
from bot.store.subscriptions import Subscriptions
from tests.database_template import put_database
from tests.delivery.harness import ManualClock, SmallEngine, process, subscribe, work
from tests.delivery.test_planner import CHANNEL, FakePublisher
from tests.digests.test_compose import BADGERS, OTTERS

NIGHTS = [
    ("Europe/Amsterdam", dt.date(2027, 3, 28)),
    ("Europe/Amsterdam", dt.date(2027, 10, 31)),
    ("Australia/Sydney", dt.date(2027, 10, 3)),
    ("Australia/Sydney", dt.date(2027, 4, 4)),
    ("Australia/Lord_Howe", dt.date(2027, 10, 3)),  # by half an hour
    ("Australia/Lord_Howe", dt.date(2027, 4, 4)),
    ("Pacific/Kiritimati", dt.date(2027, 1, 1)),
]
QUARTER = dt.timedelta(minutes=15)


class Quiet(SmallEngine):
    """An engine without KubeCons to count down to."""

    editions = ()


@pytest.fixture
async def database(tmp_path):
    put_database(tmp_path / "kubecon.db")
    opened = await open_database("", tmp_path)
    yield opened
    await opened.close()


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
async def test_a_night_on_which_clocks_change_brings_one_digest_at_its_hour(database, zone, night):
    at = dt.time(2, 15)  # which comes twice, or not at all, in each of the zones
    local, publisher = ZoneInfo(zone), FakePublisher()
    midnight = dt.datetime.combine(night, dt.time(), local).astimezone(dt.UTC)
    clock = ManualClock(midnight - dt.timedelta(days=6, hours=12))
    wanted = await subscribe(database, CHANNEL)
    weekly = dataclasses.replace(wanted, timezone=zone, weekday=night.weekday(), at=at, since=clock.at)
    await Subscriptions(database).put(weekly, clock.at - dt.timedelta(minutes=1))
    told = [dataclasses.replace(entry, date=night) for entry in (*OTTERS, *BADGERS)]
    worker = process(database, "first", clock, publisher, Quiet(told))
    posted_at = []
    for week in range(2):
        clock.at = midnight + dt.timedelta(days=7 * week, hours=-1)
        for _ in range(20):
            before = len(publisher.parents())
            await worker.tick()
            await worker.settle()
            posted_at += [clock.at.astimezone(local)] * (len(publisher.parents()) - before)
            clock.at = clock.at.replace(second=0) + QUARTER
    assert [moment.date() for moment in posted_at] == [night, night + dt.timedelta(days=7)]
    assert posted_at[1].time().replace(second=0) == at
    assert posted_at[0].time().replace(second=0) in {at, *(later(at, minutes) for minutes in (30, 60))}
    await work(worker, clock, 1)
    assert len(publisher.parents()) == 2


def later(at, minutes):
    """Return the time of day some minutes later: where it is left out, so much of the clock is."""
    return (dt.datetime.combine(dt.date(2027, 1, 1), at) + dt.timedelta(minutes=minutes)).time()
