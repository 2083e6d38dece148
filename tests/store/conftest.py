import pytest

from bot.store.database import open_database


@pytest.fixture
async def database(database_url, tmp_path):
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()
