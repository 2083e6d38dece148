import logging

import pytest

from adapters.delivering import deliver_due
from adapters.web.digest_outbox import PAGE, WebOutbox
from bot.cards.notices import paused_card
from bot.settings import Settings
from bot.store.board import Board
from bot.store.database import open_database
from tests.adapters.web.conftest import digests_of
from tests.digests.conftest import MONDAY
from tests.scheduler.house import LEASE, HandClock, Mortal, process, states, subscribe, work
from tests.scheduler.test_surviving import Gone

THREAD = ("KubeCon digest, 23 November 2026", ["Takeaways on Otter"])


@pytest.fixture
async def database(database_url, tmp_path):
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return HandClock(MONDAY)


@pytest.fixture
def board(database, clock):
    return Board(database, clock.clock().now)


async def shown(board):
    return [(one.parent.title, [reply.title for reply in one.replies]) for one in await board.threads()]


async def test_a_digest_is_one_parent_and_its_thread(database, clock, board):
    await subscribe(database, PAGE)
    await work(process(database, "first", clock, WebOutbox(board)), clock, 1)
    assert await shown(board) == [THREAD]
    assert await states(database, PAGE) == ["sent"]


@pytest.mark.parametrize("survivor", ["same", "other"])
@pytest.mark.parametrize("at", range(2))
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_process_that_dies_leaves_each_message_once(database, clock, board, when, at, survivor):
    await subscribe(database, PAGE)
    mortal = Mortal(WebOutbox(board), when, at)
    dying = process(database, "first", clock, mortal)
    await dying.tick()
    await dying.settle()
    assert mortal.is_dead
    next_one = process(database, "first" if survivor == "same" else "second", clock, WebOutbox(board))
    await next_one.tick()
    clock.forward(seconds=LEASE)
    await work(next_one, clock, 3)
    assert await shown(board) == [THREAD]
    assert await states(database, PAGE) == ["sent"]


@pytest.mark.parametrize("after", range(4, 28))
async def test_a_database_that_is_gone_for_a_while_costs_no_message_and_doubles_none(tmp_path, clock, after):
    opened = await open_database("", tmp_path)
    await subscribe(opened, PAGE)
    gone = Gone(opened, after, 7)
    await work(process(gone, "first", clock, WebOutbox(Board(gone, clock.clock().now))), clock, 15)
    assert await shown(Board(opened, clock.clock().now)) == [THREAD]
    assert await states(opened, PAGE) == ["sent"]
    await opened.close()


async def test_two_processes_show_the_page_each_digest_once(database, clock, board):
    await subscribe(database, PAGE)
    workers = [process(database, f"process {number}", clock, WebOutbox(board)) for number in range(2)]
    for worker in workers:
        await worker.tick()
    for worker in workers:
        await worker.settle()
    assert await shown(board) == [THREAD]


async def test_what_nobody_can_be_told_in_private_is_logged(board, caplog):
    with caplog.at_level(logging.WARNING):
        await WebOutbox(board).tell(PAGE, "page", paused_card("the page is gone"))
    assert "place=web//page told=The digests you asked for are paused: the page is gone" in caplog.text


async def test_what_is_due_on_the_page_is_posted_without_serving_it(page_engine):
    clock = HandClock()
    async with digests_of(page_engine, clock) as digests:
        await digests.office.answer(PAGE, "page", "weekly mon 09:00 UTC topics dra")
        clock.at = MONDAY
        await deliver_due(Settings(), digests)
        assert [thread.parent.title for thread in await digests.board.threads()] == ["KubeCon digest, 23 November 2026"]
