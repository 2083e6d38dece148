"""Store the digest threads that the page shows, each message once."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.card import Card
from bot.model.codec import from_json, to_json
from bot.model.delivery import PageThread
from bot.store.database import Database
from bot.store.tables import posts
from bot.store.timestamps import from_epoch, to_epoch

THREADS_KEPT = 20
_KEPT_AT_LEAST = dt.timedelta(days=2)  # a deleted message may be posted again; a thread is continued for a day


class PageThreads:
    """Keep the latest threads."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def post(self, key: str, thread: str, card: Card) -> None:
        """Store a message in a thread, "" to start one; doing so again has no effect."""
        now = self._now()
        async with self._database.transaction() as connection:
            if await _contains(connection, key):
                return
            fresh = {"key": key, "thread": thread, "posted_at": to_epoch(now), "card": to_json(card)}
            await connection.execute(sa.insert(posts).values(fresh))
            if not thread:
                await _delete_old(connection, now - _KEPT_AT_LEAST)

    async def contains(self, key: str) -> bool:
        """Return whether a message of that key was posted."""
        async with self._database.transaction() as connection:
            return await _contains(connection, key)

    async def threads(self) -> list[PageThread]:
        """Return the latest threads, the newest first."""
        latest = _parents().order_by(posts.c.number.desc()).limit(THREADS_KEPT)
        async with self._database.transaction() as connection:
            keys = (await connection.execute(latest)).scalars().all()
            wanted = sa.select(posts).where(sa.or_(posts.c.key.in_(keys), posts.c.thread.in_(keys)))
            rows = (await connection.execute(wanted.order_by(posts.c.number))).all()
        return [_to_thread(key, rows) for key in keys]


async def _contains(connection: AsyncConnection, key: str) -> bool:
    return (await connection.execute(sa.select(posts.c.number).where(posts.c.key == key))).first() is not None


async def _delete_old(connection: AsyncConnection, before: dt.datetime) -> None:
    kept = _parents().order_by(posts.c.number.desc()).limit(THREADS_KEPT)
    keys = (await connection.execute(kept)).scalars().all()
    old = (await connection.execute(_parents().where(posts.c.posted_at < to_epoch(before)))).scalars().all()
    gone = set(old) - set(keys)
    await connection.execute(sa.delete(posts).where(sa.or_(posts.c.key.in_(gone), posts.c.thread.in_(gone))))


def _parents() -> sa.Select[Any]:
    return sa.select(posts.c.key).where(posts.c.thread == "")


def _to_thread(key: str, rows: Sequence[Any]) -> PageThread:
    (parent,) = (row for row in rows if row.key == key)
    replies = tuple(from_json(row.card, Card) for row in rows if row.thread == key)
    return PageThread(key, from_epoch(parent.posted_at), from_json(parent.card, Card), replies)
