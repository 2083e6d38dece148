"""Insert rows that several processes may insert at once: existing ones are kept or updated."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

_INSERTS: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


async def insert_new(connection: AsyncConnection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows that are not there yet; return how many were not."""
    insert = _INSERTS[connection.dialect.name](table).values(list(rows)).on_conflict_do_nothing()
    return len((await connection.execute(insert.returning(*table.primary_key))).all())


async def insert_or_change(
    connection: AsyncConnection, table: sa.Table, row: Mapping[str, Any], changed: Mapping[str, Any]
) -> None:
    """Insert a row, or update the one with the same primary key."""
    insert = _INSERTS[connection.dialect.name](table).values(dict(row))
    change = insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=dict(changed))
    await connection.execute(change)
