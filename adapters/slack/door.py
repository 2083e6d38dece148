"""The door to Slack as `kubecon serve` opens it: from the settings to a running app."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import build_app
from adapters.slack.delivery import LIBRARY_LOG, retry_handlers
from adapters.slack.desk import Desk
from adapters.slack.digest_outbox import SlackOutbox
from adapters.slack.http_mode import handler_of, listen
from adapters.slack.memory import Memory
from adapters.slack.socket_mode import Patience, SocketLine
from adapters.slack.tokens import BOT_TOKEN_PLACE, is_token_fault
from bot.engine import Engine
from bot.errors import SettingsError
from bot.scheduler.opening import Digests
from bot.settings import Settings

LetIn = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], None]
_log = logging.getLogger(__name__)
_RETRY_SECONDS = 5.0
_LAST_CALLS_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5.0
_REQUEST_SECONDS = 30.0


class SlackDoor:
    """Answer in Slack: over a socket where an app token is set, else over HTTP."""

    name = "slack"

    def __init__(
        self,
        settings: Settings,
        engine: Engine,
        now: Callable[[], dt.datetime],
        patience: Patience | None = None,
        let_in: LetIn | None = None,
        digests: Digests | None = None,
    ) -> None:
        """Take the settings; `let_in` passes Slack's calls on where another server listens for them."""
        self._settings = settings
        self._engine = engine
        self._now = now
        self._patience = patience or Patience()
        self._digests = digests
        self._let_in = let_in
        self._line: SocketLine | None = None
        self._is_introduced = False
        self._last_event_at: float | None = None

    def last_event_at(self) -> float | None:
        """Return the second of the epoch at which Slack sent anything last, None before the first time."""
        return self._last_event_at

    def is_connected(self) -> bool:
        """Say whether Slack can reach the bot now."""
        return self._line.is_greeted() if self._line else self._is_introduced

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raises SettingsError where Slack refuses a token or the port cannot be had."""
        settings = self._settings
        async with ClientSession(timeout=ClientTimeout(_REQUEST_SECONDS)) as session:
            client = AsyncWebClient(
                settings.slack_bot_token,
                base_url=settings.slack_api_url,
                session=session,
                retry_handlers=retry_handlers(),
                logger=LIBRARY_LOG,
            )
            if not await _introduce(client, stop):
                return
            memory = Memory(time.monotonic, self._now().timestamp())
            desk = Desk(self._engine, lambda: self._now().date(), memory, session, self._digests)
            if self._digests:
                self._digests.clockwork.open(outbox_alone(settings, session))
            app = build_app(client, settings.slack_signing_secret, desk, self._now, self._note)
            if settings.slack_app_token:
                self._line = SocketLine(app, settings.slack_app_token, self._patience, self._note)
                await self._line.run(stop)
            elif self._let_in:
                self._let_in(handler_of(app, settings.slack_signing_secret))
                self._is_introduced = True
                await stop.wait()
                await asyncio.sleep(_LAST_CALLS_SECONDS)  # the other server still takes what is on its way
            else:
                self._is_introduced = True
                await listen(app, settings.slack_signing_secret, settings.host, settings.port, stop)
            if desk.running:
                await asyncio.wait(desk.running, timeout=_LAST_WORDS_SECONDS)

    def _note(self) -> None:
        self._last_event_at = self._now().timestamp()


def outbox_alone(settings: Settings, session: ClientSession) -> SlackOutbox:
    """Return what posts digests, without a door.

    Its client never asks twice by itself: whoever posts through it keeps account of each try.
    """
    client = AsyncWebClient(
        settings.slack_bot_token,
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=[],
        logger=LIBRARY_LOG,
    )
    return SlackOutbox(client)


async def _introduce(client: AsyncWebClient, stop: asyncio.Event) -> bool:
    """Ask Slack who the bot is, as often as it takes to reach it; False when stopped meanwhile."""
    while not stop.is_set():
        try:
            await client.auth_test()
        except (SlackApiError, ClientError, OSError, TimeoutError) as error:
            if is_token_fault(error):
                raise SettingsError(f"SLACK_BOT_TOKEN: Slack refuses it; copy it anew from {BOT_TOKEN_PLACE}") from None
            _log.warning("unreachable error=%s retry_seconds=%d", type(error).__name__, _RETRY_SECONDS)
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _RETRY_SECONDS)
        else:
            return True
    return False
