"""Count how often each topic was looked up in a channel, without who asked or their words."""

from collections.abc import Iterable

import sqlalchemy as sa

from bot.model.channel import Channel
from bot.store.database import Database
from bot.store.tables import asked_topics as table
from bot.store.upsert import insert_or_change


class AskedTopics:
    """Count the topics of lookups by channel."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, channel: Channel, topics: Iterable[str]) -> None:
        """Count each topic once more."""
        async with self._database.transaction() as connection:
            for topic in topics:
                row = {"channel": str(channel), "topic": topic, "times": 1}
                await insert_or_change(connection, table, row, {"times": table.c.times + 1})

    async def most_asked(self, channel: Channel, number: int) -> list[tuple[str, int]]:
        """Return up to `number` topics with how often each was looked up, the most often first."""
        mine = sa.select(table.c.topic, table.c.times).where(table.c.channel == str(channel))
        ordered = mine.order_by(table.c.times.desc(), table.c.topic).limit(number)
        async with self._database.transaction() as connection:
            return [(row.topic, row.times) for row in await connection.execute(ordered)]
