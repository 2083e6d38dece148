"""The search window: opened by a shortcut or from the app's own page, with a field that completes what is typed."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.desk import Desk, Look
from adapters.slack.message_text import read_message_text
from adapters.slack.responses import show_view
from adapters.slack.views import COMPLETE, MOST_CHOICES, SEARCH, search_view, to_options
from bot.app.conversation import reply, reply_to_text
from bot.cards.notices import help_card
from bot.model.card import Card
from bot.model.reply import Reply

LOOK_THIS_UP = "look_this_up"
OPEN_SEARCH = "open_search"

_LOOKING = Card("Looking it up …", alt_text="Looking it up")


def add_search_modal(app: AsyncApp, desk: Desk) -> None:
    """Listen to the shortcuts and the search fields."""
    app.message_shortcut(LOOK_THIS_UP)(partial(_on_message_shortcut, desk))
    app.global_shortcut(OPEN_SEARCH)(_on_open_search)
    app.options(COMPLETE)(partial(_on_complete, desk))
    app.action(COMPLETE)(partial(_on_choice, desk))
    app.action(SEARCH)(partial(_on_search, desk))


async def show_in_view(desk: Desk, client: AsyncWebClient, body: dict[str, Any], look: Look) -> None:
    """Answer in the search window: the open one, or a new one, opened at once because triggers live 3 seconds."""
    view = body.get("view") or {}
    if view.get("type") != "modal":
        opened = await client.views_open(trigger_id=body["trigger_id"], view=search_view(_LOOKING))
        view = opened["view"]

    async def tell(said: Reply) -> None:
        await show_view(client, view["id"], search_view(said.card))

    await desk.answer("view", look, tell)


async def _on_message_shortcut(desk: Desk, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    typed = read_message_text(body["message"].get("text") or "")
    await show_in_view(desk, client, body, lambda engine, _today: reply_to_text(engine, typed))


async def _on_open_search(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=search_view(help_card()))


async def _on_complete(desk: Desk, ack: AsyncAck, payload: dict[str, Any]) -> None:
    await ack(options=to_options(await desk.suggest(str(payload.get("value") or ""), MOST_CHOICES)))


async def _on_choice(
    desk: Desk, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    await show_in_view(desk, client, body, _look_up(action["selected_option"]["value"]))


async def _on_search(
    desk: Desk, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    await show_in_view(desk, client, body, _look_up(action.get("value") or ""))


def _look_up(typed: str) -> Look:
    return lambda engine, today: reply(engine, typed, None, today)
