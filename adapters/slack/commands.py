"""The slash command: answered to the asker alone."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.desk import Desk
from adapters.slack.digest_handlers import DigestDesk, asked_in
from adapters.slack.message_text import read_message_text
from adapters.slack.responses import draw_private, responder
from bot.app.conversation import reply
from bot.digests.parse_command import digest_words
from bot.model.reply import Reply

COMMAND = "/kubecon"


def add_commands(app: AsyncApp, desk: Desk, digests: DigestDesk | None) -> None:
    """Listen to the slash command."""
    app.command(COMMAND)(partial(_on_command, desk, digests))


async def _on_command(
    desk: Desk, digests: DigestDesk | None, ack: AsyncAck, command: dict[str, Any], client: AsyncWebClient
) -> None:
    await ack()
    typed = read_message_text(command.get("text") or "")
    if digests and (words := digest_words(typed)) is not None:
        asked = asked_in(command["team_id"], command["channel_id"], command, command["user_id"])
        await digests.answer(client, asked, words)
        return
    respond = responder(desk.session, command["response_url"])
    place = (command["team_id"], command["channel_id"], command["user_id"])

    async def tell(said: Reply) -> None:
        if said.page:
            desk.conversation_state.pages.put(place, said.page)
        await respond(draw_private(said), response_type="ephemeral")

    before = desk.conversation_state.pages.get(place)
    await desk.answer("command", lambda engine, today: reply(engine, typed, before, today), tell)
