import datetime as dt

import pytest
import time_machine

from adapters.slack.digest_outbox import SlackOutbox
from bot.digests.subscription import Place
from bot.store.database import open_database
from bot.store.subscriptions import Subscriptions
from tests.adapters.slack.conftest import MANIFEST, shown
from tests.digests.conftest import MONDAY
from tests.scheduler.house import LEASE, HandClock, Mortal, at_slack, process, states, subscribe, work
from tests.servers.slack_server import SlackServer

THREAD = ["KubeCon digest, 23 November 2026", "Takeaways on Otter"]


@pytest.fixture
async def slack():
    async with SlackServer(manifest=MANIFEST) as server:
        yield server
        assert server.violations == []
        assert server.warnings == []


@pytest.fixture
async def database(database_url, tmp_path):
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return HandClock(dt.datetime.fromtimestamp(MONDAY.timestamp(), dt.UTC))


@pytest.fixture(autouse=True)
def monday():
    """Let the stand-in's clock show the same day as the bot's."""
    with time_machine.travel(MONDAY, tick=True):
        yield


def outbox(slack):
    return SlackOutbox(slack.client(retry_handlers=[]))


def titles(slack, channel="C0GENERAL"):
    """Return the messages of a channel: each once, the replies in the parent's thread."""
    messages = slack.posted(channel)
    parents = [message for message in messages if not message.get("thread_ts")]
    assert all(message["thread_ts"] == parents[0]["ts"] for message in messages if message not in parents)
    return [message["blocks"][0]["text"]["text"] for message in messages]


async def test_a_digest_is_one_parent_and_its_thread(slack, database, clock):
    await subscribe(database, at_slack())
    await work(process(database, "first", clock, outbox(slack)), clock, 1)
    assert titles(slack) == THREAD
    assert "Takeaways on Badger" in shown(slack.posted()[1])
    assert await states(database, at_slack()) == ["sent"]
    first = slack.posted()[0]
    assert (first["unfurl_links"], first["unfurl_media"]) == (False, False)
    assert not first.get("reply_broadcast")


async def test_one_message_a_second_is_posted_in_a_channel(slack, database, clock):
    await subscribe(database, at_slack())
    await work(process(database, "first", clock, outbox(slack)), clock, 1)
    assert clock.slept == [1.0] * len(THREAD)


@pytest.mark.parametrize("survivor", ["same", "other"])
@pytest.mark.parametrize("at", range(len(THREAD)))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_process_that_dies_leaves_each_message_once(slack, database, clock, when, at, survivor):
    await subscribe(database, at_slack())
    mortal = Mortal(outbox(slack), when, at)
    dying = process(database, "first", clock, mortal)
    await dying.tick()
    await dying.settle()
    assert mortal.is_dead
    next_one = process(database, "first" if survivor == "same" else "second", clock, outbox(slack))
    await next_one.tick()
    clock.forward(seconds=LEASE)
    await work(next_one, clock, 3)
    assert titles(slack) == THREAD
    assert await states(database, at_slack()) == ["sent"]


FAULTS = {
    "busy": lambda slack: slack.fail("chat.postMessage", status=429, retry_after=7),
    "fault": lambda slack: slack.fail("chat.postMessage", status=500),
    "lost": lambda slack: slack.lose("chat.postMessage"),
    "internal": lambda slack: slack.fail("chat.postMessage", error="internal_error"),
}


class Faulty:
    """An outbox before whose so-manieth message something is planted."""

    def __init__(self, outbox, slack, fault, at):
        self._outbox, self._slack, self._fault, self._at = outbox, slack, fault, at
        self.platform, self.find, self.tell = outbox.platform, outbox.find, outbox.tell
        self._posted = 0

    async def post(self, letter):
        if self._posted == self._at:
            FAULTS[self._fault](self._slack)
        self._posted += 1
        return await self._outbox.post(letter)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("at", range(len(THREAD)))
@pytest.mark.parametrize("fault", FAULTS)
async def test_whatever_slack_answers_each_message_is_posted_once(slack, database, clock, fault, at, processes):
    await subscribe(database, at_slack())
    faulty = Faulty(outbox(slack), slack, fault, at)
    workers = [process(database, f"process {number}", clock, faulty) for number in range(processes)]
    for _ in range(4):
        for worker in workers:
            await work(worker, clock, 1)
    assert titles(slack) == THREAD
    assert await states(database, at_slack()) == ["sent"]


async def test_what_slack_asks_to_wait_is_waited(slack, database, clock):
    await subscribe(database, at_slack())
    slack.fail("chat.postMessage", status=429, retry_after=90)
    worker = process(database, "first", clock, outbox(slack))
    await work(worker, clock, 1)
    assert slack.posted() == []
    await work(worker, clock, 2)
    assert titles(slack) == THREAD


@pytest.mark.parametrize("at", range(len(THREAD)))
@pytest.mark.parametrize("error", ["is_archived", "channel_not_found", "not_in_channel"])
async def test_a_channel_that_is_gone_is_tried_once_and_its_subscriber_told_once(slack, database, clock, error, at):
    await subscribe(database, at_slack())
    worker = process(database, "first", clock, outbox(slack))
    if at:
        mortal = Mortal(outbox(slack), "after", at - 1)
        dying = process(database, "first", clock, mortal)
        await dying.tick()
        await dying.settle()
    slack.fail("chat.postMessage", error=error)
    clock.forward(seconds=LEASE)
    await work(worker, clock, 2)
    clock.forward(days=7)
    await work(worker, clock, 2)
    assert len(slack.posted()) == at
    [told] = slack.posted("D0ALICE")
    assert told["text"].startswith("The digests you asked for are paused")
    paused = await Subscriptions(database).get(at_slack())
    assert paused.paused.startswith("Slack's channel C0GENERAL")


async def test_two_processes_share_many_channels_and_post_each_once(slack, database, clock):
    slack.channels |= {f"C{number}": {**slack.channels["C0GENERAL"], "id": f"C{number}"} for number in range(12)}
    for number in range(12):
        await subscribe(database, at_slack(f"C{number}"))
    workers = [process(database, name, clock, outbox(slack)) for name in ("first", "second")]
    for _ in range(3):
        for worker in workers:
            await worker.tick()
    for worker in workers:
        await worker.settle()
    assert [titles(slack, f"C{number}") for number in range(12)] == [THREAD] * 12


async def test_where_nobody_subscribed_nothing_is_posted(slack, database, clock):
    await subscribe(database, Place("discord", "G1", "1"))
    await work(process(database, "first", clock, outbox(slack)), clock, 2)
    assert not [call for call in slack.calls if call.method == "chat.postMessage"]
