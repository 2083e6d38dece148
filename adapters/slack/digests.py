"""Digests in Slack: set for a channel by whoever writes there, in words or in a window."""

from functools import partial
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.delivery import Respond, draw_private
from adapters.slack.desk import Desk
from bot.cards.card import Card
from bot.conversation import Reply
from bot.digests.subscription import Place
from bot.scheduler.opening import Digests

WORD = "digest"


def digest_words(typed: str) -> str | None:
    """Return what follows the word digest, None where it is not the first word."""
    first, _, rest = typed.partition(" ")
    return rest.strip() if first.casefold() in {WORD, f"{WORD}s"} else None


def place_of(body: dict[str, Any]) -> Place:
    """Return where a slash command was typed."""
    return Place("slack", body["team_id"], body["channel_id"])


async def answer_words(
    desk: Desk, digests: Digests, client: AsyncWebClient, respond: Respond, command: dict[str, Any]
) -> None:
    """Do what is typed after the word digest, and tell the person alone."""
    person, words = command["user_id"], digest_words(command.get("text") or "") or ""

    async def work() -> tuple[Card, ...]:
        timezone = await timezone_of(client, person)
        return await digests.office.answer(place_of(command), person, words, timezone)

    await desk.tell_cards(WORD, work, partial(_respond, respond))


async def _respond(respond: Respond, card: Card) -> None:
    await respond(draw_private(Reply(card)), response_type="ephemeral")


async def timezone_of(client: AsyncWebClient, person: str) -> str:
    """Return the time zone of a person's profile, "" where Slack does not tell it."""
    try:
        told = await client.users_info(user=person)
    except SlackApiError:
        return ""
    return str(told["user"].get("tz") or "")
