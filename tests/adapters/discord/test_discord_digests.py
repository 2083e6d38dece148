import asyncio
import datetime as dt

import discord
import pytest

from bot.scheduler.clock import Clock
from bot.scheduler.opening import Keeping, open_digests
from tests.digests.conftest import MONDAY
from tests.servers.discord_house import open_house
from tests.servers.discord_reading import says, text_of

_MANAGER = str(discord.Permissions(manage_channels=True).value)
_NO_PERMISSIONS = "0"
SETTINGS = {"weekday": "Tuesday", "time": "09:30", "timezone": "Europe/Amsterdam", "topics": "dra, cilium"}


class SetClock:
    now = MONDAY


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
async def house(engine, tmp_path, clock):
    steady = Clock(lambda: clock.now, sleep=lambda _seconds: asyncio.sleep(0))
    async with (
        open_digests(engine, Keeping("", tmp_path), steady) as digests,
        open_house(engine, tmp_path, digests) as opened,
    ):
        await digests.clockwork.tick()  # as the first seconds of a process
        yield opened
        assert (opened.server.violations, opened.server.warnings) == ([], [])


async def say(house, command, words, values=None, **how):
    asked = await house.server.slash(f"kubecon digest {command}", values or {}, **{"permissions": _MANAGER, **how})
    await says(house.server, asked, words)
    return asked


async def kept(house):
    return [subscription for subscription, _ in await house.digests.office.all()]


async def test_a_channel_is_subscribed_with_its_options(house):
    await say(house, "on", "the next one on Tuesday, 24 November 2026, 09:30", SETTINGS)
    [wanted] = await kept(house)
    assert (wanted.place.channel, wanted.by) == (house.server.channel_id, house.server.alice["id"])
    assert (wanted.topics, wanted.timezone, wanted.has_countdown) == (("dra", "cilium"), "Europe/Amsterdam", True)


async def test_what_is_left_out_stays_as_it_is(house):
    await say(house, "on", "Digests are on", SETTINGS)
    await say(house, "on", "No threads ahead", {"countdown": False})
    [wanted] = await kept(house)
    assert (wanted.topics, wanted.has_countdown, wanted.at) == (("dra", "cilium"), False, dt.time(9, 30))


async def test_only_who_may_manage_the_channel_changes_anything(house):
    await say(house, "on", "people who may manage this channel", SETTINGS, permissions=_NO_PERMISSIONS)
    assert await kept(house) == []


async def test_a_direct_message_has_no_digests(house):
    await say(house, "on", "in the channels of a server", where="bot_dm")
    assert await kept(house) == []


async def test_off_means_off(house):
    await say(house, "on", "Digests are on", SETTINGS)
    await say(house, "off", "Digests are off in this channel")
    assert await kept(house) == []


async def test_settings_and_now_tell_what_they_do(house):
    await say(house, "settings", "No digests in this channel")
    await say(house, "on", "Digests are on", SETTINGS)
    await say(house, "settings", "Tuesdays at 09:30, Europe/Amsterdam")
    await say(house, "now", "A digest is on its way")


async def test_a_preview_is_what_will_be_posted_and_nobody_else_sees_it(house, clock):
    await say(house, "on", "Digests are on", SETTINGS)
    asked = await say(house, "preview", "KubeCon digest, 24 November 2026")
    await house.server.until(lambda: len(asked.followups) >= 1, "the rest")
    assert house.server.posted() == []
    clock.now = dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)
    await house.digests.clockwork.tick()
    await house.digests.clockwork.settle()
    [parent] = house.server.posted()
    posted = [text_of(message) for message in (parent, *house.server.posted(parent["id"]))]
    assert posted == [text_of(asked.message), *map(text_of, asked.followups)]


async def test_time_zones_and_topics_complete_while_they_are_typed(house):
    offered = await house.server.autocomplete("kubecon digest on", "timezone", "amster")
    await offered.answer()
    assert [choice["value"] for choice in offered.choices] == ["Europe/Amsterdam"]
    offered = await house.server.autocomplete("kubecon digest on", "topics", "cilium, prometh")
    await offered.answer()
    assert "cilium, Prometheus" in [choice["value"] for choice in offered.choices]


async def test_a_time_that_is_none_is_named(house):
    await say(house, "on", "“25:00” is no weekday, time, time zone or setting", {"time": "25:00"})
    assert await kept(house) == []
