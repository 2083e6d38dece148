import asyncio
import datetime as dt

import pytest

from bot.model.card import Card
from bot.store.page_threads import THREADS_KEPT, PageThreads
from tests.digests.conftest import MONDAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def days():
    return [MONDAY]


@pytest.fixture
def page_threads(database, days):
    return PageThreads(database, lambda: days[-1])


def titles(threads):
    return [(thread.parent.title, [reply.title for reply in thread.replies]) for thread in threads]


async def test_threads_come_newest_first_with_their_replies_in_order(page_threads):
    for title in ("first", "second"):
        await page_threads.post(title, "", Card(title))
        for number in range(3):
            await page_threads.post(f"{title}-{number}", title, Card(f"{title} {number}"))
    threads = await page_threads.threads()
    assert titles(threads) == [(one, [f"{one} {number}" for number in range(3)]) for one in ("second", "first")]
    assert {thread.posted_at for thread in threads} == {MONDAY}


async def test_a_message_is_posted_once_however_often_it_is_tried(page_threads):
    await page_threads.post("key", "", Card("as it was"))
    await page_threads.post("key", "", Card("again"))
    assert titles(await page_threads.threads()) == [("as it was", [])]


async def test_a_message_that_several_processes_post_at_once_is_there_once(page_threads):
    await asyncio.gather(
        *(page_threads.post("key", "", Card("one")) for _ in range(8)),
        return_exceptions=True,  # one that was too late may be refused, and finds the message there
    )
    assert titles(await page_threads.threads()) == [("one", [])]
    assert await page_threads.contains("key")
    assert not await page_threads.contains("another")


async def test_old_threads_are_taken_down_with_their_replies_once_nothing_can_post_them_anew(page_threads, days):
    for number in range(THREADS_KEPT + 5):
        await page_threads.post(f"p{number}", "", Card(f"thread {number}"))
        await page_threads.post(f"r{number}", f"p{number}", Card("reply"))
    shown = [thread.key for thread in await page_threads.threads()]
    assert (len(shown), shown[0], shown[-1]) == (THREADS_KEPT, f"p{THREADS_KEPT + 4}", "p5")
    assert await page_threads.contains("p0")
    days.append(MONDAY + 3 * DAY)
    await page_threads.post("later", "", Card("later"))
    assert [await page_threads.contains(key) for key in ("p0", "r0", "p5", "r5", "p6", "r6")] == [False] * 4 + [
        True
    ] * 2
