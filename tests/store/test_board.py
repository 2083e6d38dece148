import asyncio
import datetime as dt

import pytest

from bot.cards.card import Card
from bot.store.board import THREADS_KEPT, Board
from tests.digests.conftest import MONDAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def days():
    return [MONDAY]


@pytest.fixture
def board(database, days):
    return Board(database, lambda: days[-1])


def titles(threads):
    return [(thread.parent.title, [reply.title for reply in thread.replies]) for thread in threads]


async def test_threads_come_newest_first_with_their_replies_in_order(board):
    for title in ("first", "second"):
        await board.post(title, "", Card(title))
        for number in range(3):
            await board.post(f"{title}-{number}", title, Card(f"{title} {number}"))
    threads = await board.threads()
    assert titles(threads) == [(one, [f"{one} {number}" for number in range(3)]) for one in ("second", "first")]
    assert {thread.posted_at for thread in threads} == {MONDAY}


async def test_a_message_is_posted_once_however_often_it_is_tried(board):
    await board.post("key", "", Card("as it was"))
    await board.post("key", "", Card("again"))
    assert titles(await board.threads()) == [("as it was", [])]


async def test_a_message_that_several_processes_post_at_once_is_there_once(board):
    await asyncio.gather(
        *(board.post("key", "", Card("one")) for _ in range(8)),
        return_exceptions=True,  # one that was too late may be refused, and finds the message there
    )
    assert titles(await board.threads()) == [("one", [])]
    assert await board.holds("key")
    assert not await board.holds("another")


async def test_old_threads_are_taken_down_with_their_replies_once_nothing_can_post_them_anew(board, days):
    for number in range(THREADS_KEPT + 5):
        await board.post(f"p{number}", "", Card(f"thread {number}"))
        await board.post(f"r{number}", f"p{number}", Card("reply"))
    shown = [thread.key for thread in await board.threads()]
    assert (len(shown), shown[0], shown[-1]) == (THREADS_KEPT, f"p{THREADS_KEPT + 4}", "p5")
    assert await board.holds("p0")
    days.append(MONDAY + 3 * DAY)
    await board.post("later", "", Card("later"))
    assert [await board.holds(key) for key in ("p0", "r0", "p5", "r5", "p6", "r6")] == [False] * 4 + [True] * 2
