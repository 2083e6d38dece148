"""Let a platform's library keep its own tables in the bot's database, with their secret columns encrypted."""

from collections.abc import Iterable
from typing import Any

from bot.errors import SettingsError
from bot.model.organization import Membership
from bot.store.database import Database
from bot.store.organizations import Organizations


class InstallationTables:
    """Give transactions as SQLAlchemy's AsyncEngine does; faults are StoreErrors.

    `keys` encrypt what is secret, the first of them new texts. The database stays the bot's: it migrates the tables.
    """

    def __init__(self, database: Database, keys: tuple[str, ...]) -> None:
        self.begin = self.connect = database.transaction
        self._organizations = Organizations(database)
        self._keys = keys

    def encrypt(self, columns: Iterable[Any]) -> None:
        """Encrypt the texts of some columns from now on; raises SettingsError without a key."""
        from bot.store.encrypted_text import EncryptedText  # noqa: PLC0415 - a library that only installations need

        if not self._keys:
            raise SettingsError("KUBECON_SECRET_KEYS is missing; make a key with `openssl rand -base64 32 | tr +/ -_`")
        for column in columns:
            column.type = EncryptedText(self._keys)

    async def encrypt_again(self, table: Any, columns: Iterable[str]) -> int:
        """Encrypt all stored texts with the newest key, so that older ones can go; return the number of rows."""
        names = tuple(columns)
        async with self.begin() as connection:
            rows = (await connection.execute(table.select())).mappings().all()
            for row in rows:
                changed = table.update().where(table.c.id == row["id"]).values({name: row[name] for name in names})
                await connection.execute(changed)
        return len(rows)

    async def note_organization(self, membership: Membership) -> None:
        """Store to which organization a team belongs."""
        await self._organizations.note(membership)

    async def membership_of(self, team: str) -> Membership:
        """Return to which organization a team belongs."""
        return await self._organizations.of(team)

    async def teams_of(self, organization: str) -> list[str]:
        """Return the teams of an organization that were noted."""
        return await self._organizations.teams(organization)
