"""Store which channels get digests, and when each is due next."""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.channel import Channel, Subscription
from bot.store.database import Database
from bot.store.tables import subscriptions as table
from bot.store.timestamps import from_epoch, to_epoch
from bot.store.upsert import insert_or_change


class Subscriptions:
    """Keep the subscriptions of all channels."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, channel: Channel) -> Subscription | None:
        """Return a channel's subscription, or None."""
        async with self._database.transaction() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.id == str(channel)))).first()
        return _from_row(row) if row else None

    async def all(self) -> list[tuple[Subscription, dt.datetime | None]]:
        """Return every subscription with when it is due next, in the order of their places."""
        async with self._database.transaction() as connection:
            rows = (await connection.execute(sa.select(table).order_by(table.c.id))).all()
        return [(_from_row(row), from_epoch(row.next_due_at)) for row in rows]

    async def put(self, subscription: Subscription, next_due_at: dt.datetime | None) -> None:
        """Store a channel's subscription in place of an earlier one; this ends a pause."""
        values = {**_to_values(subscription), "next_due_at": to_epoch(next_due_at)}
        async with self._database.transaction() as connection:
            await insert_or_change(connection, table, values, values)

    async def remove(self, channel: Channel) -> bool:
        """Delete a channel's subscription; return whether there was one."""
        async with self._database.transaction() as connection:
            gone = await connection.execute(sa.delete(table).where(table.c.id == str(channel)))
        return gone.rowcount > 0

    async def due(self, now: dt.datetime, limit: int) -> list[tuple[Subscription, dt.datetime]]:
        """Return the subscriptions that are due, with since when, the longest due first."""
        wanted = (
            sa.select(table)
            .where(table.c.next_due_at <= to_epoch(now), table.c.paused == "")
            .order_by(table.c.next_due_at, table.c.id)
            .limit(limit)
        )
        async with self._database.transaction() as connection:
            rows = (await connection.execute(wanted)).all()
        return [(_from_row(row), due_at) for row in rows if (due_at := from_epoch(row.next_due_at))]

    async def set_next_due(self, channel: Channel, was: dt.datetime | None, next_due_at: dt.datetime | None) -> bool:
        """Set when a channel is due next; return whether it was due at `was` before."""
        async with self._database.transaction() as connection:
            return await set_next_due(connection, channel, was, next_due_at)

    async def pause(self, channel: Channel, reason: str) -> None:
        """Post nothing in a channel until someone there subscribes again."""
        async with self._database.transaction() as connection:
            await connection.execute(
                sa.update(table)
                .where(table.c.id == str(channel), table.c.paused == "")
                .values(paused=reason, is_told=False, next_due_at=None)
            )

    async def take_untold(self, platforms: Sequence[str]) -> list[Subscription]:
        """Return paused subscriptions whose subscribers must be notified, each to one caller only."""
        untold = (table.c.paused != "", table.c.is_told.is_(False), table.c.platform.in_(platforms))
        async with self._database.transaction() as connection:
            rows = (
                await connection.execute(sa.update(table).where(*untold).values(is_told=True).returning(table))
            ).all()
        return [_from_row(row) for row in rows]


async def set_next_due(
    connection: AsyncConnection, channel: Channel, was: dt.datetime | None, next_due_at: dt.datetime | None
) -> bool:
    """Set when a channel is due next, within a transaction; return whether it was due at `was` before."""
    changed = await connection.execute(
        sa.update(table)
        .where(table.c.id == str(channel), table.c.next_due_at.is_not_distinct_from(to_epoch(was)))
        .values(next_due_at=to_epoch(next_due_at))
    )
    return changed.rowcount > 0


def _to_values(subscription: Subscription) -> dict[str, Any]:
    channel = subscription.channel
    return {
        "id": str(channel),
        "platform": channel.platform,
        "team": channel.team,
        "channel": channel.id,
        "by": subscription.by,
        "since": to_epoch(subscription.since),
        "weekday": subscription.weekday,
        "at": f"{subscription.at:%H:%M}",
        "timezone": subscription.timezone,
        "topics": json.dumps(subscription.topics),
        "is_weekly": subscription.is_weekly,
        "has_countdown": subscription.has_countdown,
        "paused": subscription.paused,
        "is_told": True,
    }


def _from_row(row: Any) -> Subscription:
    return Subscription(
        channel=Channel(row.platform, row.team, row.channel),
        by=row.by,
        since=from_epoch(row.since),
        weekday=row.weekday,
        at=dt.time.fromisoformat(row.at),
        timezone=row.timezone,
        topics=tuple(json.loads(row.topics)),
        is_weekly=row.is_weekly,
        has_countdown=row.has_countdown,
        paused=row.paused,
    )
