"""Answer and post in the right workspace: the one whose token is set, or those that installed the app."""

from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient


class Workspaces(Protocol):
    """Know with which token the bot acts in a workspace."""

    async def authorize(self, context: AsyncBoltContext) -> AuthorizeResult | None:
        """Return who the bot is where an event is from, None if the app is not installed there."""

    async def client_of(self, team: str) -> AsyncWebClient:
        """Return a client that acts in a workspace; raises ChannelGoneError if the app is not installed there."""


class OneWorkspace:
    """Act in the workspace whose token is in the settings, with a client that has that token."""

    def __init__(self, client: AsyncWebClient, me: AuthorizeResult | None = None) -> None:
        self._client = client
        self._me = me

    async def authorize(self, _context: AsyncBoltContext) -> AuthorizeResult | None:
        """Return who the bot is, as Slack said at the start."""
        return self._me

    async def client_of(self, _team: str) -> AsyncWebClient:
        """Return the one client."""
        return self._client
