import time
from contextlib import asynccontextmanager

import pytest

from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from emulators.discord.logged_in_bot import open_logged_in_bot
from tests.database_template import put_database
from tests.digests.conftest import MONDAY
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

ANIMALS = ("heron", "mole", "stoat", "newt", "swan", "teal", "pike", "vole", "crane", "bat", "hare", "toad")
MANY = [
    takeaway(f"A {animal} told number {number} of Prometheus.", topics=("Prometheus",), recap=f"eu2026-{animal}")
    for number, animal in enumerate(ANIMALS)
]


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"), (*ENTRIES, *MANY))


class Slow:
    """An engine that thinks before it speaks."""

    def __init__(self, engine):
        self._engine = engine

    def look_up(self, lookup):
        time.sleep(1)
        return self._engine.look_up(lookup)


class Broken:
    """An engine that fails at every lookup."""

    def look_up(self, lookup):
        raise RuntimeError(lookup.words)


async def _house(engine, home):
    async with open_logged_in_bot(engine, home) as opened:
        yield opened
        assert (opened.server.violations, opened.server.warnings) == ([], [])


@pytest.fixture
async def logged_in(engine, tmp_path):
    """The bot, logged in at the stand-in, which has nothing to complain of in the end."""
    async for opened in _house(engine, tmp_path):
        yield opened


@pytest.fixture
async def slow_house(engine, tmp_path):
    async for opened in _house(Slow(engine), tmp_path):
        yield opened


@pytest.fixture
async def broken_house(tmp_path):
    async for opened in _house(Broken(), tmp_path):
        yield opened


@asynccontextmanager
async def opened_with_digests(engine, home):
    """Log a bot in that has a database, and see that it broke no rule of Discord's."""
    put_database(home / "kubecon.db")
    async with (
        open_digests(engine, StoreConfig("", home), Clock(lambda: MONDAY)) as digests,
        open_logged_in_bot(engine, home, digests) as opened,
    ):
        yield opened
        assert (opened.server.violations, opened.server.warnings) == ([], [])
