"""Run the Slack app for `kubecon serve`."""

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from aiohttp import ClientSession, ClientTimeout, web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import build_app
from adapters.slack.commands import HOW_TO_ASK
from adapters.slack.handled_messages import HandledMessages
from adapters.slack.http_mode import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH, handler_of
from adapters.slack.installations import Installations
from adapters.slack.listener_context import ListenerContext
from adapters.slack.publisher import SlackPublisher
from adapters.slack.responses import LIBRARY_LOG, retry_handlers
from adapters.slack.socket_mode import Patience, SocketMode
from adapters.slack.tokens import BOT_TOKEN_PLACE, ask_slack
from adapters.slack.workspaces import OneWorkspace
from bot.app.assistant import Assistant
from bot.app.digest_services import DigestServices
from bot.errors import BotError
from bot.settings import Settings

AcceptCalls = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], None]
_REFUSED = f"SLACK_BOT_TOKEN: Slack refuses it; copy it again from {BOT_TOKEN_PLACE}"
_LAST_CALLS_SECONDS = 1.0
_LAST_WORDS_SECONDS = 5.0
_REQUEST_SECONDS = 30.0


class SlackAdapter:
    """Answer in Slack: over Socket Mode if there is an app token, otherwise over HTTP."""

    name = "slack"

    def __init__(
        self,
        settings: Settings,
        assistant: Assistant,
        now: Callable[[], dt.datetime],
        patience: Patience | None = None,
        accept_calls: Mapping[str, AcceptCalls] | None = None,
        digests: DigestServices | None = None,
    ) -> None:
        """Initialize with the settings; `accept_calls` registers the handlers of HTTP requests by their path."""
        self._settings = settings
        self._assistant = assistant.at(HOW_TO_ASK)
        self._now = now
        self._patience = patience or Patience()
        self._digests = digests
        self._accept_calls = accept_calls or {}
        self._conversation_state = HandledMessages(time.monotonic, now().timestamp())
        self._socket: SocketMode | None = None
        self._is_called = False
        self._last_event_at: float | None = None

    def last_event_at(self) -> float | None:
        """Return the time (epoch seconds) of Slack's last message, None before the first."""
        return self._last_event_at

    def is_connected(self) -> bool:
        """Return whether Slack can reach the bot now."""
        return self._socket.is_connected() if self._socket else self._is_called

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raises BotError if Slack cannot be reached, SettingsError if it refuses a token."""
        settings = self._settings
        async with ClientSession(timeout=ClientTimeout(_REQUEST_SECONDS)) as session:
            context = ListenerContext(self._assistant, self._conversation_state, session, self._digests)
            installations = open_installations(settings, session, self._digests)
            if installations:
                await installations.encrypt_again()
            workspaces = installations or await _the_workspace(settings, session)
            if self._digests:
                self._digests.delivery_worker.open(open_publisher(settings, session, self._digests))
            secret = settings.slack_signing_secret
            app = build_app(_client(settings, session), workspaces, secret, context, self._now, self._note)
            if installations and self._digests:
                installations.add_to(app, self._digests.team_data_service)
            try:
                await self._answer(app, session, stop, installations)
            finally:
                if context.running:
                    await asyncio.wait(context.running, timeout=_LAST_WORDS_SECONDS)

    async def _answer(
        self, app: AsyncApp, session: ClientSession, stop: asyncio.Event, installations: Installations | None
    ) -> None:
        settings = self._settings
        if settings.slack_app_token:
            self._socket = SocketMode(app, settings.slack_app_token, session, self._patience, self._note)
            await self._socket.run(stop)
            return
        if self._accept_calls:
            self._is_called = True
            if installations:
                self._accept_calls[INSTALL_PATH](installations.install)
                self._accept_calls[REDIRECT_PATH](installations.finish_installing)
            self._accept_calls[EVENTS_PATH](handler_of(app, settings.slack_signing_secret))
            await stop.wait()
            await asyncio.sleep(_LAST_CALLS_SECONDS)  # the server still takes what is on its way

    def _note(self) -> None:
        self._last_event_at = self._now().timestamp()


def open_publisher(settings: Settings, session: ClientSession, digests: DigestServices) -> SlackPublisher:
    """Open a publisher for Slack, without listening to anything.

    Its clients never retry by themselves, because the caller records each try.
    """
    installations = open_installations(settings, session, digests)
    return SlackPublisher(installations or OneWorkspace(_posting_client(settings, session, settings.slack_bot_token)))


def open_installations(
    settings: Settings, session: ClientSession, digests: DigestServices | None
) -> Installations | None:
    """Return the workspaces that installed the app, None if the settings name one; raises SettingsError."""
    if not (settings.slack_client_id and digests):
        return None
    return Installations(settings, digests.installation_tables, partial(_posting_client, settings, session))


async def _the_workspace(settings: Settings, session: ClientSession) -> OneWorkspace:
    client = _client(settings, session, settings.slack_bot_token)
    return OneWorkspace(client, await _introduce(client))


def _posting_client(settings: Settings, session: ClientSession, token: str | None) -> AsyncWebClient:
    client = _client(settings, session, token)
    client.retry_handlers = []
    return client


def _client(settings: Settings, session: ClientSession, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(
        token,
        base_url=settings.slack_api_url,
        session=session,
        retry_handlers=retry_handlers(),
        logger=LIBRARY_LOG,
    )


async def _introduce(client: AsyncWebClient) -> AuthorizeResult:
    """Ask Slack for the bot's identity; raise SettingsError if it refuses the token, BotError if it does not answer."""
    told = await ask_slack(client.auth_test(), _REFUSED)
    if not (told.get("bot_id") and told.get("user_id")):
        raise BotError("Slack does not say who the bot is (auth.test)")
    return AuthorizeResult.from_auth_test_response(bot_token=client.token, auth_test_response=told)
