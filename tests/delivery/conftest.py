import pytest

from bot.store.database import open_database
from tests.delivery.harness import ManualClock


@pytest.fixture
async def database(database_url, tmp_path):
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
def clock():
    return ManualClock()
