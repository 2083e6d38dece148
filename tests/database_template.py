"""A SQLite file with the bot's tables and no rows: to make them takes longer than most tests."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from bot.store.database import open_database


def put_database(file):
    """Put a database of no rows where a test wants it."""
    file.write_bytes(_made())


@cache
def _made():
    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(1) as aside:  # the test may run a loop of its own
        aside.submit(asyncio.run, _make(Path(home))).result()
        return Path(home, "kubecon.db").read_bytes()


async def _make(home):
    await (await open_database("", home)).close()
