import dataclasses
import datetime as dt

import pytest

from bot.errors import StoreError
from bot.model.channel import Channel
from bot.model.delivery import DeliveryState
from bot.model.due_digest import DueDigest
from bot.store.database import open_database
from bot.store.ledger import Ledger
from bot.store.stats import StoreStats
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, subscribed

HOUR, NO_TIME = dt.timedelta(hours=1), dt.timedelta(0)


def somewhere(channel):
    return dataclasses.replace(subscribed(), channel=Channel("slack", "T1", channel))


async def test_where_nothing_is_kept_every_state_counts_nothing(database):
    counted = await StoreStats(database, lambda: MONDAY).count()
    assert counted.states == dict.fromkeys(DeliveryState, 0)
    assert (counted.subscriptions, counted.paused, counted.late) == (0, 0, NO_TIME)


async def test_digests_are_counted_by_state_and_channels_by_whether_they_are_paused(database):
    ledger, subscriptions = Ledger(database, "first"), Subscriptions(database)
    for channel in ("C1", "C2", "C3"):
        await subscriptions.put(somewhere(channel), MONDAY + HOUR)
        await ledger.plan_extra(somewhere(channel).channel, DueDigest(MONDAY))
    await subscriptions.pause(somewhere("C3").channel, "is archived")
    [delivery] = await ledger.claim(MONDAY, ["slack"], 1)
    await ledger.finish(delivery, DeliveryState.EMPTY, "nothing new")
    counted = await StoreStats(database, lambda: MONDAY).count()
    assert counted.states == {**dict.fromkeys(DeliveryState, 0), DeliveryState.PLANNED: 2, DeliveryState.EMPTY: 1}
    assert (counted.subscriptions, counted.paused) == (3, 1)


async def test_how_late_the_oldest_is_counts_from_its_due_time_planned_or_not(database):
    ledger, subscriptions = Ledger(database, "first"), Subscriptions(database)

    async def late_at(now):
        return (await StoreStats(database, lambda: now).count()).late

    await subscriptions.put(somewhere("C1"), MONDAY)
    assert [await late_at(MONDAY + hours * HOUR) for hours in (-1, 0, 1)] == [NO_TIME, NO_TIME, HOUR]
    await ledger.plan_extra(somewhere("C2").channel, DueDigest(MONDAY - HOUR))
    assert await late_at(MONDAY + HOUR) == 2 * HOUR
    [delivery] = await ledger.claim(MONDAY, ["slack"], 1)
    await ledger.finish(delivery, DeliveryState.SENT)
    assert await late_at(MONDAY + HOUR) == HOUR


async def test_a_database_that_cannot_be_read_any_more_says_so(tmp_path):
    database = await open_database("", tmp_path)
    await StoreStats(database, lambda: MONDAY).ping()
    await database.close()
    for path in tmp_path.glob("kubecon.db*"):
        path.write_bytes(b"no database " * 1000)
    with pytest.raises(StoreError, match="the database cannot be used now"):
        await StoreStats(database, lambda: MONDAY).ping()
    await database.close()
