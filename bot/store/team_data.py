"""Read or remove everything that is stored about one team: a Slack workspace or a Discord server."""

from typing import Any

import sqlalchemy as sa

from bot.store.database import Database
from bot.store.tables import asked_topics, deliveries, messages, saved_recaps, shown, subscriptions, watches

# recaps and posts are of the operator, the others only count or hold hashes
NOT_OF_TEAMS = frozenset({"misses", "posts", "recaps", "seen_events"})


class TeamData:
    """Read or remove what is stored about a team, written as "slack/T0123" or "discord/123"."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, team: str) -> dict[str, list[dict[str, Any]]]:
        """Return the rows about a team by the name of their table."""
        async with self._database.transaction() as connection:
            return {
                table.name: [dict(row) for row in (await connection.execute(sa.select(table).where(its))).mappings()]
                for table, its in _rows_of(team)
            }

    async def remove(self, team: str) -> int:
        """Remove all rows about a team; return how many there were."""
        async with self._database.transaction() as connection:
            removed = [await connection.execute(sa.delete(table).where(its)) for table, its in _rows_of(team)]
        return sum(one.rowcount for one in removed)


def _rows_of(team: str) -> list[tuple[sa.Table, sa.ColumnElement[bool]]]:
    """Return each table with the condition on its rows; messages come before the deliveries that name them."""
    platform, _, own_id = team.partition("/")
    channels = f"{team}/"
    its_deliveries = deliveries.c.subscription.startswith(channels, autoescape=True)
    return [
        (messages, messages.c.delivery.in_(sa.select(deliveries.c.id).where(its_deliveries))),
        (deliveries, its_deliveries),
        (shown, shown.c.subscription.startswith(channels, autoescape=True)),
        (subscriptions, sa.and_(subscriptions.c.platform == platform, subscriptions.c.team == own_id)),
        (asked_topics, asked_topics.c.channel.startswith(channels, autoescape=True)),
        (watches, sa.and_(watches.c.platform == platform, watches.c.team == own_id)),
        (saved_recaps, saved_recaps.c.team == team),
    ]
