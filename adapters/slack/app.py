"""Build the Slack app with all its listeners and middleware."""

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.actions import add_actions
from adapters.slack.commands import add_commands
from adapters.slack.digest_handlers import DigestHandlers
from adapters.slack.digest_modal_handlers import add_digests
from adapters.slack.home_tab import add_home_tab
from adapters.slack.listener_context import ListenerContext, log_fault
from adapters.slack.messages import add_mentions
from adapters.slack.responses import LIBRARY_LOG
from adapters.slack.save_modal import add_save_modal
from adapters.slack.search_modal import add_search_modal
from adapters.slack.workspaces import Workspaces

Next = Callable[[], Awaitable[None]]
_NOT_INSTALLED = "The bot is not installed in this workspace any more; an administrator can install it again"


def build_app(
    client: AsyncWebClient,
    workspaces: Workspaces,
    signing_secret: str,
    context: ListenerContext,
    now: Callable[[], dt.datetime],
    note: Callable[[], None],
) -> AsyncApp:
    """Build the app; `note` is called for every message from Slack.

    `client` has no token: with one, the library would ask again who the bot is at the first event, and leave people
    without an answer where Slack does not reply.
    """

    async def authorize(context: AsyncBoltContext) -> Any:  # a result or None; the library looks at the arguments
        return await workspaces.authorize(context)

    app = AsyncApp(
        client=client,
        authorize=authorize,
        signing_secret=signing_secret or None,
        user_facing_authorize_error_message=_NOT_INSTALLED,
        logger=LIBRARY_LOG,
    )

    async def note_event(next_: Next) -> None:
        note()
        await next_()

    async def on_error(error: Exception) -> None:
        """Log an error after which no reply is possible, because the channel is gone or Slack accepts no message."""
        log_fault(error, "untold")

    app.use(note_event)
    app.error(on_error)
    digests = DigestHandlers(context, context.digests) if context.digests else None
    add_commands(app, context, digests)
    add_mentions(app, context)
    add_actions(app, context, digests)
    if digests:
        add_digests(app, digests)
    add_search_modal(app, context)
    if context.assistant.saved_recap_service:
        add_save_modal(app, context, context.assistant.saved_recap_service)
    add_home_tab(app, context, now)
    return app
