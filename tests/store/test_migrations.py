from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

import bot.store
from bot.errors import StoreError
from bot.model.card import Card
from bot.store.database import open_database
from bot.store.page_threads import PageThreads
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, subscribed


def back_to_the_first_version(connection):
    config = Config()
    config.set_main_option("script_location", str(Path(bot.store.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.downgrade(config, "1")


async def test_a_database_of_the_first_version_is_brought_up_to_date_with_all_it_holds(new_database_url, tmp_path):
    older = await open_database(new_database_url, tmp_path)
    await Subscriptions(older).put(subscribed("dra"), None)
    async with older.transaction() as connection:
        await connection.run_sync(back_to_the_first_version)
    with pytest.raises(StoreError, match="posts"):
        await PageThreads(older, lambda: MONDAY).contains("key")
    await older.close()
    newer = await open_database(new_database_url, tmp_path)
    assert await Subscriptions(newer).get(subscribed().channel) == subscribed("dra")
    await PageThreads(newer, lambda: MONDAY).post("key", "", Card("a thread"))
    assert await PageThreads(newer, lambda: MONDAY).contains("key")
    await newer.close()
