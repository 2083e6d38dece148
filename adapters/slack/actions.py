"""Pressed buttons: the next part of an answer, Share and Dismiss."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.desk import Desk
from adapters.slack.digest_handlers import DigestDesk, asked_in
from adapters.slack.render import DISMISS, SHARE, STEP, render_card
from adapters.slack.responses import draw_private, responder
from adapters.slack.search_modal import show_in_view
from bot.app.conversation import step
from bot.digests.parse_command import digest_words, is_about_digests
from bot.model.answer_page import value_to_page
from bot.model.reply import Reply

_DIRECT_MESSAGE = "D"  # what the id of a conversation with the bot alone begins with


def add_actions(app: AsyncApp, desk: Desk, digests: DigestDesk | None) -> None:
    """Listen to the buttons of cards."""
    app.action(re.compile(rf"{STEP}-\d+"))(partial(_on_step, desk, digests))
    app.action(SHARE)(partial(_on_share, desk))
    app.action(DISMISS)(partial(_on_dismiss, desk))


async def _on_step(
    desk: Desk,
    digests: DigestDesk | None,
    ack: AsyncAck,
    body: dict[str, Any],
    action: dict[str, Any],
    client: AsyncWebClient,
) -> None:
    await ack()
    place, person = _place(body), body["user"]["id"]
    if not desk.conversation_state.clicked.is_first((*place, person, action["value"])):
        return
    if "view" in body:
        await show_in_view(desk, client, body, lambda engine, today: step(engine, action["value"], today))
        return
    typed = value_to_page(action["value"]).words
    if digests and is_about_digests(typed):
        team, channel, _ = place
        await digests.answer(client, asked_in(team, channel, body, person), digest_words(typed) or "")
        return
    respond = responder(desk.session, body["response_url"])

    async def tell(said: Reply) -> None:
        if _is_direct(body):
            await respond(render_card(said.card), replace_original=True)
        elif body["container"].get("is_ephemeral"):
            await respond(draw_private(said), replace_original=True)
        else:  # others see this message: the one who pressed is answered alone
            await respond(draw_private(said), response_type="ephemeral", replace_original=False, **_thread(body))

    await desk.answer("button", lambda engine, today: step(engine, action["value"], today), tell)


async def _on_share(desk: Desk, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
    await ack()
    if not desk.conversation_state.shared.is_first(_place(body)):
        return
    respond = responder(desk.session, body["response_url"])
    sharer = body["user"].get("name") or body["user"].get("username") or "a colleague"

    async def tell(said: Reply) -> None:
        if said.page is None:
            await respond(draw_private(said), replace_original=True)
            return
        footer = " · ".join(part for part in (f"shared by {sharer}", said.card.footer) if part)
        shared = render_card(replace(said.card, footer=footer))
        await respond(shared, response_type="in_channel", replace_original=False, **_thread(body))
        await respond(delete_original=True)

    await desk.answer("share", lambda engine, today: step(engine, action["value"], today), tell)


async def _on_dismiss(desk: Desk, ack: AsyncAck, body: dict[str, Any]) -> None:
    await ack()
    if desk.conversation_state.clicked.is_first((*_place(body), DISMISS)):
        await responder(desk.session, body["response_url"])(delete_original=True)


def _place(body: dict[str, Any]) -> tuple[str, str, str]:
    """Return which message or view a button stands on."""
    container = body["container"]
    return body["team"]["id"], container.get("channel_id", ""), container.get("message_ts") or container["view_id"]


def _thread(body: dict[str, Any]) -> dict[str, str]:
    thread = body["container"].get("thread_ts")
    return {"thread_ts": thread} if thread else {}


def _is_direct(body: dict[str, Any]) -> bool:
    is_ephemeral = bool(body["container"].get("is_ephemeral"))
    return not is_ephemeral and str(body["container"].get("channel_id", "")).startswith(_DIRECT_MESSAGE)
