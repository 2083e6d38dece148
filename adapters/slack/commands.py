"""The slash command: answered to the asker alone."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.slack.delivery import draw_private, responder
from adapters.slack.desk import Desk
from adapters.slack.typed import read_typed
from bot.conversation import Reply, reply

COMMAND = "/kubecon"


def add_commands(app: AsyncApp, desk: Desk) -> None:
    """Listen to the slash command."""
    app.command(COMMAND)(partial(_on_command, desk))


async def _on_command(desk: Desk, ack: AsyncAck, command: dict[str, Any]) -> None:
    await ack()
    typed = read_typed(command.get("text") or "")
    respond = responder(desk.session, command["response_url"])
    place = (command["team_id"], command["channel_id"], command["user_id"])

    async def tell(said: Reply) -> None:
        if said.page:
            desk.memory.pages.put(place, said.page)
        await respond(draw_private(said), response_type="ephemeral")

    before = desk.memory.pages.get(place)
    await desk.answer("command", lambda engine, today: reply(engine, typed, before, today), tell)
