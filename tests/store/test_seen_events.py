import asyncio
import datetime as dt

import pytest
import sqlalchemy as sa

from bot.store.database import open_database
from bot.store.seen_events import SeenEvents
from bot.store.tables import seen_events
from emulators.timeouts import PATIENCE_SECONDS
from tests.digests.conftest import MONDAY


class Clock:
    def __init__(self):
        self.now = MONDAY

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def seen(database, clock):
    return SeenEvents(database, clock, PATIENCE_SECONDS)


async def test_an_event_is_new_once(seen):
    assert [await seen.is_first(key) for key in ("one", "two", "one", "two")] == [True, True, False, False]


async def test_another_process_on_the_same_database_knows_it_too(seen, database_url, tmp_path, clock):
    assert await seen.is_first("one")
    other = await open_database(database_url, tmp_path)
    assert not await SeenEvents(other, clock).is_first("one")
    await other.close()


async def test_of_many_that_come_at_once_one_alone_is_new(seen):
    assert sum(await asyncio.gather(*(seen.is_first("one") for _ in range(20)))) == 1


async def test_after_two_days_it_is_forgotten(seen, clock, database):
    await seen.is_first("one")
    clock.now += dt.timedelta(days=1, hours=23)
    assert not await seen.is_first("one")
    clock.now += dt.timedelta(hours=2)
    assert await seen.is_first("two")
    async with database.transaction() as connection:
        assert (await connection.execute(sa.select(seen_events.c.key))).scalars().all() == ["two"]


async def test_where_the_database_is_of_no_use_an_event_counts_as_new(new_database_url, tmp_path, clock, caplog):
    broken = await open_database(new_database_url, tmp_path)
    async with broken.transaction() as connection:
        await connection.execute(sa.text("DROP TABLE seen_events"))
    assert [await SeenEvents(broken, clock).is_first("one") for _ in range(2)] == [True, True]
    await broken.close()
    assert "an event was not remembered" in caplog.text


async def test_a_database_that_others_hold_up_keeps_no_answer_waiting(database, clock):
    seen = SeenEvents(database, clock, patience_seconds=0.1)
    async with database.transaction() as connection:
        await connection.execute(sa.insert(seen_events).values(key="one", seen_at=0))
        assert await seen.is_first("one")
