import datetime as dt

import pytest
from aiohttp import web

from adapters.slack.publisher import SlackPublisher
from adapters.slack.workspaces import OneWorkspace
from bot.delivery.protocol import ChannelGoneError, MessageRejectedError, OutcomeUnknownError, RetryLaterError
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage
from emulators.fault_points import PARENT, REPLY, stand_in
from emulators.slack.server import SlackServer
from tests.adapters.slack.conftest import MANIFEST, shown
from tests.delivery.harness import ManualClock, at_slack, process, states, subscribe, work
from tests.digests.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("monday")
LETTER = OutgoingMessage(at_slack(), Card("Otters", alt_text="Otters"), "c0ffee" * 4)


@pytest.fixture
async def at():
    async with stand_in("slack", manifest=MANIFEST) as opened:
        yield opened


@pytest.fixture
def slack(at):
    return at.server


@pytest.fixture
def clock():
    return ManualClock(MONDAY)


@pytest.fixture
async def publisher(at):
    return await at.publisher()


async def test_a_digest_is_one_parent_and_its_thread(at, publisher, database, clock):
    await subscribe(database, at_slack())
    await work(process(database, "first", clock, publisher), clock, 1)
    assert at.titles() == [PARENT, REPLY]
    assert "Takeaways on Badger" in shown(at.server.posted()[1])
    assert await states(database, at_slack()) == ["sent"]
    first = at.server.posted()[0]
    assert (first["unfurl_links"], first["unfurl_media"]) == (False, False)
    assert not first.get("reply_broadcast")


async def test_one_message_a_second_is_posted_in_a_channel(publisher, database, clock):
    await subscribe(database, at_slack())
    await work(process(database, "first", clock, publisher), clock, 1)
    assert clock.slept == [1.0, 1.0]


async def test_what_slack_asks_to_wait_is_waited(at, publisher, slack, database, clock):
    await subscribe(database, at_slack())
    slack.fail("chat.postMessage", status=429, retry_after=90)
    worker = process(database, "first", clock, publisher)
    await work(worker, clock, 1)
    assert slack.posted() == []
    await work(worker, clock, 2)
    assert at.titles() == [PARENT, REPLY]


@pytest.mark.parametrize(("asked", "waited"), [("3600", 3600), ("2.5", 3), ("1e9", 30), ("86400", 3600)])
async def test_no_wait_is_longer_than_an_hour(publisher, slack, database, clock, asked, waited):
    await subscribe(database, at_slack())
    slack.fail("chat.postMessage", status=429, retry_after=asked)
    worker = process(database, "first", clock, publisher)
    await worker.tick()
    await worker.settle()
    clock.forward(seconds=waited - 2)
    assert not await worker.tick()
    clock.forward(seconds=3)
    assert await worker.tick()
    await worker.settle()


async def test_two_processes_share_many_channels_and_post_each_once(slack, at, database, clock):
    channels = [f"C{number}" for number in range(12)]
    slack.channels |= {channel: {**slack.channels["C0GENERAL"], "id": channel} for channel in channels}
    for channel in channels:
        await subscribe(database, at_slack(channel))
    workers = [process(database, name, clock, await at.publisher()) for name in ("first", "second")]
    for _ in range(3):
        for worker in workers:
            await worker.tick()
    for worker in workers:
        await worker.settle()
    assert [len(slack.posted(channel)) for channel in channels] == [2] * 12


async def test_where_nobody_subscribed_nothing_is_posted(slack, publisher, database, clock):
    await subscribe(database, Channel("discord", "G1", "1"))
    await work(process(database, "first", clock, publisher), clock, 2)
    assert not [call for call in slack.calls if call.method == "chat.postMessage"]


def chat(slack, number):
    """Let people write so many messages."""
    for one in range(number):
        slack.messages["C0GENERAL"].append({"ts": f"{slack.now():.0f}.{one:06}", "text": "otters!", "user": "U0ALICE"})


async def test_a_message_is_found_below_what_people_wrote_since(publisher, slack):
    posted_as = await publisher.post(LETTER)
    chat(slack, 450)
    assert await publisher.find_posted(LETTER, MONDAY) == posted_as


async def test_not_more_than_a_few_pages_are_read(publisher, slack):
    chat(slack, 3000)
    assert await publisher.find_posted(LETTER, MONDAY) == ""
    assert len([call for call in slack.calls if call.method == "conversations.history"]) == 5


@pytest.mark.parametrize("hours", [-7, 7])
async def test_a_message_is_found_when_the_clock_was_wrong_as_it_was_sent(publisher, hours):
    posted_as = await publisher.post(LETTER)
    assert await publisher.find_posted(LETTER, MONDAY + dt.timedelta(hours=hours)) == posted_as


async def test_a_parent_that_a_person_deletes_ends_the_digest_and_pauses_nothing(at, publisher, slack, database, clock):
    await subscribe(database, at_slack())

    def delete():
        slack.messages["C0GENERAL"].clear()
        slack.fail("chat.postMessage", error="thread_not_found")

    broken = await at.publisher(at=1, before=delete)
    await work(process(database, "first", clock, broken), clock, 2)
    assert slack.posted() == []
    assert await states(database, at_slack()) == ["failed"]
    clock.forward(days=7)
    await work(process(database, "first", clock, publisher), clock, 1)
    assert len(slack.posted()) == 2


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("is_archived", ChannelGoneError),
        ("rate_limited", RetryLaterError),
        ("message_limit_exceeded", RetryLaterError),
        ("token_revoked", RetryLaterError),
        ("restricted_action_thread_locked", MessageRejectedError),
        ("invalid_blocks", MessageRejectedError),
        ("something_new", OutcomeUnknownError),
    ],
)
async def test_what_slack_refuses_is_told_apart(publisher, slack, error, kind):
    slack.fail("chat.postMessage", error=error)
    with pytest.raises(kind, match="Slack"):
        await publisher.post(LETTER)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"status": 502, "text": "Bad Gateway", "content_type": "text/plain"}, OutcomeUnknownError),
        ({"status": 502, "text": "<html>", "content_type": "text/html"}, OutcomeUnknownError),
        ({"status": 502, "text": "<html>", "content_type": "application/json"}, OutcomeUnknownError),
        ({"status": 429, "text": "slow down", "content_type": "text/plain"}, RetryLaterError),
    ],
    ids=str,
)
async def test_an_answer_that_is_not_slacks_own_is_no_fault_of_the_bot(aiohttp_free_server, answer, kind):
    publisher = SlackPublisher(OneWorkspace(await aiohttp_free_server(answer)))
    with pytest.raises(kind, match="Slack"):
        await publisher.post(LETTER)


@pytest.fixture
async def aiohttp_free_server():
    """Return what makes a client of a server that answers everything alike."""
    async with SlackServer() as known:
        runners = []

        async def make(answer):
            async def tell(_request):
                return web.Response(**answer)

            app = web.Application()
            app.router.add_route("*", "/api/{method}", tell)
            runners.append(web.AppRunner(app))
            await runners[0].setup()
            await web.TCPSite(runners[0], "127.0.0.1", 0).start()
            client = known.client(retry_handlers=[])
            client.base_url = f"http://127.0.0.1:{runners[0].addresses[0][1]}/api/"
            return client

        yield make
        for runner in runners:
            await runner.cleanup()
