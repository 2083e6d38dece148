"""Count lookups without a helpful answer by day, without who asked, for ninety days."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

import sqlalchemy as sa

from bot.model.miss import MISSES_KEPT_DAYS, Miss, MissKind
from bot.store.database import Database
from bot.store.tables import misses as table
from bot.store.upsert import insert_or_change

_MOST_OF_A_DAY = 5_000  # different ones; a stranger who types nonsense fills no disk
_KEPT = dt.timedelta(days=MISSES_KEPT_DAYS)


class Misses:
    """Count misses by what was meant."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def count(self, kind: MissKind, meant: str) -> None:
        """Count one more, and drop those that are too old."""
        day = self._now().date()
        row = {"day": day.isoformat(), "kind": str(kind), "meant": meant, "times": 1}
        async with self._database.transaction() as connection:
            await connection.execute(sa.delete(table).where(table.c.day <= (day - _KEPT).isoformat()))
            today = sa.select(sa.func.count()).where(table.c.day == row["day"])
            if (await connection.execute(today)).scalar_one() < _MOST_OF_A_DAY:
                await insert_or_change(connection, table, row, {"times": table.c.times + 1})

    async def most(self, number: int, days: int = MISSES_KEPT_DAYS) -> list[Miss]:
        """Return up to `number` misses of the last days, the most frequent first."""
        since = (self._now().date() - dt.timedelta(days=min(days, MISSES_KEPT_DAYS))).isoformat()
        wanted = sa.select(table.c.meant, table.c.kind, sa.func.sum(table.c.times).label("times"))
        grouped = wanted.where(table.c.day > since).group_by(table.c.meant, table.c.kind)
        async with self._database.transaction() as connection:
            rows = (await connection.execute(grouped)).all()
        counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for row in rows:
            counts[row.meant][row.kind] = int(row.times)
        found = [
            Miss(meant, of.get(MissKind.NOTHING, 0), of.get(MissKind.UNHELPFUL, 0)) for meant, of in counts.items()
        ]
        return sorted(found, key=lambda miss: (-miss.times, miss.meant))[:number]
