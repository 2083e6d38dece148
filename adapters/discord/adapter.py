"""Run the Discord bot for `kubecon serve`: connect, stay connected, close cleanly."""

import asyncio
import fcntl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import discord
import yarl

from adapters.discord.client import LONGEST_WAIT_SECONDS, GatewayClient
from adapters.discord.publisher import DiscordPublisher
from bot.app.assistant import Assistant
from bot.app.digest_services import DigestServices
from bot.errors import BotError, SettingsError
from bot.private_files import make_file, make_folder
from bot.settings import Settings

_TOKEN_PLACE = "https://discord.com/developers/applications > your application > Bot > Reset Token"  # noqa: S105 - a place
_TOKEN_REFUSED = 4004  # https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway
_QUIET_SECONDS = 0.2
_MOST_WAITS = 10
_LAST_WORDS_SECONDS = 5.0
_ANSWERING = ("CommandTree-", "discord-ui-", "discord.py: on_")  # how the library names the tasks that answer
_OUT_OF_REACH = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)

_ODD = (AttributeError, LookupError, TypeError, ValueError)  # what the library makes of an answer that is not Discord's


class DiscordAdapter:
    """Answer in Discord until stopped."""

    name = "discord"

    def __init__(self, settings: Settings, assistant: Assistant, digests: DigestServices | None = None) -> None:
        self._settings = settings
        self._assistant = assistant
        self._digests = digests
        self._client: GatewayClient | None = None

    def last_event_at(self) -> float | None:
        """Return the time (epoch seconds) of Discord's last message, None before the first."""
        return self._client.last_event_at if self._client else None

    def is_connected(self) -> bool:
        """Return whether all lines to Discord are open."""
        shards = self._client.shards.values() if self._client else ()
        return bool(shards) and not any(shard.is_closed() for shard in shards)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raises BotError if Discord cannot be reached, SettingsError for a refused token."""
        use_api_url(self._settings.discord_api_url, self._settings.discord_gateway_url)
        with _alone_in(self._settings.home):
            stopping = asyncio.create_task(stop.wait())
            try:
                await self._stay(stopping)
            except discord.LoginFailure as refused:
                raise _login_refused(refused) from None
            except discord.ConnectionClosed as closed:
                if closed.code == _TOKEN_REFUSED:
                    raise _token_refused() from None
                raise BotError(f"Discord closed the connection (code {closed.code})") from None
            except _OUT_OF_REACH as problem:
                raise BotError(f"Discord cannot be reached ({type(problem).__name__})") from None
            finally:
                stopping.cancel()

    async def _stay(self, stopping: asyncio.Task[bool]) -> None:
        """Stay connected until stopped; raises the library's error if it gives up."""
        open_publisher = self._digests.delivery_worker.open if self._digests else None
        keeps_gateway = bool(self._settings.discord_gateway_url)
        self._client = GatewayClient(self._assistant, self._settings.home, open_publisher, keeps_gateway=keeps_gateway)
        running = asyncio.create_task(self._client.open(self._settings.discord_token))
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stopping.done():
                await _finish(self._client)
        finally:
            await self._client.close()
        if stopping.done():
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
        else:
            await running


@contextmanager
def _alone_in(home: Path) -> Iterator[None]:
    """Prevent a second process from connecting: Discord would send everything to both, and people get two answers."""
    make_folder(home)
    make_file(home / "discord.lock")
    with (home / "discord.lock").open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BotError(
                f"another bot with this KUBECON_HOME ({home}) answers in Discord already, and with two of them people "
                "would be answered twice; stop it first"
            ) from None
        yield


async def _finish(client: GatewayClient) -> None:
    """Answer what Discord has already sent, and accept nothing more."""
    for _ in range(_MOST_WAITS):
        before = client.last_event_at
        await asyncio.sleep(_QUIET_SECONDS)
        if client.last_event_at == before:
            break
    for shard in client.shards.values():
        await shard.disconnect()
    if answering := {task for task in asyncio.all_tasks() if task.get_name().startswith(_ANSWERING)}:
        await asyncio.wait(answering, timeout=_LAST_WORDS_SECONDS)


@asynccontextmanager
async def open_publisher(settings: Settings) -> AsyncIterator[DiscordPublisher]:
    """Open a publisher, logged in but not connected; raises BotError if Discord accepts no login."""
    async with open_client(settings) as client:
        yield DiscordPublisher(client)


@asynccontextmanager
async def open_client(settings: Settings) -> AsyncIterator[discord.Client]:
    """Open a client, logged in but not connected; raises BotError if Discord accepts no login."""
    use_api_url(settings.discord_api_url, settings.discord_gateway_url)
    client = discord.Client(
        intents=discord.Intents(guilds=True),  # the library warns without it, though it listens to nothing
        allowed_mentions=discord.AllowedMentions.none(),
        max_ratelimit_timeout=LONGEST_WAIT_SECONDS,
    )
    try:
        await _log_in(client, settings.discord_token)
        yield client
    finally:
        await client.close()


async def _log_in(client: discord.Client, token: str) -> None:
    try:
        await client.login(token)
    except discord.LoginFailure as refused:
        raise _login_refused(refused) from None
    except (*_OUT_OF_REACH, *_ODD) as problem:
        raise BotError(f"Discord cannot be reached ({type(problem).__name__})") from None


def use_api_url(api_url: str, gateway_url: str) -> None:
    """Send the library's traffic to other addresses than Discord's own; it has no setting for this."""
    if api_url:
        discord.http.Route.BASE = api_url.rstrip("/")
    if gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def _login_refused(refused: discord.LoginFailure) -> BotError:
    """Return the error for a refused login; a proxy in between may also refuse, with its own page."""
    answer = getattr(refused.__cause__, "response", None)
    is_discords = getattr(answer, "content_type", "") == "application/json"
    return _token_refused() if is_discords else BotError("Discord cannot be reached (status 401 from elsewhere)")


def _token_refused() -> SettingsError:
    return SettingsError(f"DISCORD_TOKEN: Discord refuses it; make a new one at {_TOKEN_PLACE}")
