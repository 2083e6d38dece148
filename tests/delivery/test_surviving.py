"""What digests survive beside crashes: a database that is gone for a while, a disk that is full."""

import logging
from contextlib import asynccontextmanager

import pytest

from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.errors import StoreError
from bot.store.database import open_database
from tests.database_template import put_database
from tests.delivery.harness import SmallEngine, process, states, subscribe, work
from tests.delivery.test_planner import CHANNEL, FakePublisher
from tests.digests.conftest import MONDAY


@pytest.fixture
async def database(tmp_path):
    put_database(tmp_path / "kubecon.db")
    opened = await open_database("", tmp_path)
    yield opened
    await opened.close()


class Gone:
    """A database that is gone after so many transactions, for so many."""

    def __init__(self, database, after, attempts):
        self._database, self._after, self._attempts = database, after, attempts

    @asynccontextmanager
    async def transaction(self):
        self._after -= 1
        if -self._attempts <= self._after < 0:
            raise StoreError("the database cannot be used now (gone)")
        async with self._database.transaction() as connection:
            yield connection


class Sharp(FakePublisher):
    """A platform where what was posted is found again."""

    async def find_posted(self, outgoing, _since):
        known = [one.key for one in self.outgoings]
        return str(known.index(outgoing.key) + 1) if outgoing.key in known else ""


@pytest.mark.parametrize("after", range(4, 24))
async def test_a_database_that_is_gone_for_a_while_costs_no_message_and_doubles_none(database, clock, after):
    await subscribe(database, CHANNEL)
    clock.at = MONDAY
    publisher = Sharp()
    worker = process(Gone(database, after, 7), "first", clock, publisher)
    await work(worker, clock, 15)
    assert [outgoing.card.title for outgoing in publisher.outgoings] == [
        "KubeCon digest, 23 November 2026",
        "Takeaways on Otter",
    ]
    assert await states(database, CHANNEL) == ["sent"]


async def test_without_its_database_the_bot_starts_says_so_and_goes_on_when_it_is_there(tmp_path, clock, caplog):
    (tmp_path / "kubecon.db").mkdir()
    async with open_digests(SmallEngine(), StoreConfig("", tmp_path), clock.clock()) as digests:
        publisher = Sharp()
        digests.delivery_worker.open(publisher)
        assert not await digests.delivery_worker.tick()
        for typed in ("", "on", "preview", "off"):
            with pytest.raises(StoreError, match="the database cannot be used now"):
                await digests.subscription_service.answer(CHANNEL, "U0ALICE", typed)
        (tmp_path / "kubecon.db").rmdir()
        await digests.subscription_service.answer(CHANNEL, "U0ALICE", "mon 09:00 UTC topics Otter, Badger")
        clock.at = MONDAY
        await work(digests.delivery_worker, clock, 1)
    assert len(publisher.outgoings) == 2
    assert "digests wait" in caplog.text


_ROWS = (
    "deliveries VALUES ({0}, 'x/y/z', {0}, 'weekly', '', 0, 'sent', '', '', '[]', 0, 0, 0)",
    "messages VALUES ({0}, 0, '', '', '', 0, '')",
    "shown VALUES ({0}, 'k', 1)",
)


async def grow(database):
    for number in range(1000, 10_000):
        async with database.transaction() as connection:
            for row in _ROWS:
                await connection.exec_driver_sql(f"INSERT INTO {row.format(number)}")


async def fill(database):
    """Let the file grow no more, and fill what room there is left in it."""
    async with database.transaction() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match="database or disk is full"):
        await grow(database)


async def test_a_full_disk_posts_nothing_and_goes_on_when_there_is_room(database, clock, caplog):
    await subscribe(database, CHANNEL)
    clock.at = MONDAY
    publisher = Sharp()
    worker = process(database, "first", clock, publisher)
    await fill(database)
    with caplog.at_level(logging.WARNING):
        await work(worker, clock, 2)
    assert publisher.outgoings == []
    assert "database or disk is full" in caplog.text
    async with database.transaction() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    await work(worker, clock, 15)
    assert len(publisher.outgoings) == 2
