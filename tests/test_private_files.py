import os
import sqlite3
import stat
import subprocess
import sys

import pytest

from bot.delivery.worker_id import WorkerId
from bot.importer.feed_state import FeedState
from bot.importer.feed_store import FeedStore
from bot.private_files import make_file, make_folder
from bot.store.database import open_database


@pytest.fixture(autouse=True)
def generous():
    """Let everybody read what is made, as a machine may be set up."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder):
    return {str(path.relative_to(folder.parent)): mode(path) for path in (folder, *folder.rglob("*"))}


async def test_whatever_is_kept_is_for_one_user_alone(tmp_path):
    home = tmp_path / "home"
    database = await open_database("", home)
    async with database.transaction() as connection:
        await connection.exec_driver_sql("DELETE FROM subscriptions")
        made = modes(home)
    await database.close()
    WorkerId(home).free()
    book = FeedStore(home / "feeds")
    with book.holding("https://otters.example/feed"):
        book.note(FeedState("https://otters.example/feed"))
    kept = {**made, **modes(home)}
    assert {"home/kubecon.db", "home/kubecon.db-wal", "home/kubecon.db-shm", "home/worker"} <= set(kept)
    assert len(kept) > 7
    assert {one for name, one in kept.items() if (tmp_path / name).is_dir()} == {0o700}
    assert {one for name, one in kept.items() if not (tmp_path / name).is_dir()} == {0o600}


async def test_a_database_that_others_could_read_is_closed_to_them(tmp_path):
    file = tmp_path / "old.db"
    with sqlite3.connect(file) as old:
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("CREATE TABLE otters (name TEXT)")
        old.commit()
        assert {mode(one) for one in tmp_path.glob("old.db*")} == {0o644}
        database = await open_database(f"sqlite:///{file}", tmp_path)
        assert {mode(one) for one in tmp_path.glob("old.db*")} == {0o600}
    await database.close()


def test_a_folder_that_is_there_stays_as_its_owner_made_it(tmp_path):
    (tmp_path / "shared").mkdir(0o755)
    make_folder(tmp_path / "shared" / "bot" / "home")
    assert mode(tmp_path / "shared") == 0o755
    assert (mode(tmp_path / "shared" / "bot"), mode(tmp_path / "shared" / "bot" / "home")) == (0o700, 0o700)


def test_a_file_in_the_way_of_a_folder_is_told(tmp_path):
    make_file(tmp_path / "otter")
    for path in (tmp_path / "otter", tmp_path / "otter" / "home"):
        with pytest.raises(OSError, match="otter"):
            make_folder(path)


def test_locks_on_a_database_outlive_that_it_is_kept_private(tmp_path):
    file = tmp_path / "locked.db"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    make_file(file)
    begin = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0, isolation_level=None).execute('BEGIN EXCLUSIVE')"
    tried = subprocess.run((sys.executable, "-c", begin, str(file)), capture_output=True, check=False)
    holder.close()
    assert b"database is locked" in tried.stderr
