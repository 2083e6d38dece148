import asyncio
import dataclasses
import datetime as dt

import pytest

from adapters.discord.publisher import DiscordPublisher
from bot.delivery.protocol import ChannelGoneError, MessageRejectedError, OutcomeUnknownError, RetryLaterError
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage
from bot.store.subscriptions import Subscriptions
from emulators.discord.read_message import text_of
from emulators.discord.rest import NONCE_SECONDS
from emulators.fault_points import PARENT, REPLY, die, stand_in
from tests.delivery.harness import ManualClock, process, states, subscribe, work
from tests.digests.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("monday")
_SEND = ("POST", "/channels/{channel_id}/messages")
_THREAD = ("POST", "/channels/{channel_id}/messages/{message_id}/threads")
KEY, OTHER_KEY = "c0ffee" * 4, "decade" * 4


@pytest.fixture
async def at():
    async with stand_in("discord") as opened:
        yield opened


@pytest.fixture
def server(at):
    return at.server


@pytest.fixture
def clock():
    return ManualClock(MONDAY)


@pytest.fixture
async def publisher(at):
    return await at.publisher()


@pytest.fixture
async def place(at, database):
    wanted = await subscribe(database, at.channel)
    await Subscriptions(database).put(dataclasses.replace(wanted, by=at.person), MONDAY)
    return wanted.channel


def outgoing(at, key=KEY, thread="", title="Otters this week"):
    return OutgoingMessage(at.channel, Card("Otters", alt_text="Otters"), key, thread, title)


async def test_the_connected_bot_posts_one_parent_and_its_thread(logged_in, database, clock):
    place = Channel("discord", logged_in.server.guild_id, logged_in.server.channel_id)
    await subscribe(database, place)
    await work(process(database, "first", clock, DiscordPublisher(logged_in.client)), clock, 1)
    [parent] = logged_in.server.posted()
    [reply] = logged_in.server.posted(parent["id"])
    assert PARENT in text_of(parent)
    assert REPLY in text_of(reply)
    assert logged_in.server.channels[parent["id"]]["name"] == PARENT
    assert await states(database, place) == ["sent"]


@pytest.mark.parametrize("step", [0, 1, 2])
async def test_a_process_that_dies_leaves_each_message_once_when_the_nonce_is_forgotten(
    at, publisher, database, clock, place, step
):
    dying = process(database, "first", clock, await at.publisher(at=step, after=die))
    await dying.tick()
    await dying.settle()
    at.server.skew = NONCE_SECONDS + 1
    await work(process(database, "first", clock, publisher), clock, 2)
    assert at.titles() == [PARENT, REPLY]
    assert await states(database, place) == ["sent"]


async def test_two_digests_with_the_same_words_are_told_apart(at, server, publisher):
    first = await publisher.post(outgoing(at))
    server.skew = NONCE_SECONDS + 1
    assert await publisher.find_posted(outgoing(at, OTHER_KEY), MONDAY) == ""
    second = await publisher.post(outgoing(at, OTHER_KEY))
    assert [await publisher.find_posted(outgoing(at, key), MONDAY) for key in (KEY, OTHER_KEY)] == [first, second]


async def chat(server, number, channel=None):
    """Let people write so many messages."""
    channel = channel or server.channel_id
    for _ in range(number):
        said = server.make_message(server.alice, channel, {"content": "otters!"})
        server.messages.setdefault(channel, []).append(said)


async def test_a_message_is_found_below_what_people_wrote_since(at, server, publisher):
    posted_as = await publisher.post(outgoing(at))
    await chat(server, 450)
    assert await publisher.find_posted(outgoing(at), MONDAY) == posted_as


async def test_not_more_than_a_thousand_messages_are_read(at, server, publisher):
    await chat(server, 3000)
    assert await publisher.find_posted(outgoing(at), MONDAY) == ""
    assert len([call for call in server.calls if call.method == "GET" and call.route == _SEND[1]]) == 10


