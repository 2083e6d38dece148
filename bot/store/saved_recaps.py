"""Store the recaps that teams saved: every call names the team, and reads or changes only its recaps."""

import datetime as dt
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from bot.model.saved_recap import MOST_SAVED, SavedRecap
from bot.store.database import Database
from bot.store.tables import saved_recaps as table


class SavedRecaps:
    """Keep the recaps of teams."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, recap: SavedRecap) -> int:
        """Keep a recap and return its number; 0 if the team has too many already."""
        values = {**asdict(recap), "written_on": recap.written_on.isoformat()}
        del values["number"]
        async with self._database.transaction() as connection:
            kept = sa.select(sa.func.count()).where(table.c.team == recap.team)
            if (await connection.execute(kept)).scalar_one() >= MOST_SAVED:
                return 0
            added = await connection.execute(sa.insert(table).values(values).returning(table.c.number))
            return int(added.scalar_one())

    async def remove(self, team: str, number: int, by: str | None) -> bool:
        """Remove a recap of a team, if `by` saved it or `by` is None; return whether it is gone."""
        async with self._database.transaction() as connection:
            return (await connection.execute(sa.delete(table).where(*_its(team, number, by)))).rowcount > 0

    async def change(self, recap: SavedRecap, by: str | None) -> int:
        """Change title, text and edition of a recap of its team, if `by` saved it or `by` is None.

        Return its new number, by which other processes notice the change; 0 if nothing was changed.
        """
        texts = {"title": recap.title, "text": recap.text, "edition": recap.edition}
        async with self._database.transaction() as connection:
            taken = sa.delete(table).where(*_its(recap.team, recap.number, by)).returning(table)
            before = (await connection.execute(taken)).mappings().first()
            if before is None:
                return 0
            values = {**{name: value for name, value in before.items() if name != "number"}, **texts}
            added = await connection.execute(sa.insert(table).values(values).returning(table.c.number))
            return int(added.scalar_one())

    async def get(self, team: str, number: int, by: str | None) -> SavedRecap | None:
        """Return a recap of a team, if `by` saved it or `by` is None; None otherwise."""
        async with self._database.transaction() as connection:
            row = (await connection.execute(sa.select(table).where(*_its(team, number, by)))).first()
            return _to_recap(row) if row else None

    async def remove_deleted(self, team: str, url: str) -> bool:
        """Remove what the author of a deleted message has saved of it; return whether there was anything."""
        its = (table.c.team == team, table.c.url == url, table.c.author == table.c.by)
        async with self._database.transaction() as connection:
            return (await connection.execute(sa.delete(table).where(*its))).rowcount > 0

    async def of(self, team: str) -> list[SavedRecap]:
        """Return the recaps of a team, newest first."""
        wanted = sa.select(table).where(table.c.team == team).order_by(table.c.number.desc())
        async with self._database.transaction() as connection:
            return list(map(_to_recap, await connection.execute(wanted)))

    async def version(self, team: str) -> tuple[int, int]:
        """Return what changes whenever a recap of the team comes or goes: how many there are, and the newest number."""
        counted = sa.select(sa.func.count(), sa.func.max(table.c.number)).where(table.c.team == team)
        async with self._database.transaction() as connection:
            number, newest = (await connection.execute(counted)).one()
            return int(number), int(newest or 0)


def _its(team: str, number: int, by: str | None) -> list[sa.ColumnElement[bool]]:
    return [table.c.team == team, table.c.number == number, *([table.c.by == by] if by is not None else [])]


def _to_recap(row: Any) -> SavedRecap:
    return SavedRecap(
        row.team,
        row.title,
        row.text,
        row.by,
        dt.date.fromisoformat(row.written_on),
        row.edition,
        row.url,
        row.number,
        row.author,
    )
