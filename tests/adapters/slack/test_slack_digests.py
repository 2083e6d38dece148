import asyncio
import dataclasses
import datetime as dt
from contextlib import asynccontextmanager

import pytest

from adapters.slack.door import SlackDoor
from adapters.slack.socket_mode import Patience
from bot.scheduler.clock import Clock
from bot.scheduler.opening import Keeping, open_digests
from tests.adapters.slack.conftest import MANIFEST, settings_for, shown
from tests.digests.conftest import MONDAY
from tests.scheduler.house import at_slack
from tests.servers.slack_server import SlackServer


@dataclasses.dataclass
class SetClock:
    """Tell the time that a test sets."""

    now: dt.datetime = MONDAY


@asynccontextmanager
async def opened(slack, engine, home, clock):
    """Open the door with digests behind it, which do not wait between messages."""
    steady = Clock(lambda: clock.now, sleep=lambda _seconds: asyncio.sleep(0))
    async with open_digests(engine, Keeping("", home), steady) as digests:
        door = SlackDoor(
            settings_for(slack), engine, lambda: clock.now, Patience(check=0.05, ping=0.2), digests=digests
        )
        stop = asyncio.Event()
        task = asyncio.create_task(door.run(stop))
        try:
            await slack.wait_connected()
            yield digests
        finally:
            stop.set()
            await task


@pytest.fixture
async def slack():
    async with SlackServer(manifest=MANIFEST) as server:
        yield server
        assert server.violations == []
        assert server.warnings == []


@pytest.fixture
def clock():
    return SetClock()


@pytest.fixture
async def digests(slack, small_engine, tmp_path, clock):
    async with opened(slack, small_engine, tmp_path, clock) as found:
        await found.clockwork.tick()  # as the first seconds of a process
        yield found


async def say(slack, typed, number=1):
    before = len(slack.ephemerals)
    await (await slack.slash("/kubecon", typed)).ack()
    await slack.wait_for("response_url", n=before + number)
    return slack.ephemerals[before:]


async def kept(digests):
    return [subscription for subscription, _ in await digests.office.all()]


async def test_a_channel_subscribes_itself_in_words(slack, digests):
    [told] = await say(slack, "digest weekly tue 09:30 Europe/Amsterdam topics dra, cilium")
    assert "the next one on Tuesday, 24 November 2026, 09:30" in shown(told)
    [wanted] = await kept(digests)
    assert (wanted.place, wanted.by, wanted.topics) == (at_slack(), "U0ALICE", ("dra", "cilium"))


async def test_the_time_zone_is_that_of_the_asker_where_none_is_typed(slack, digests):
    await say(slack, "digest weekly tue 09:30")
    assert [one.timezone for one in await kept(digests)] == ["Europe/London"]


async def test_off_means_off(slack, digests):
    await say(slack, "digest on")
    [told] = await say(slack, "digest off")
    assert "Digests are off in this channel" in shown(told)
    assert await kept(digests) == []


async def test_a_preview_is_what_will_be_posted_and_nobody_else_sees_it(slack, digests, clock):
    await say(slack, "digest weekly tue 09:30 topics dra")
    await (await slack.slash("/kubecon", "digest preview")).ack()
    await slack.settle(0.1)
    previewed = [message["blocks"][0]["text"]["text"] for message in slack.ephemerals[1:]]
    assert slack.posted() == []
    clock.now = dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)
    await digests.clockwork.tick()
    await digests.clockwork.settle()
    assert [message["blocks"][0]["text"]["text"] for message in slack.posted()] == previewed
    without_controls = [shown(message).replace(" Dismiss", "") for message in slack.ephemerals[1:]]
    assert [shown(message) for message in slack.posted()] == without_controls


@pytest.mark.usefixtures("digests")
async def test_asked_for_at_once_twice_it_is_posted_once(slack):
    await say(slack, "digest weekly tue 09:30 topics dra")
    assert "on its way" in shown((await say(slack, "digest now"))[0])
    assert "a moment ago" in shown((await say(slack, "digest now"))[0])


async def test_what_is_not_understood_is_told_with_an_example(slack, digests):
    [told] = await say(slack, "digest weekly someday")
    assert "“someday” is no weekday, time, time zone or setting" in shown(told)
    assert await kept(digests) == []


@pytest.mark.usefixtures("digests")
async def test_a_channel_without_digests_is_told_how_to_have_them(slack):
    [told] = await say(slack, "digest now")
    assert "No digests in this channel" in shown(told)


@pytest.mark.usefixtures("digests")
async def test_the_name_of_a_project_that_begins_so_is_still_looked_up(slack):
    [told] = await say(slack, "digestion of prometheus")
    assert "No digests in this channel" not in shown(told)
