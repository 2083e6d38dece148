"""The app's own page: how to ask, the next KubeCon, what the bot knows and how to add a recap."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.desk import Desk
from adapters.slack.views import home_view
from bot.app.conversation import reply
from bot.engine import Engine
from bot.model.card import Card
from bot.model.reply import Reply

_TOLD = ("help", "next", "about")
_TAB = "home"


def add_home_tab(app: AsyncApp, desk: Desk, now: Callable[[], dt.datetime]) -> None:
    """Listen to people who open the app's own page."""
    app.event("app_home_opened")(partial(_on_opened, desk, now))


async def _on_opened(desk: Desk, now: Callable[[], dt.datetime], event: dict[str, Any], client: AsyncWebClient) -> None:
    if event.get("tab") != _TAB:
        return
    cards: list[Card] = []

    def look(engine: Engine, today: dt.date) -> Reply:
        replies = [reply(engine, typed, None, today) for typed in _TOLD]
        cards.extend(said.card for said in replies)
        return replies[0]

    async def tell(said: Reply) -> None:
        await client.views_publish(user_id=event["user"], view=home_view(cards or [said.card], now()))

    await desk.answer("home", look, tell)
