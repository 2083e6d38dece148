"""Let many workspaces install the app with OAuth, and act in each with its own token.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from collections.abc import Callable, Sequence
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.listener.async_builtins import AsyncTokenRevocationListeners
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.http_mode import INSTALL_PATH, REDIRECT_PATH
from adapters.slack.responses import LIBRARY_LOG
from adapters.slack.save_modal import team_of
from adapters.slack.scopes import load_manifest, manifest_scopes
from bot.app.installation_tables import InstallationTables
from bot.app.team_data_service import TeamDataService
from bot.delivery.protocol import ChannelGoneError, RetryLaterError
from bot.event_log import EventLogger
from bot.model.organization import Membership
from bot.settings import Settings

_SECRETS = {
    "bots": ("bot_token", "bot_refresh_token"),
    "installations": ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url"),
}
_STATE_SECONDS = 600  # between "Add to Slack" and "Allow"
_MINUTES_BEFORE_EXPIRY = 120  # tokens last 12 hours: https://docs.slack.dev/authentication/using-token-rotation
_WAIT_SECONDS = 60.0
_log = EventLogger(__name__)

OpenClient = Callable[[str | None], AsyncWebClient]


class Installations:
    """Keep the tokens of all workspaces that installed the app; they are encrypted, and renewed before they expire."""

    def __init__(self, settings: Settings, tables: InstallationTables, open_client: OpenClient) -> None:
        """Take the id and secret of the app; `open_client` returns a client with a token.

        Raises SettingsError without a key that encrypts tokens.
        """
        self._tables = tables
        self._open_client = open_client
        own_engine: Any = tables
        self._store = AsyncSQLAlchemyInstallationStore(settings.slack_client_id, own_engine, logger=LIBRARY_LOG)
        for table, columns in self._secret_columns():
            tables.encrypt(table.c[name] for name in columns)
        self._flow = AsyncOAuthFlow(
            client=open_client(None),
            logger=LIBRARY_LOG,
            settings=AsyncOAuthSettings(
                client_id=settings.slack_client_id,
                client_secret=settings.slack_client_secret,
                scopes=manifest_scopes(load_manifest()),
                user_scopes=(),
                install_path=INSTALL_PATH,
                install_page_rendering_enabled=False,
                redirect_uri_path=REDIRECT_PATH,
                installation_store=self._store,
                state_store=AsyncSQLAlchemyOAuthStateStore(_STATE_SECONDS, own_engine, LIBRARY_LOG),
                state_expiration_seconds=_STATE_SECONDS,
                logger=LIBRARY_LOG,
            ),
        )
        self._rotator = AsyncTokenRotator(
            client_id=settings.slack_client_id, client_secret=settings.slack_client_secret, client=open_client(None)
        )

    async def encrypt_again(self) -> None:
        """Encrypt all stored tokens with the newest key; raises StoreError if no key decrypts one."""
        for table, columns in self._secret_columns():
            await self._tables.encrypt_again(table, columns)

    async def install(self, request: web.Request) -> web.Response:
        """Send a browser to Slack, where the person allows the app to be installed."""
        return await to_aiohttp_response(await self._flow.handle_installation(await to_bolt_request(request)))

    async def finish_installing(self, request: web.Request) -> web.Response:
        """Exchange the code that Slack sends back for a token, and store that."""
        return await to_aiohttp_response(await self._flow.handle_callback(await to_bolt_request(request)))

    async def authorize(self, context: AsyncBoltContext) -> AuthorizeResult | None:
        """Return who the bot is in the workspace of an event, None if the app is not installed there."""
        is_for_all = bool(context.is_enterprise_install)
        bot = await self._find(context.enterprise_id, None if is_for_all else context.team_id)
        if bot is None:
            return None
        if context.team_id and context.enterprise_id:
            organization = team_of(context.enterprise_id)
            await self._tables.note_organization(Membership(team_of(context.team_id), organization, is_for_all))
        return AuthorizeResult(
            enterprise_id=context.enterprise_id,
            team_id=context.team_id,
            bot_id=bot.bot_id,
            bot_user_id=bot.bot_user_id,
            bot_token=bot.bot_token,
            bot_scopes=bot.bot_scopes,
        )

    async def client_of(self, team: str) -> AsyncWebClient:
        """Return a client with the token of a workspace.

        Raises ChannelGoneError if the app is not installed there, RetryLaterError if its token cannot be renewed now.
        """
        belongs = await self._tables.membership_of(team_of(team))
        organization = belongs.organization.rpartition("/")[2] or None
        bot = await self._find(organization, None if belongs.is_installed_for_all else team)
        if bot is None:
            raise ChannelGoneError(f"The app is not installed in Slack's workspace {team}")
        return self._open_client(bot.bot_token)

    async def _find(self, organization: str | None, team: str | None) -> Bot | None:
        """Return an installation with a token that is still good for a while."""
        bot = await self._store.async_find_bot(enterprise_id=organization, team_id=team)
        if bot is None or bot.bot_refresh_token is None:
            return bot
        try:
            renewed = await self._rotator.perform_bot_token_rotation(
                bot=bot, minutes_before_expiration=_MINUTES_BEFORE_EXPIRY
            )
        except SlackTokenRotationError:
            _log.warning("a token cannot be renewed", workspace=team or organization)
            raise RetryLaterError("Slack does not renew the token", _WAIT_SECONDS) from None
        if renewed:
            await self._store.async_save_bot(renewed)
        return renewed or bot

    def _secret_columns(self) -> list[tuple[Any, Sequence[str]]]:
        return [(getattr(self._store, name), columns) for name, columns in _SECRETS.items()]

    def add_to(self, app: AsyncApp, team_data: TeamDataService) -> None:
        """Listen to workspaces that uninstall the app, and delete all that is stored about them."""
        revocations = AsyncTokenRevocationListeners(self._store)

        async def on_uninstalled(context: AsyncBoltContext) -> None:
            teams = [team_of(context.team_id)] if context.team_id else []
            if context.is_enterprise_install and context.enterprise_id:
                teams += await self._tables.teams_of(team_of(context.enterprise_id))
            of_one = None if context.is_enterprise_install else context.team_id
            await self._store.async_delete_all(enterprise_id=context.enterprise_id, team_id=of_one)
            rows = sum([await team_data.forget(team) for team in dict.fromkeys(teams)])
            _log.info("uninstalled", workspaces=len(teams), rows=rows)

        app.event("tokens_revoked")(revocations.handle_tokens_revoked_events)
        app.event("app_uninstalled")(on_uninstalled)
