"""The Slack app as a whole: every listener, and what happens before and after each of them."""

import datetime as dt
import secrets
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.actions import add_actions
from adapters.slack.commands import add_commands
from adapters.slack.desk import Desk, log_fault
from adapters.slack.digest_handlers import DigestDesk
from adapters.slack.digest_listening import add_digests
from adapters.slack.home_tab import add_home_tab
from adapters.slack.mentions import add_mentions
from adapters.slack.responses import LIBRARY_LOG
from adapters.slack.search_modal import add_search_modal

Next = Callable[[], Awaitable[None]]


def build_app(
    client: AsyncWebClient,
    me: AuthorizeResult,
    signing_secret: str,
    desk: Desk,
    now: Callable[[], dt.datetime],
    note: Callable[[], None],
) -> AsyncApp:
    """Put the app together; `note` is called for everything that comes from Slack.

    `me` says who the bot is. `client` bears no token: with one, the library would ask again who it is at the first
    event, and leave people without an answer where Slack gives it none.
    """

    async def authorize() -> AuthorizeResult:
        return me

    app = AsyncApp(client=client, authorize=authorize, signing_secret=signing_secret or None, logger=LIBRARY_LOG)

    async def note_event(next_: Next) -> None:
        note()
        await next_()

    async def on_error(error: Exception) -> None:
        """Log what went wrong where nothing more can be said: the channel is gone, or Slack takes no message."""
        log_fault(secrets.token_hex(3), "untold", error)

    app.use(note_event)
    app.error(on_error)
    digests = DigestDesk(desk, desk.digests) if desk.digests else None
    add_commands(app, desk, digests)
    add_mentions(app, desk)
    add_actions(app, desk, digests)
    if digests:
        add_digests(app, digests)
    add_search_modal(app, desk)
    add_home_tab(app, desk, now)
    return app
