"""Save a message as a recap of the team: a shortcut in its menu opens a modal, in which the KubeCon is confirmed."""

import asyncio
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.listener_context import ListenerContext
from adapters.slack.message_text import read_message_text
from adapters.slack.profiles import admin_asking
from adapters.slack.render import MOST_CHOICES, card_to_blocks, plain_text
from adapters.slack.responses import update_open_view
from bot.app.assistant import Failure
from bot.app.digest_request import words_of
from bot.app.saved_recap_service import SavedRecapService
from bot.cards.saved_recap_cards import is_saved_recap_command
from bot.model.card import Card
from bot.model.edition import Edition
from bot.model.request import Request
from bot.model.saved_recap import LONGEST_SAVED, SavedRecap

SAVE = "save_as_recap"
SAVE_WINDOW = "save_recap"
TITLE, TEXT, EDITION = "title", "text", "edition"
NO_EDITION = "none"
_WINDOW_TITLE = "Save as recap"
_LONGEST_TITLE = 120
_SAVING = Card("Saving …", alt_text="Saving")

Block = dict[str, Any]


def add_save_modal(app: AsyncApp, context: ListenerContext, recaps: SavedRecapService) -> None:
    """Listen to the shortcut and the modal."""
    app.message_shortcut(SAVE)(partial(_on_shortcut, recaps))
    app.view(SAVE_WINDOW)(partial(_on_submitted, context, recaps))


def team_of(team: str) -> str:
    """Return what names a workspace among the teams of all platforms."""
    return f"slack/{team}"


async def with_rights(request: Request, client: AsyncWebClient) -> Request:
    """Return a request for saved recaps with what its person may do: administrators may forget any."""
    if not (request.person and is_saved_recap_command(words_of(request))):
        return request
    return replace(request, may_moderate=await admin_asking(client, request.person.id) is not None)


async def _on_shortcut(recaps: SavedRecapService, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    message = body["message"]
    text, day = read_message_text(message.get("text") or "", keeps_lines=True), _day_of(str(message["ts"]))
    facts = {"url": _link(body, str(message["ts"])), "day": day.isoformat()}
    guess = await asyncio.to_thread(recaps.guess_edition, text, day)
    view = save_view(text, facts, guess, recaps.editions_until(day))
    await client.views_open(trigger_id=body["trigger_id"], view=view)


def save_view(text: str, facts: dict[str, str], guess: str, editions: Sequence[Edition]) -> dict[str, Any]:
    """Build the modal: title and text of the message, and the KubeCon that it is most likely about."""
    choices = {NO_EDITION: "No KubeCon", **{one.id: one.short_name for one in editions[: MOST_CHOICES - 1]}}
    options = {value: {"text": plain_text(label), "value": value} for value, label in choices.items()}
    initial = options.get(guess, options[NO_EDITION])
    select: Block = {"type": "static_select", "action_id": EDITION, "options": list(options.values())}
    select["initial_option"] = initial
    title = " ".join(text.split()[:10])[:_LONGEST_TITLE]
    return {
        "type": "modal",
        "callback_id": SAVE_WINDOW,
        "private_metadata": json.dumps(facts),
        "title": plain_text(_WINDOW_TITLE),
        "submit": plain_text("Save"),
        "close": plain_text("Cancel"),
        "blocks": [
            _input(TITLE, "Title", _text_field(TITLE, title, _LONGEST_TITLE)),
            _input(TEXT, "What your team should find", _text_field(TEXT, text, LONGEST_SAVED, multiline=True)),
            _input(EDITION, "KubeCon", select),
        ],
    }


async def _on_submitted(
    context: ListenerContext, recaps: SavedRecapService, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient
) -> None:
    recap = _read(body)
    if not recap.text.strip():
        await ack(response_action="errors", errors={TEXT: "Write what your team should find"})
        return
    await ack(response_action="update", view=_notice_view(_SAVING))
    said = await context.attempt("save", lambda: recaps.save(recap))
    await update_open_view(client, body["view"]["id"], _notice_view(said.card if isinstance(said, Failure) else said))


def _read(body: dict[str, Any]) -> SavedRecap:
    values, facts = body["view"]["state"]["values"], json.loads(body["view"]["private_metadata"])
    edition = values[EDITION][EDITION]["selected_option"]["value"]
    return SavedRecap(
        team_of(body["team"]["id"]),
        values[TITLE][TITLE].get("value") or "",
        values[TEXT][TEXT].get("value") or "",
        body["user"]["id"],
        dt.date.fromisoformat(facts["day"]),
        "" if edition == NO_EDITION else edition,
        facts["url"],
    )


def _notice_view(card: Card) -> dict[str, Any]:
    blocks = [block for block in card_to_blocks(card) if block["type"] != "actions"]
    return {"type": "modal", "title": plain_text(_WINDOW_TITLE), "close": plain_text("Close"), "blocks": blocks}


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": block_id, "label": plain_text(label), "element": element}


def _text_field(action_id: str, text: str, longest: int, *, multiline: bool = False) -> Block:
    field: Block = {"type": "plain_text_input", "action_id": action_id, "multiline": multiline, "max_length": longest}
    return {**field, **({"initial_value": text[:longest]} if text else {})}


def _day_of(ts: str) -> dt.date:
    return dt.datetime.fromtimestamp(float(ts), dt.UTC).date()


def _link(body: dict[str, Any], ts: str) -> str:
    """Return the address of a message, as Slack's own "Copy link" writes it."""
    return f"https://{body['team']['domain']}.slack.com/archives/{body['channel']['id']}/p{ts.replace('.', '')}"
