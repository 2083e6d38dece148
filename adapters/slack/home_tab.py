"""The app's own page: how to ask, the next KubeCon, what the bot knows and how to add a recap."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listener_context import ListenerContext
from adapters.slack.views import home_view
from bot.model.reply import Reply
from bot.model.request import Request

_FIRST, *_OTHERS = [Request(typed, via="home") for typed in ("help", "next", "about")]
_TAB = "home"


def add_home_tab(app: AsyncApp, context: ListenerContext, now: Callable[[], dt.datetime]) -> None:
    """Listen to people who open the app's own page."""
    app.event("app_home_opened")(partial(_on_opened, context, now))


async def _on_opened(
    context: ListenerContext, now: Callable[[], dt.datetime], event: dict[str, Any], client: AsyncWebClient
) -> None:
    if event.get("tab") != _TAB:
        return

    async def tell(said: Reply) -> None:
        others = [] if said.fault else [await context.assistant.answer(request) for request in _OTHERS]
        cards = [reply.card for reply in (said, *others)]
        await client.views_publish(user_id=event["user"], view=home_view(cards, now()))

    await context.answer(_FIRST, tell)