@pytest.mark.parametrize("hours", [-7, 7])
async def test_a_message_is_found_when_the_clock_was_wrong_as_it_was_sent(at, publisher, hours):
    posted_as = await publisher.post(outgoing(at))
    assert await publisher.find_posted(outgoing(at), MONDAY + dt.timedelta(hours=hours)) == posted_as


async def test_a_thread_that_a_person_has_begun_on_the_parent_is_used(at, server, publisher):
    parent = await publisher.post(outgoing(at))
    await server.thread(server.channel_id, {"name": "What otters say"}, parent)
    reply = await publisher.post(outgoing(at, OTHER_KEY, parent))
    assert [message["id"] for message in server.posted(parent)] == [reply]


async def test_a_thread_that_a_person_deletes_is_made_anew(at, server, publisher):
    parent = await publisher.post(outgoing(at))
    await publisher.post(outgoing(at, OTHER_KEY, parent))
    del server.channels[parent], server.posted()[0]["thread"]
    last = await publisher.post(outgoing(at, "abba" * 6, parent))
    assert server.posted(parent)[-1]["id"] == last


async def test_a_thread_that_cannot_be_made_anew_ends_the_digest_and_pauses_nothing(at, server, publisher):
    parent = await publisher.post(outgoing(at))
    await publisher.post(outgoing(at, OTHER_KEY, parent))
    del server.channels[parent]
    with pytest.raises(MessageRejectedError, match="the thread of the digest was deleted"):
        await publisher.post(outgoing(at, "abba" * 6, parent))


async def test_a_parent_that_a_person_deletes_ends_the_digest_and_pauses_nothing(at, database, clock, place):
    broken = await at.publisher(at=1, before=at.delete)
    await work(process(database, "first", clock, broken), clock, 2)
    assert await states(database, place) == ["failed"]
    assert not (await Subscriptions(database).get(place)).paused


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("seconds", [45, 3600])
async def test_a_long_wait_is_waited_without_asking_again(at, publisher, database, clock, seconds):
    server = at.server
    server.fail(*_SEND, status=429, retry_after=seconds)
    worker = process(database, "first", clock, publisher)
    await worker.tick()
    await worker.settle()
    asked = len(server.calls)
    clock.forward(seconds=seconds - 1)
    assert not await worker.tick()
    assert len(server.calls) == asked
    clock.forward(seconds=3)
    await work(worker, clock, 1)
    assert at.titles() == [PARENT, REPLY]


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, 50001, ChannelGoneError),
        (404, 10003, ChannelGoneError),
        (403, 0, OutcomeUnknownError),
        (401, 0, RetryLaterError),
        (400, 50035, MessageRejectedError),
        (400, 50083, MessageRejectedError),
        (503, 0, OutcomeUnknownError),
    ],
)
async def test_what_discord_refuses_is_told_apart(at, server, publisher, status, code, kind):
    server.fail(*_SEND, status=status, code=code)
    with pytest.raises(kind, match="Discord"):
        await publisher.post(outgoing(at))


async def test_what_the_library_tries_again_by_itself_is_posted_once(at, server, publisher):
    server.lose(*_SEND, status=500)
    assert await publisher.post(outgoing(at)) == server.posted()[0]["id"]
    assert len(server.posted()) == 1


async def test_who_stops_waiting_for_a_busy_discord_does_not_keep_others_waiting(at, server, publisher):
    server.fail(*_SEND, status=429, retry_after=0.3, is_global=True)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(publisher.post(outgoing(at)), 0.1)
    await asyncio.wait_for(publisher.post(outgoing(at, OTHER_KEY)), 5)
    assert len(server.posted()) == 2


async def test_a_connection_that_was_closed_is_waited_for(at, publisher):
    await publisher._client.close()  # noqa: SLF001 - as the door does before it connects anew
    for asked in (
        publisher.post(outgoing(at)),
        publisher.find_posted(outgoing(at), MONDAY),
        publisher.notify_user(at.channel, at.person, Card("x")),
    ):
        with pytest.raises(RetryLaterError, match="Discord is not connected"):
            await asked
