import pytest

from bot.store.database import open_database
from tests.scheduler.house import HandClock


@pytest.fixture
async def database(database_url, tmp_path):
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return HandClock()
