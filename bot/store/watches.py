"""Store who waits for an answer to a lookup, until they are notified, for at most a year."""

import datetime as dt
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from bot.model.watch import MOST_WATCHES, WATCHES_KEPT_DAYS, Person, Watch
from bot.store.database import Database
from bot.store.tables import watches as table
from bot.store.timestamps import to_epoch
from bot.store.upsert import insert_new

_KEPT = dt.timedelta(days=WATCHES_KEPT_DAYS)


class Watches:
    """Keep watches."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def add(self, watch: Watch) -> bool:
        """Add a watch; return False if the person has too many already."""
        person = watch.person
        row = {"platform": person.platform, "team": person.team, "person": person.id, "words": watch.words}
        async with self._database.transaction() as connection:
            mine = sa.select(sa.func.count()).where(_of(person))
            if (await connection.execute(mine)).scalar_one() >= MOST_WATCHES:
                return False
            await insert_new(connection, table, [{**row, "asked_at": to_epoch(self._now())}])
            return True

    async def take(self, watch: Watch) -> bool:
        """End a watch; only one caller gets True for an existing one."""
        async with self._database.transaction() as connection:
            ended = await connection.execute(sa.delete(table).where(_of(watch.person), table.c.words == watch.words))
            return ended.rowcount > 0

    async def of(self, person: Person) -> list[str]:
        """Return what a person waits for, in alphabetical order."""
        async with self._database.transaction() as connection:
            wanted = sa.select(table.c.words).where(_of(person)).order_by(table.c.words)
            return list((await connection.execute(wanted)).scalars())

    async def all(self, platforms: Sequence[str]) -> list[Watch]:
        """Return all watches of some platforms, and drop those that are too old."""
        async with self._database.transaction() as connection:
            await connection.execute(sa.delete(table).where(table.c.asked_at < to_epoch(self._now() - _KEPT)))
            rows = await connection.execute(sa.select(table).where(table.c.platform.in_(platforms)))
            return [Watch(Person(row.platform, row.team, row.person), row.words) for row in rows]


def _of(person: Person) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.platform == person.platform, table.c.team == person.team, table.c.person == person.id)
