"""The door to Discord: opened with a token, closed cleanly."""

import asyncio
import contextlib
from pathlib import Path

import discord
import yarl

from adapters.discord.client import Client
from adapters.discord.desk import Desk
from bot.errors import SettingsError

_WHERE = "https://discord.com/developers/applications, your application, Bot, Reset Token"


class DiscordDoor:
    """Keep the bot in Discord until it is asked to stop."""

    name = "Discord"

    def __init__(self, desk: Desk, token: str, home: Path, api_url: str = "", gateway_url: str = "") -> None:
        """Prepare a door; an address other than "" is used in place of Discord's own."""
        self._desk, self._token, self._home = desk, token, home
        self._api_url, self._gateway_url = api_url, gateway_url
        self._client: Client | None = None

    def last_event_at(self) -> float | None:
        """Return when Discord was heard of last, in seconds since 1970; None before the first time."""
        return self._client.last_event_at if self._client else None

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until `stop` is set; raises SettingsError where Discord refuses the token."""
        point_at(self._api_url, self._gateway_url)
        self._client = Client(self._desk, self._home, keeps_gateway=bool(self._gateway_url))
        running = asyncio.create_task(self._start(self._client))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await self._client.close()
        await running

    async def _start(self, client: Client) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            try:
                await client.start(self._token)
            except discord.LoginFailure:
                raise SettingsError(f"DISCORD_TOKEN: Discord refuses it; make a new one at {_WHERE}") from None


def point_at(api_url: str, gateway_url: str) -> None:
    """Send the library's traffic to other addresses; it has no setting for this."""
    if api_url:
        discord.http.Route.BASE = api_url.rstrip("/")
    if gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
