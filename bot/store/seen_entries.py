"""Store what a channel has seen, and since when each recap is known."""

import datetime as dt
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel, Seen
from bot.model.delivery import DeliveryState
from bot.store.database import Database
from bot.store.tables import deliveries, recaps
from bot.store.tables import shown as table
from bot.store.timestamps import to_epoch
from bot.store.upsert import insert_new, insert_or_change

_AT_ONCE = 200  # values in one statement; databases take a few hundred


class SeenEntries:
    """Record what was shown in which channel, and when recaps arrived."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def shown(self, channel: Channel, since: dt.datetime) -> Seen:
        """Return what a channel has seen; recaps that arrived after its last digest and after `since` are new."""
        mine = table.c.subscription == str(channel)
        last = sa.select(sa.func.max(deliveries.c.due_at)).where(
            deliveries.c.subscription == str(channel), deliveries.c.state == DeliveryState.SENT
        )
        async with self._database.transaction() as connection:
            rows = await connection.execute(sa.select(table.c.key, table.c.times).where(mine))
            times = {row.key: row.times for row in rows}
            before = max((await connection.execute(last)).scalar() or 0, to_epoch(since))
            new = await connection.execute(sa.select(recaps.c.name).where(recaps.c.first_seen_at > before))
            return Seen(times, frozenset(new.scalars()))

    async def note_recaps(self, names: Iterable[str], now: dt.datetime) -> int:
        """Record when new recaps arrived, and return their number.

        Those that exist at the first start are new to nobody, not even to a person who subscribes at that moment.
        """
        async with self._database.transaction() as connection:
            known = set((await connection.execute(sa.select(recaps.c.name))).scalars())
            first_seen_at = to_epoch(now) if known else 0
            fresh = [{"name": name, "first_seen_at": first_seen_at} for name in sorted(set(names) - known)]
            for first in range(0, len(fresh), _AT_ONCE):
                await insert_new(connection, recaps, fresh[first : first + _AT_ONCE])
        return len(fresh)


async def add_seen(connection: AsyncConnection, channel: Channel, keys: Sequence[str]) -> None:
    """Count shown entries, within a transaction."""
    for key in keys:
        row = {"subscription": str(channel), "key": key, "times": 1}
        await insert_or_change(connection, table, row, {"times": table.c.times + 1})
