"""Hand out or delete what is stored about one team, when somebody asks for it or the app is uninstalled."""

import re
from typing import Any

from bot.app.store_config import StoreConfig
from bot.errors import SettingsError
from bot.store.database import Database, open_database
from bot.store.team_data import TeamData

_TEAM = re.compile(r"(slack|discord)/\w+", re.ASCII)


class TeamDataService:
    """Read or delete what is stored about a team; teams are written as "slack/T0123" or "discord/123"."""

    def __init__(self, database: Database) -> None:
        self._stored = TeamData(database)

    async def read(self, team: str) -> dict[str, list[dict[str, Any]]]:
        """Return the stored rows by table; raise SettingsError if the team is misspelt, StoreError."""
        return await self._stored.read(_checked(team))

    async def forget(self, team: str) -> int:
        """Delete the stored rows and return how many there were; raise SettingsError if misspelt, StoreError."""
        return await self._stored.remove(_checked(team))


async def export_team(config: StoreConfig, team: str) -> dict[str, list[dict[str, Any]]]:
    """Open the database, and return what is stored about a team; raise SettingsError or StoreError."""
    database = await open_database(config.url, config.home)
    try:
        return await TeamDataService(database).read(team)
    finally:
        await database.close()


async def forget_team(config: StoreConfig, team: str) -> int:
    """Open the database, and delete what is stored about a team; raise SettingsError or StoreError."""
    database = await open_database(config.url, config.home)
    try:
        return await TeamDataService(database).forget(team)
    finally:
        await database.close()


def _checked(team: str) -> str:
    if not _TEAM.fullmatch(team):
        raise SettingsError(f"{team}: no team; write slack/ or discord/ and the id there, for example slack/T0123ABCD")
    return team
