import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import StoreError
from bot.store import migrations
from bot.store.database import newest_step, open_database
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import subscribed


async def test_without_an_address_a_file_in_the_home_folder_is_used(tmp_path):
    database = await open_database("", tmp_path / "home")
    await Subscriptions(database).put(subscribed(), None)
    await database.close()
    with sqlite3.connect(tmp_path / "home" / "kubecon.db") as kept:
        assert kept.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert kept.execute("SELECT id FROM subscriptions").fetchall() == [("slack/T1/C1",)]


async def test_several_that_start_at_once_bring_it_up_to_date_once(new_database_url, tmp_path):
    opened = await asyncio.gather(*(open_database(new_database_url, tmp_path) for _ in range(4)))
    assert [await Subscriptions(database).all() for database in opened] == [[]] * 4
    for database in opened:
        await database.close()


async def test_what_was_kept_is_there_when_it_is_opened_again(database_url, tmp_path):
    for _ in range(2):
        database = await open_database(database_url, tmp_path)
        subscriptions = Subscriptions(database)
        if not await subscriptions.all():
            await subscriptions.put(subscribed("dra"), None)
        assert await subscriptions.get(subscribed().channel) == subscribed("dra")
        await database.close()


@pytest.mark.parametrize("url", ["nonsense", "oracle://here", "mysql://host/name"])
async def test_an_address_that_cannot_be_used_is_told_with_an_example(url, tmp_path):
    with pytest.raises(StoreError, match=r"KUBECON_DATABASE_URL cannot be used .*; write sqlite:///file or postgresql"):
        await open_database(url, tmp_path)


@pytest.mark.parametrize(
    "url", ["postgresql://otter:s3cret", "postgresql://otter:s3cret/name", "postgresql://a:b@host:s3cret"]
)
async def test_a_password_that_stands_where_a_port_belongs_is_not_repeated(url, tmp_path):
    with pytest.raises(StoreError, match="what follows the colon is no port") as told:
        await open_database(url, tmp_path)
    assert "s3cret" not in str(told.value)


async def test_a_database_that_is_not_there_says_so_but_not_where_it_is(tmp_path):
    database = await open_database(f"postgresql://nobody@/nothing?host={tmp_path}", tmp_path)
    with pytest.raises(StoreError, match=r"the database cannot be used now .*; digests continue when it can") as away:
        await Subscriptions(database).all()
    assert str(tmp_path) not in str(away.value)
    await database.close()


async def test_a_database_that_comes_back_is_used(tmp_path):
    home = tmp_path / "home"
    (home / "kubecon.db").mkdir(parents=True)
    database = await open_database("", home)
    with pytest.raises(StoreError, match="the database cannot be used now"):
        await Subscriptions(database).all()
    (home / "kubecon.db").rmdir()
    assert await Subscriptions(database).all() == []
    await database.close()


async def test_a_database_of_a_newer_bot_is_left_alone(database_url, tmp_path):
    database = await open_database(database_url, tmp_path)
    async with database.transaction() as connection:
        known = (await connection.exec_driver_sql("SELECT version_num FROM alembic_version")).scalar_one()
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '999'")
    await database.close()
    newer = await open_database(database_url, tmp_path)
    with pytest.raises(StoreError, match="of a newer version of the bot"):
        await Subscriptions(newer).all()
    async with newer._engine.begin() as connection:  # noqa: SLF001 - other tests use the same database
        await connection.execute(sa.text("UPDATE alembic_version SET version_num = :known"), {"known": known})
    await newer.close()


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"cannot be made .*; set KUBECON_HOME to a folder that can"):
        await open_database("", tmp_path / "file" / "home")


def test_the_names_of_the_steps_tell_which_is_the_newest():
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [newest_step()]


def test_a_database_that_is_up_to_date_is_opened_without_alembic(tmp_path):
    opening = f"""
import asyncio, pathlib, sys
from bot.store.database import open_database
asyncio.run(open_database("", pathlib.Path({str(tmp_path)!r})))
print("alembic" in sys.modules)
"""
    run = (sys.executable, "-c", opening)
    assert [subprocess.run(run, capture_output=True, text=True, check=True).stdout for _ in range(2)] == [
        "True\n",
        "False\n",
    ]
