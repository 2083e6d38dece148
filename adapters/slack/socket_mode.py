"""Connect to Slack with Socket Mode, which needs no public address, and keep one connection alive."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError, ClientSession, ClientWebSocketResponse
from slack_bolt.async_app import AsyncApp

from adapters.backoff import Backoff, is_stopped_within
from adapters.slack.socket_connection import WAITED_SECONDS, SocketConnection
from adapters.slack.tokens import APP_TOKEN_PLACE, ask_slack
from bot.errors import BotError, SettingsError
from bot.event_log import EventLogger

_log = EventLogger(__name__)
_REFUSED = f"SLACK_APP_TOKEN: Slack refuses it; copy it again from {APP_TOKEN_PLACE}"
_FIRST_PAUSE_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds a connection may take to open and to be greeted, and may be silent; two are opened `apart`.

    Sockets were seen to stay open and deliver nothing, and a quiet hour looks the same from here:
    https://github.com/slackapi/bolt-python/issues/1529. A new connection costs nothing, so it is opened for both.
    """

    check: float = 5.0
    opening: float = 30.0
    greeting: float = 20.0
    silence: float = 600.0
    ping: float = 5.0
    apart: float = 0.2


class SocketMode:
    """Keep one connection to Slack, and decide when to replace it.

    A connection is replaced before it is closed if Slack leaves time for that; only then are two open.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        session: ClientSession,
        patience: Patience,
        note: Callable[[], None] = lambda: None,
    ) -> None:
        """Initialize with the services of a connection; `note` is called for everything that arrives."""
        self._app = app
        self._app_token = app_token
        self._session = session
        self._patience = patience
        self._note = note
        self._connection: SocketConnection | None = None
        self._opened_at = float("-inf")
        self._replaced: set[asyncio.Task[None]] = set()

    def is_connected(self) -> bool:
        """Return whether the current connection has received anything from Slack."""
        return bool(self._connection and self._connection.is_open() and self._connection.is_greeted())

    async def run(self, stop: asyncio.Event) -> None:
        """Stay connected until stopped; raises BotError if that fails, SettingsError if the token is refused."""
        stopping = asyncio.create_task(stop.wait())
        try:
            while connection := await self._replace(stop):
                while not (stop.is_set() or (why := self._trouble(connection))):
                    ending: set[asyncio.Future[Any]] = {stopping, connection.over}
                    await asyncio.wait(ending, timeout=self._patience.check, return_when=asyncio.FIRST_COMPLETED)
                if not stop.is_set():
                    _log.warning("reconnecting", reason=str(why))
            if self._connection:
                await self._connection.finish()
        finally:
            stopping.cancel()
            await self._close()

    async def _replace(self, stop: asyncio.Event) -> SocketConnection | None:
        """Return a new connection, None when stopped; the old one stays open while it is usable."""
        backoff, began = Backoff(_FIRST_PAUSE_SECONDS), time.monotonic()
        while not await is_stopped_within(stop, self._opened_at + self._patience.apart - time.monotonic()):
            try:
                return await self._open()
            except SettingsError:
                raise
            except BotError as problem:
                if not self._is_open() and time.monotonic() - began > WAITED_SECONDS:
                    raise
                _log.warning("connecting failed", reason=str(problem))
                await is_stopped_within(stop, backoff.next_pause())
        return None

    async def _open(self) -> SocketConnection:
        self._opened_at = time.monotonic()
        try:
            async with asyncio.timeout(self._patience.opening):
                socket = await self._connect()
        except (ClientError, OSError, TypeError, ValueError) as problem:  # the address may be anything
            raise BotError(f"Slack's socket cannot be opened ({type(problem).__name__})") from None
        old, self._connection = self._connection, SocketConnection(self._app, socket, self._note)
        _log.info("connected", mode="socket")
        if old:
            task = asyncio.create_task(self._retire(old))
            self._replaced.add(task)
            task.add_done_callback(self._replaced.discard)
        return self._connection

    async def _connect(self) -> ClientWebSocketResponse:
        client = self._app.client
        told = await ask_slack(client.apps_connections_open(app_token=self._app_token), _REFUSED)
        ping = self._patience.ping
        return await self._session.ws_connect(str(told.get("url")), autoping=False, heartbeat=ping, proxy=client.proxy)

    def _is_open(self) -> bool:
        return bool(self._connection and self._connection.is_open())

    def _trouble(self, connection: SocketConnection) -> str:
        """Return why a connection must be replaced, "" if it need not."""
        if connection.over.done():
            return "asked to" if connection.is_open() else "lost"
        patience = self._patience.silence if connection.is_greeted() else self._patience.greeting
        return "silent" if connection.silent_seconds() > patience else ""

    async def _retire(self, old: SocketConnection) -> None:
        """Close a replaced connection, and send over the newest one what Slack may not have received."""
        await old.finish()
        for message in old.unconfirmed():
            if self._connection:
                await self._connection.send_message(message)

    async def _close(self) -> None:
        for task in tuple(self._replaced):
            task.cancel()
        await asyncio.gather(*self._replaced, return_exceptions=True)
        if self._connection:
            await self._connection.close()
        self._connection = None
