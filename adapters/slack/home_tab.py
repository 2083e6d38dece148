"""Show the app's home tab: help, the next KubeCon, what the bot knows and how to add a recap."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listener_context import ListenerContext
from adapters.slack.profiles import admin_asking
from adapters.slack.render import Block, card_to_blocks, plain_text
from adapters.slack.search_modal import ASKED, SEARCH
from bot.cards.update_settings_card import COMMAND
from bot.model.card import Card
from bot.model.reply import Reply
from bot.model.request import Request

_FIRST, *_OTHERS = [Request(typed, via="home") for typed in ("help", "next", "about")]
_TAB = "home"

_LONGEST_TYPED = 300


def add_home_tab(app: AsyncApp, context: ListenerContext, now: Callable[[], dt.datetime]) -> None:
    """Listen to people who open the home tab."""
    app.event("app_home_opened")(partial(_on_opened, context, now))


async def _on_opened(
    context: ListenerContext, now: Callable[[], dt.datetime], event: dict[str, Any], client: AsyncWebClient
) -> None:
    if event.get("tab") != _TAB:
        return

    async def send(said: Reply) -> None:
        others = [] if said.fault else [await context.assistant.answer(request) for request in _OTHERS]
        if context.assistant.offers_updates and (admin := await admin_asking(client, event["user"])):
            others.append(await context.assistant.answer(Request(COMMAND, asker=admin, via="home")))
        cards = [reply.card for reply in (said, *others)]
        await client.views_publish(user_id=event["user"], view=home_view(cards, now()))

    await context.answer(_FIRST, send)


def home_view(cards: list[Card], now: dt.datetime) -> dict[str, Any]:
    """Build the home tab: a search field, then cards; `now` is shown as its age, in the reader's own time."""
    field = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": _LONGEST_TYPED,
        "placeholder": plain_text(f"{ASKED}, for example dra"),
    }
    search = {"type": "input", "dispatch_action": True, "label": plain_text("Look up"), "element": field}
    welcome, *others = [card_to_blocks(card) for card in cards]
    below = [block for blocks in others for block in ({"type": "divider"}, *blocks)]
    return {"type": "home", "blocks": [search, *welcome, *below, _age(now)]}


def _age(now: dt.datetime) -> Block:
    # https://docs.slack.dev/reference/block-kit/blocks/rich-text-block#date-element-type
    date = {
        "type": "date",
        "timestamp": int(now.timestamp()),
        "format": "{date_short_pretty} {time}",
        "fallback": f"{now:%Y-%m-%d %H:%M} UTC",
    }
    words = {"type": "text", "text": "As of "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words, date]}]}
