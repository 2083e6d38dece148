import logging

import pytest

from adapters.server.deliver_once import deliver_due
from adapters.web.publisher import PAGE, WebPublisher
from bot.cards.notices import paused_card
from bot.errors import BotError
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.page_threads import PageThreads
from emulators.discord.server import DiscordServer
from tests.adapters.web.conftest import digests_of
from tests.delivery.harness import LEASE, KillablePublisher, ManualClock, process, states, subscribe, work
from tests.delivery.test_surviving import Gone
from tests.digests.conftest import MONDAY

THREAD = ("KubeCon digest, 23 November 2026", ["Takeaways on Otter"])


@pytest.fixture
async def database(database_url, tmp_path):
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return ManualClock(MONDAY)


@pytest.fixture
def page_threads(database, clock):
    return PageThreads(database, clock.clock().now)


async def shown(page_threads):
    return [(one.parent.title, [reply.title for reply in one.replies]) for one in await page_threads.threads()]


async def test_a_digest_is_one_parent_and_its_thread(database, clock, page_threads):
    await subscribe(database, PAGE)
    await work(process(database, "first", clock, WebPublisher(page_threads)), clock, 1)
    assert await shown(page_threads) == [THREAD]
    assert await states(database, PAGE) == ["sent"]


@pytest.mark.parametrize("survivor", ["same", "other"])
@pytest.mark.parametrize("at", range(2))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_process_that_dies_leaves_each_message_once(database, clock, page_threads, when, at, survivor):
    await subscribe(database, PAGE)
    mortal = KillablePublisher(WebPublisher(page_threads), when, at)
    dying = process(database, "first", clock, mortal)
    await dying.tick()
    await dying.settle()
    assert mortal.is_dead
    next_one = process(database, "first" if survivor == "same" else "second", clock, WebPublisher(page_threads))
    await next_one.tick()
    clock.forward(seconds=LEASE)
    await work(next_one, clock, 3)
    assert await shown(page_threads) == [THREAD]
    assert await states(database, PAGE) == ["sent"]


@pytest.mark.parametrize("after", range(4, 28))
async def test_a_database_that_is_gone_for_a_while_costs_no_message_and_doubles_none(tmp_path, clock, after):
    opened = await open_database("", tmp_path)
    await subscribe(opened, PAGE)
    gone = Gone(opened, after, 7)
    await work(process(gone, "first", clock, WebPublisher(PageThreads(gone, clock.clock().now))), clock, 15)
    assert await shown(PageThreads(opened, clock.clock().now)) == [THREAD]
    assert await states(opened, PAGE) == ["sent"]
    await opened.close()


async def test_two_processes_show_the_page_each_digest_once(database, clock, page_threads):
    await subscribe(database, PAGE)
    workers = [process(database, f"process {number}", clock, WebPublisher(page_threads)) for number in range(2)]
    for worker in workers:
        await worker.tick()
    for worker in workers:
        await worker.settle()
    assert await shown(page_threads) == [THREAD]


async def test_what_nobody_can_be_told_in_private_is_logged(page_threads, caplog):
    with caplog.at_level(logging.WARNING):
        await WebPublisher(page_threads).notify_user(PAGE, "page", paused_card("the page is gone"))
    told = "not shown to anyone channel=web//page notice=The digests you asked for are paused: the page is gone"
    assert told in caplog.text


async def test_what_is_due_on_the_page_is_posted_without_serving_it(page_engine):
    clock = ManualClock()
    async with digests_of(page_engine, clock) as digests:
        await digests.subscription_service.answer(PAGE, "page", "weekly mon 09:00 UTC topics dra")
        clock.at = MONDAY
        await deliver_due(Settings(), digests)
        assert [thread.parent.title for thread in await digests.page_threads.threads()] == [
            "KubeCon digest, 23 November 2026"
        ]


@pytest.mark.parametrize("how", ["a page with status 200", "a page with status 401", "a closed connection"])
async def test_a_discord_that_answers_oddly_is_told_of_after_the_others_are_served(page_engine, how):
    clock = ManualClock()
    async with DiscordServer() as discord, digests_of(page_engine, clock) as digests:
        discord.odd.plant("/users/@me", how)
        await digests.subscription_service.answer(PAGE, "page", "weekly mon 09:00 UTC topics dra")
        clock.at = MONDAY
        with discord.attach(), pytest.raises(BotError, match="Discord cannot be reached"):
            await deliver_due(Settings(discord_token=discord.token, discord_api_url=discord.rest_url), digests)
        assert [thread.parent.title for thread in await digests.page_threads.threads()] == [
            "KubeCon digest, 23 November 2026"
        ]
