"""Read or remove everything that is stored about one team: a Slack workspace or a Discord server."""

from typing import Any

import sqlalchemy as sa

from bot.store import tables
from bot.store.database import Database

# recaps and posts are of the operator, the others only count or hold hashes
NOT_OF_TEAMS = frozenset({"misses", "posts", "recaps", "seen_events", "slack_oauth_states"})
_OF_PLATFORMS = (tables.subscriptions, tables.watches)
_OF_SLACK = (tables.slack_bots, tables.slack_installations)


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
    is_slack, channels = sa.literal(platform) == "slack", f"{team}/"
    deliveries, shown, asked = tables.deliveries.c, tables.shown.c, tables.asked_topics.c
    its_deliveries = deliveries.subscription.startswith(channels, autoescape=True)
    return [
        (tables.messages, tables.messages.c.delivery.in_(sa.select(deliveries.id).where(its_deliveries))),
        (tables.deliveries, its_deliveries),
        (tables.shown, shown.subscription.startswith(channels, autoescape=True)),
        (tables.asked_topics, asked.channel.startswith(channels, autoescape=True)),
        *((table, sa.and_(table.c.platform == platform, table.c.team == own_id)) for table in _OF_PLATFORMS),
        *((table, table.c.team == team) for table in (tables.saved_recaps, tables.organizations)),
        *((table, sa.and_(is_slack, table.c.team_id == own_id)) for table in _OF_SLACK),
    ]
