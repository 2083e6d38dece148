"""Show the search modal, opened by a shortcut or from the home tab, with a field that completes what is typed."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listener_context import ListenerContext
from adapters.slack.message_text import read_message_text
from adapters.slack.render import MOST_CHOICES, Block, Message, card_to_blocks, plain_text, to_options, with_chart
from adapters.slack.responses import update_open_view
from bot.cards.notices import help_card
from bot.model.card import Card
from bot.model.reply import Reply
from bot.model.request import Request

LOOK_THIS_UP = "look_this_up"
OPEN_SEARCH = "open_search"
COMPLETE = "complete"
SEARCH = "search"
ASKED = "A topic, a project, a talk or a speaker"

_TITLE = "KubeCon recaps"  # at most 24: https://docs.slack.dev/reference/views/modal-views

_LOOKING = Card("Looking it up …", alt_text="Looking it up")


def add_search_modal(app: AsyncApp, context: ListenerContext) -> None:
    """Listen to the shortcuts and the search fields."""
    app.message_shortcut(LOOK_THIS_UP)(partial(_on_message_shortcut, context))
    app.global_shortcut(OPEN_SEARCH)(_on_open_search)
    app.options(COMPLETE)(partial(_on_complete, context))
    app.action(COMPLETE)(partial(_on_choice, context))
    app.action(SEARCH)(partial(_on_search, context))


def search_view(card: Card, picture: Block | None = None) -> dict[str, Any]:
    """Build the search modal: a field that completes what is typed, a card below it, and the picture of its chart."""
    field = {"type": "external_select", "action_id": COMPLETE, "min_query_length": 0, "placeholder": plain_text("dra")}
    above = {"type": "section", "text": plain_text(f"{ASKED}:"), "accessory": field}
    title, close = plain_text(_TITLE), plain_text("Close")
    below = with_chart(Message("", card_to_blocks(card)), picture).blocks
    return {"type": "modal", "title": title, "close": close, "blocks": [above, *below]}


async def show_in_view(
    context: ListenerContext, client: AsyncWebClient, body: dict[str, Any], request: Request
) -> None:
    """Answer in the search window: the open one, or a new one, opened at once because triggers live 3 seconds."""
    view = body.get("view") or {}
    if view.get("type") != "modal":
        opened = await client.views_open(trigger_id=body["trigger_id"], view=search_view(_LOOKING))
        view = opened["view"]

    async def send(said: Reply) -> None:
        state = await update_open_view(client, view["id"], search_view(said.card))
        if said.card.chart and state:  # which Slack draws in messages only
            await context.chart_pictures.try_picture(
                client,
                said.card.chart,
                lambda drawn: update_open_view(client, view["id"], search_view(said.card, drawn), state),
            )

    await context.answer(request, send)


async def _on_message_shortcut(
    context: ListenerContext, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    typed = read_message_text(body["message"].get("text") or "")
    await show_in_view(context, client, body, Request(text=typed, via="view"))


async def _on_open_search(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    await client.views_open(trigger_id=body["trigger_id"], view=search_view(help_card()))


async def _on_complete(context: ListenerContext, ack: AsyncAck, payload: dict[str, Any]) -> None:
    await ack(options=to_options(await context.suggest(str(payload.get("value") or ""), MOST_CHOICES)))


async def _on_choice(
    context: ListenerContext, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    await show_in_view(context, client, body, Request(action["selected_option"]["value"], via="view"))


async def _on_search(
    context: ListenerContext, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    await show_in_view(context, client, body, Request(action.get("value") or "", via="view"))
