"""Answer the slash command, visible only to the person who typed it."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.channel_type import channel_unless_direct
from adapters.slack.digest_handlers import DigestHandlers, asked_in
from adapters.slack.listener_context import ListenerContext
from adapters.slack.message_text import read_message_text
from adapters.slack.responses import render_private, responder
from adapters.slack.save_modal import team_of, with_rights
from adapters.slack.send_file import send_file
from bot.app.digest_request import words_about_digests
from bot.model.how_to_ask import HowToAsk
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.watch import Person

COMMAND = "/kubecon"
HOW_TO_ASK = HowToAsk(
    lookup=f"{COMMAND} {{}}",
    kind=f"{COMMAND} talks {{}}",
    narrowed=f"{COMMAND} {{}} event:eu-2025 by:surname from:company",
    trend=f"{COMMAND} trend {{}}",
    command=f"{COMMAND} {{}}",
)


def add_commands(app: AsyncApp, context: ListenerContext, digests: DigestHandlers | None) -> None:
    """Listen to the slash command."""
    app.command(COMMAND)(partial(_on_command, context, digests))


async def _on_command(
    context: ListenerContext,
    digests: DigestHandlers | None,
    ack: AsyncAck,
    command: dict[str, Any],
    client: AsyncWebClient,
) -> None:
    await ack()
    typed = read_message_text(command.get("text") or "")
    conversation = ("slack", command["team_id"], command["channel_id"], command["user_id"])
    channel = channel_unless_direct(command["team_id"], command["channel_id"])
    person = Person("slack", command["team_id"], command["user_id"])
    request = Request(
        typed,
        conversation=conversation,
        via="command",
        channel=channel,
        person=person,
        team=team_of(command["team_id"]),
    )
    if digests and (words := words_about_digests(request)) is not None:
        asked = asked_in(command["team_id"], command["channel_id"], command, command["user_id"])
        await digests.answer(client, asked, words)
        return
    respond = responder(context.session, command["response_url"])

    async def send(said: Reply) -> None:
        await context.chart_pictures.send(client, render_private(said), partial(respond, response_type="ephemeral"))
        await send_file(client, command["user_id"], said)

    await context.answer(await with_rights(request, client), send)
