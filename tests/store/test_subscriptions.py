import dataclasses
import datetime as dt

import pytest

from bot.model.channel import Channel
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, subscribed

WEEK = dt.timedelta(days=7)


@pytest.fixture
def subscriptions(database):
    return Subscriptions(database)


def somewhere(channel):
    return dataclasses.replace(subscribed(), channel=Channel("discord", "G1", channel))


async def test_a_subscription_is_kept_as_it_was(subscriptions):
    wanted = subscribed("dra", "café", weekday=4, at=dt.time(17, 30), timezone="Europe/Amsterdam", has_countdown=False)
    await subscriptions.put(wanted, MONDAY)
    assert await subscriptions.get(wanted.channel) == wanted
    assert await subscriptions.all() == [(wanted, MONDAY)]


async def test_a_channel_has_one_subscription(subscriptions):
    await subscriptions.put(subscribed("dra"), MONDAY)
    await subscriptions.put(subscribed("cilium"), MONDAY)
    assert [one.topics for one, _ in await subscriptions.all()] == [("cilium",)]


async def test_a_subscription_can_be_removed_once(subscriptions):
    await subscriptions.put(subscribed(), MONDAY)
    assert [await subscriptions.remove(subscribed().channel) for _ in range(2)] == [True, False]


async def test_who_is_due_longest_comes_first(subscriptions):
    for channel, late in (("C2", 1), ("C3", 2), ("C4", -1)):
        await subscriptions.put(somewhere(channel), MONDAY - late * WEEK)
    due = await subscriptions.due(MONDAY, 10)
    assert [(one.channel.id, at) for one, at in due] == [("C3", MONDAY - 2 * WEEK), ("C2", MONDAY - WEEK)]
    assert len(await subscriptions.due(MONDAY, 1)) == 1


async def test_a_due_time_is_moved_by_one_alone(subscriptions):
    await subscriptions.put(subscribed(), MONDAY)
    moved = [await subscriptions.set_next_due(subscribed().channel, MONDAY, MONDAY + WEEK) for _ in range(2)]
    assert moved == [True, False]


async def test_a_paused_channel_is_not_due_and_its_subscriber_is_told_once(subscriptions):
    await subscriptions.put(subscribed(), MONDAY)
    for reason in ("is archived", "is still archived"):
        await subscriptions.pause(subscribed().channel, reason)
    assert await subscriptions.due(MONDAY, 10) == []
    assert await subscriptions.take_untold(["discord"]) == []
    told = [[one.paused for one in await subscriptions.take_untold(["slack"])] for _ in range(2)]
    assert told == [["is archived"], []]


async def test_subscribing_again_ends_the_pause(subscriptions):
    await subscriptions.put(subscribed(), MONDAY)
    await subscriptions.pause(subscribed().channel, "is archived")
    await subscriptions.put(subscribed(), MONDAY)
    assert [one.paused for one, _ in await subscriptions.due(MONDAY, 10)] == [""]
