"""The door to Discord as `kubecon serve` opens it: connected as long as it is wanted, closed cleanly."""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import aiohttp
import discord
import yarl

from adapters.discord.client import Client
from adapters.discord.desk import Desk
from adapters.discord.digest_outbox import DiscordOutbox
from bot.engine import Engine
from bot.errors import SettingsError
from bot.scheduler.opening import Digests
from bot.settings import Settings

_log = logging.getLogger(__name__)
_TOKEN_PLACE = "https://discord.com/developers/applications > your application > Bot > Reset Token"  # noqa: S105 - a place
_TOKEN_REFUSED = 4004  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
_RETRY_SECONDS = 5.0
_OUT_OF_REACH = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)


class DiscordDoor:
    """Answer in Discord until told to stop."""

    name = "discord"

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        now: Callable[[], dt.datetime],
        retry_seconds: float = _RETRY_SECONDS,
        digests: Digests | None = None,
    ) -> None:
        self._settings = settings
        self._desk = Desk(engine, lambda: now().date(), digests)
        self._retry_seconds = retry_seconds
        self._client: Client | None = None

    def last_event_at(self) -> float | None:
        """Return the second of the epoch at which Discord sent anything last, None before the first time."""
        return self._client.last_event_at if self._client else None

    def is_connected(self) -> bool:
        """Say whether all lines to Discord are open."""
        shards = self._client.shards.values() if self._client else ()
        return bool(shards) and not any(shard.is_closed() for shard in shards)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raises SettingsError where Discord refuses the token."""
        point_at(self._settings.discord_api_url, self._settings.discord_gateway_url)
        stopping = asyncio.create_task(stop.wait())
        while not stop.is_set():
            try:
                await self._stay(stopping)
            except discord.LoginFailure:
                raise _token_refused() from None
            except discord.ConnectionClosed as closed:
                if closed.code == _TOKEN_REFUSED:
                    raise _token_refused() from None
                _log.warning("connection closed code=%s", closed.code)
            except _OUT_OF_REACH as problem:
                _log.warning("unreachable error=%s retry_seconds=%d", type(problem).__name__, self._retry_seconds)
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(stopping), self._retry_seconds)

    async def _stay(self, stopping: asyncio.Task[bool]) -> None:
        """Stay connected until stopped; raises what the library raises where it gives up."""
        self._client = Client(self._desk, self._settings.home, keeps_gateway=bool(self._settings.discord_gateway_url))
        running = asyncio.create_task(self._client.start(self._settings.discord_token))
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._client.close()
        if stopping.done():
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        else:
            await running


@asynccontextmanager
async def outbox_alone(settings: Settings) -> AsyncIterator[DiscordOutbox]:
    """Give what posts digests, logged in but not connected; raises SettingsError where Discord refuses the token."""
    point_at(settings.discord_api_url, settings.discord_gateway_url)
    client = discord.Client(intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none())
    try:
        await client.login(settings.discord_token)
        yield DiscordOutbox(client)
    except discord.LoginFailure:
        raise _token_refused() from None
    finally:
        await client.close()


def point_at(api_url: str, gateway_url: str) -> None:
    """Send the library's traffic to other addresses than Discord's own; it has no setting for this."""
    if api_url:
        discord.http.Route.BASE = api_url.rstrip("/")
    if gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def _token_refused() -> SettingsError:
    return SettingsError(f"DISCORD_TOKEN: Discord refuses it; make a new one at {_TOKEN_PLACE}")
