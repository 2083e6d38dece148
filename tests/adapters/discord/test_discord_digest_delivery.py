import dataclasses

import pytest
import time_machine

from adapters.discord.digest_outbox import DiscordOutbox
from bot.digests.subscription import Place
from bot.store.database import open_database
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY
from tests.scheduler.house import LEASE, HandClock, Mortal, process, states, subscribe, work
from tests.servers.discord_reading import text_of
from tests.servers.discord_rest import NONCE_SECONDS

_SEND = ("POST", "/channels/{channel_id}/messages")
_THREAD = ("POST", "/channels/{channel_id}/messages/{message_id}/threads")
PARENT, REPLY = "### KubeCon digest, 23 November 2026", "### Takeaways on Otter"


@pytest.fixture
async def database(tmp_path):
    opened = await open_database("", tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return HandClock(MONDAY)


@pytest.fixture(autouse=True)
def monday():
    """Let the ids of the stand-in's messages tell the time that the bot's clock tells."""
    with time_machine.travel(MONDAY, tick=True):
        yield


@pytest.fixture
async def place(house, database):
    wanted = await subscribe(database, Place("discord", house.server.guild_id, house.server.channel_id))
    by_alice = dataclasses.replace(wanted, by=house.server.alice["id"])
    await Subscriptions(database).put(by_alice, MONDAY)
    return wanted.place


def first_lines(house):
    """Return what was posted: the parent in the channel, the replies in its thread."""
    [*parents] = house.server.posted()
    replies = house.server.posted(parents[0]["id"]) if parents else []
    return [text_of(message).splitlines()[0] for message in (*parents, *replies)]


async def test_a_digest_is_one_parent_and_its_thread(house, database, clock, place):
    await work(process(database, "first", clock, DiscordOutbox(house.client)), clock, 1)
    assert first_lines(house) == [PARENT, REPLY]
    assert await states(database, place) == ["sent"]
    thread = house.server.channels[house.server.posted()[0]["id"]]
    assert thread["name"] == PARENT.removeprefix("### ")


@pytest.mark.parametrize("aged", [0, NONCE_SECONDS + 1], ids=["at once", "when the nonce is forgotten"])
@pytest.mark.parametrize(("when", "at"), [("before", 0), ("after", 0), ("before", 1), ("after", 1)])
async def test_a_process_that_dies_leaves_each_message_once(house, database, place, when, at, aged):
    clock = HandClock(MONDAY)
    mortal = Mortal(DiscordOutbox(house.client), when, at)
    dying = process(database, "first", clock, mortal)
    await dying.tick()
    await dying.settle()
    assert mortal.is_dead
    house.server.skew = aged
    next_one = process(database, "second", clock, DiscordOutbox(house.client))
    await next_one.tick()
    clock.forward(seconds=LEASE)
    await work(next_one, clock, 2)
    assert first_lines(house) == [PARENT, REPLY]
    assert await states(database, place) == ["sent"]


@pytest.mark.parametrize(
    "plant",
    [
        lambda server: server.fail(*_SEND, status=500),
        lambda server: server.lose(*_SEND),
        lambda server: server.fail(*_SEND, status=429, retry_after=0.2),
        lambda server: server.lose(*_THREAD),
    ],
    ids=["fault", "lost", "busy", "thread lost"],
)
async def test_whatever_discord_answers_each_message_is_posted_once(house, database, clock, place, plant):
    plant(house.server)
    await work(process(database, "first", clock, DiscordOutbox(house.client)), clock, 3)
    assert first_lines(house) == [PARENT, REPLY]
    assert await states(database, place) == ["sent"]


@pytest.mark.parametrize("gone", [(404, 10003), (403, 50001), (403, 50013)])
async def test_a_channel_that_is_gone_is_tried_once_and_its_subscriber_told(house, database, clock, place, gone):
    status, code = gone
    house.server.fail(*_SEND, status=status, code=code)
    worker = process(database, "first", clock, DiscordOutbox(house.client))
    await work(worker, clock, 2)
    clock.forward(days=7)
    await work(worker, clock, 2)
    assert house.server.posted() == []
    told = [message for channel in house.server.messages for message in house.server.posted(channel)]
    assert ["paused" in text_of(message) for message in told] == [True]
    assert await states(database, place) == ["failed"]
