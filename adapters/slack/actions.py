"""Handle pressed buttons: the next part of an answer, Share and Dismiss."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.channel_type import is_direct_message
from adapters.slack.digest_handlers import DigestHandlers, asked_in
from adapters.slack.listener_context import ListenerContext
from adapters.slack.profiles import admin_asking
from adapters.slack.render import DISMISS, FEEDBACK, HELPFUL, SHARE, STEP, UNHELPFUL, render_card
from adapters.slack.responses import render_private, responder
from adapters.slack.save_modal import team_of, with_rights
from adapters.slack.search_modal import show_in_view
from adapters.slack.send_file import send_file
from bot.app.assistant import Failure
from bot.app.digest_request import words_about_digests
from bot.app.update_switch import is_about_updates
from bot.cards.miss_cards import noted_card
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.watch import Person


def add_actions(app: AsyncApp, context: ListenerContext, digests: DigestHandlers | None) -> None:
    """Listen to the buttons of cards."""
    app.action(re.compile(rf"{STEP}-\d+"))(partial(_on_step, context, digests))
    app.action(SHARE)(partial(_on_share, context))
    app.action(DISMISS)(partial(_on_dismiss, context))
    app.action(FEEDBACK)(partial(_on_feedback, context))


async def _on_step(
    context: ListenerContext,
    digests: DigestHandlers | None,
    ack: AsyncAck,
    body: dict[str, Any],
    action: dict[str, Any],
    client: AsyncWebClient,
) -> None:
    await ack()
    place, person = _place(body), body["user"]["id"]
    if not context.handled_messages.clicked.is_first((*place, person, action["value"])):
        return
    asker = Person("slack", place[0], person)
    request = Request(button=action["value"], via="button", person=asker, team=team_of(place[0]))
    if is_about_updates(request):
        request = replace(request, asker=await admin_asking(client, person))
    request = await with_rights(request, client)
    if "view" in body:
        await show_in_view(context, client, body, replace(request, via="view"))
        return
    if digests and (words := words_about_digests(request)) is not None:
        team, channel, _ = place
        await digests.answer(client, asked_in(team, channel, body, person), words)
        return
    respond = responder(context.session, body["response_url"])

    async def send(said: Reply) -> None:
        is_direct = _is_direct(body)
        message = render_card(said.card, feedback=said.feedback) if is_direct else render_private(said)
        if is_direct or body["container"].get("is_ephemeral"):
            how: dict[str, Any] = {"replace_original": True}
        else:  # others see this message, so only the person who pressed gets the answer
            how = {"response_type": "ephemeral", "replace_original": False, **_thread(body)}
        await context.chart_pictures.send(client, message, partial(respond, **how))
        await send_file(client, person, said)

    await context.answer(request, send)


async def _on_share(
    context: ListenerContext, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    if not context.handled_messages.shared.is_first(_place(body)):
        return
    respond = responder(context.session, body["response_url"])
    sharer = body["user"].get("name") or body["user"].get("username") or "a colleague"

    async def send(said: Reply) -> None:
        if said.page is None:
            await respond(render_private(said), replace_original=True)
            return
        footer = " · ".join(part for part in (f"shared by {sharer}", said.card.footer) if part)
        shared = render_card(replace(said.card, footer=footer))
        how = {"response_type": "in_channel", "replace_original": False, **_thread(body)}
        await context.chart_pictures.send(client, shared, partial(respond, **how))
        await respond(delete_original=True)

    await context.answer(Request(button=action["value"], via="share"), send)


async def _on_dismiss(context: ListenerContext, ack: AsyncAck, body: dict[str, Any]) -> None:
    await ack()
    if context.handled_messages.clicked.is_first((*_place(body), DISMISS)):
        await responder(context.session, body["response_url"])(delete_original=True)


async def _on_feedback(context: ListenerContext, ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
    """Count a thumb, once for each person and message, and thank only that person."""
    await ack()
    value = str(action.get("value", ""))
    is_helpful, page = value.startswith(HELPFUL), value.removeprefix(HELPFUL).removeprefix(UNHELPFUL)
    if not context.handled_messages.clicked.is_first((*_place(body), body["user"]["id"], FEEDBACK)):
        return

    async def note() -> None:
        await context.assistant.note_feedback(page, is_helpful=is_helpful)

    done = await context.attempt("feedback", note)
    card = done.card if isinstance(done, Failure) else noted_card(is_helpful=is_helpful)
    respond = responder(context.session, body["response_url"])
    await respond(render_card(card), response_type="ephemeral", replace_original=False, **_thread(body))


def _place(body: dict[str, Any]) -> tuple[str, str, str]:
    """Return the message or view of a button."""
    container = body["container"]
    return body["team"]["id"], container.get("channel_id", ""), container.get("message_ts") or container["view_id"]


def _thread(body: dict[str, Any]) -> dict[str, str]:
    thread = body["container"].get("thread_ts")
    return {"thread_ts": thread} if thread else {}


def _is_direct(body: dict[str, Any]) -> bool:
    is_ephemeral = bool(body["container"].get("is_ephemeral"))
    return not is_ephemeral and is_direct_message(str(body["container"].get("channel_id", "")))
