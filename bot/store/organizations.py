"""Store to which organization a team belongs, for platforms where an organization installs the bot for its teams."""

from dataclasses import asdict

import sqlalchemy as sa
from cachetools import LRUCache

from bot.model.organization import Membership
from bot.store.database import Database
from bot.store.tables import organizations as table
from bot.store.upsert import insert_or_change

_REMEMBERED = 10_000


class Organizations:
    """Keep the organization of each team."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: LRUCache[str, Membership] = LRUCache(_REMEMBERED)

    async def note(self, membership: Membership) -> None:
        """Store the organization of a team; without a transaction if it was noted before."""
        if self._noted.get(membership.team) == membership:
            return
        values = asdict(membership)
        async with self._database.transaction() as connection:
            await insert_or_change(connection, table, values, values)
        self._noted[membership.team] = membership

    async def of(self, team: str) -> Membership:
        """Return the membership of a team; of one that was never noted, that it belongs to none."""
        async with self._database.transaction() as connection:
            row = (await connection.execute(sa.select(table).where(table.c.team == team))).mappings().first()
        return Membership(**row) if row else Membership(team)

    async def teams(self, organization: str) -> list[str]:
        """Return the teams of an organization."""
        async with self._database.transaction() as connection:
            wanted = sa.select(table.c.team).where(table.c.organization == organization).order_by(table.c.team)
            return list((await connection.execute(wanted)).scalars())
