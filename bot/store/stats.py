"""Count subscriptions and deliveries, and how late the oldest is."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.delivery import DeliveryCounts, DeliveryState
from bot.store.database import Database
from bot.store.ledger import TO_DO
from bot.store.tables import deliveries, subscriptions
from bot.store.timestamps import from_epoch, to_epoch


class StoreStats:
    """Count the contents of the database."""

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    async def ping(self) -> None:
        """Reach the database; raises StoreError if it does not answer."""
        async with self._database.transaction() as connection:
            await connection.execute(sa.select(1))

    async def count(self) -> DeliveryCounts:
        """Count everything now; raises StoreError."""
        now = self._now()
        by_state = sa.select(deliveries.c.state, sa.func.count()).group_by(deliveries.c.state)
        is_paused = subscriptions.c.paused != ""
        by_pause = sa.select(is_paused, sa.func.count()).group_by(is_paused)
        async with self._database.transaction() as connection:
            states = {DeliveryState(state): number for state, number in await connection.execute(by_state)}
            pauses = {bool(paused): number for paused, number in await connection.execute(by_pause)}
            oldest = await _oldest_due_at(connection, now) or now
        every = {state: states.get(state, 0) for state in DeliveryState}
        return DeliveryCounts(every, sum(pauses.values()), pauses.get(True, 0), max(now - oldest, dt.timedelta(0)))


async def _oldest_due_at(connection: AsyncConnection, now: dt.datetime) -> dt.datetime | None:
    """Return since when the oldest digest is due, be it in the ledger already or not."""
    planned = sa.select(sa.func.min(deliveries.c.due_at)).where(deliveries.c.state.in_(TO_DO))
    unplanned = sa.select(sa.func.min(subscriptions.c.next_due_at)).where(subscriptions.c.next_due_at <= to_epoch(now))
    found = [(await connection.execute(wanted)).scalar() for wanted in (planned, unplanned)]
    return min((at for second in found if (at := from_epoch(second))), default=None)
