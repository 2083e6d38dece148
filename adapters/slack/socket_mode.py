"""Socket Mode: the bot dials Slack, so that it needs no public address, and keeps the line alive."""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import ClientError, WSMessage
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from adapters.slack.tokens import APP_TOKEN_PLACE, is_token_fault
from bot.errors import SettingsError

_log = logging.getLogger(__name__)
_QUIET_SECONDS = 0.2
_MOST_WAITS = 10


@dataclass(frozen=True, slots=True)
class Patience:
    """Say how many seconds a line may be silent, and how often it is looked at.

    Sockets were seen to stay open and deliver nothing, and a quiet hour looks the same from here:
    https://github.com/slackapi/bolt-python/issues/1529. Dialling anew costs nothing, so it is done for both.
    """

    check: float = 5.0
    dial: float = 30.0
    greeting: float = 20.0
    silence: float = 600.0
    ping: float = 5.0


class SocketLine:
    """Hold one line to Slack: dial, watch, and dial anew when it is dead or silent."""

    def __init__(
        self, app: AsyncApp, app_token: str, patience: Patience, note: Callable[[], None] = lambda: None
    ) -> None:
        """Take what a line needs; `note` is called for everything that comes over it."""
        self._note = note
        self._app = app
        self._app_token = app_token
        self._patience = patience
        self._handler: AsyncSocketModeHandler | None = None
        self._dialled_at = self._heard_at = time.monotonic()

    def is_greeted(self) -> bool:
        """Say whether Slack spoke on the line that is held now."""
        return self._heard_at > self._dialled_at

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the line until stopped; raises SettingsError where Slack refuses the token."""
        try:
            await self._dial()
            while not await _stops(stop, self._patience.check):
                if why := await self._trouble():
                    _log.warning("reconnecting why=%s", why)
                    await self._dial()
            await self._fall_quiet()
        finally:
            await self._hang_up(self._handler)

    async def _fall_quiet(self) -> None:
        """Take what Slack has sent already: once the line is closed, nothing on it can be acknowledged."""
        for _ in range(_MOST_WAITS):
            before = self._heard_at
            await asyncio.sleep(_QUIET_SECONDS)
            if self._heard_at == before:
                return

    async def _trouble(self) -> str:
        """Say what is wrong with the line, "" where nothing is."""
        now = time.monotonic()
        if now - self._dialled_at < self._patience.check:
            return ""  # a new line, and the library's own repair, are given a moment
        if self._handler is None or not await self._handler.client.is_connected():
            return "dead"
        since = now - max(self._heard_at, self._dialled_at)
        if since > (self._patience.silence if self.is_greeted() else self._patience.greeting):
            return "silent"
        return ""

    async def _dial(self) -> None:
        """Open a new line in place of the old one: the library may be stuck in mending that."""
        old, self._handler = (
            self._handler,
            AsyncSocketModeHandler(
                self._app, self._app_token, logger=self._app.logger, ping_interval=self._patience.ping
            ),
        )
        self._dialled_at = time.monotonic()
        line = self._handler.client
        line.on_message_listeners.append(self._hear)
        try:
            line.wss_uri = await line.issue_new_wss_url()
            await asyncio.wait_for(line.connect(), self._patience.dial)  # type: ignore[no-untyped-call]
            _log.info("connected mode=socket")
        except (SlackApiError, ClientError, OSError, TimeoutError) as error:
            if is_token_fault(error):
                raise SettingsError(f"SLACK_APP_TOKEN: Slack refuses it; copy it anew from {APP_TOKEN_PLACE}") from None
            _log.warning("connecting failed error=%s", type(error).__name__)
        finally:
            await self._hang_up(old)

    async def _hang_up(self, handler: AsyncSocketModeHandler | None) -> None:
        if handler is not None:
            await handler.close_async()  # type: ignore[no-untyped-call]

    async def _hear(self, _message: WSMessage) -> None:
        self._heard_at = time.monotonic()
        self._note()


async def _stops(stop: asyncio.Event, seconds: float) -> bool:
    """Wait for the stop, or so many seconds; say whether it was the stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return False
    return True
