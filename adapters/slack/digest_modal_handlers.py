"""Handle the events of the digest modal: choose topics, preview, post now, save."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.digest_handlers import DOOR, Asked, DigestHandlers
from adapters.slack.digest_modal import (
    POST_NOW,
    PREVIEW,
    TOPICS,
    WINDOW,
    ZONE,
    faults_of,
    form_of,
    is_turned_off,
    notice_view,
    origin_of,
    settings_view,
    to_faults,
)
from adapters.slack.render import MOST_CHOICES, to_options
from adapters.slack.responses import update_open_view
from bot.app.assistant import Failure
from bot.model.card import Card
from bot.model.channel import LONGEST_TOPIC

# a filled-in window must be acknowledged within 3 seconds: https://docs.slack.dev/surfaces/modals#handling_submissions
_PATIENCE_SECONDS = 2.0
_WRITING = Card("Putting it together …", alt_text="Putting it together")


def add_digests(app: AsyncApp, digests: DigestHandlers) -> None:
    """Listen to the window."""
    app.options(ZONE)(partial(_on_zone, digests))
    app.options(TOPICS)(partial(_on_topic, digests))
    app.action(PREVIEW)(partial(_on_preview, digests))
    app.action(POST_NOW)(partial(_on_post_now, digests))
    app.view(WINDOW)(partial(_on_saved, digests))


async def _on_zone(digests: DigestHandlers, ack: AsyncAck, payload: dict[str, Any]) -> None:
    zones = await digests.context.assistant.suggest_timezones(str(payload.get("value") or ""), MOST_CHOICES)
    await ack(options=to_options(zones))


async def _on_topic(digests: DigestHandlers, ack: AsyncAck, payload: dict[str, Any]) -> None:
    """Offer topics, with the typed text first, so that anything can be chosen."""
    typed = str(payload.get("value") or "").replace(",", " ")[:LONGEST_TOPIC]
    names = [name for name in await digests.context.suggest(typed, MOST_CHOICES - 1) if "," not in name]
    known = {name.casefold() for name in names}
    own = [typed] if typed.strip() and typed.strip().casefold() not in known else []
    await ack(options=to_options([*own, *names]))


async def _on_preview(digests: DigestHandlers, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Show what would be posted with the current fields, saved or not."""
    await ack()
    view, asked = body["view"], _asked(body)
    opened = await client.views_push(trigger_id=body["trigger_id"], view=_preview_view([_WRITING]))

    async def work() -> tuple[Card, ...]:
        before, _ = await digests.subscription(asked)
        return await digests.subscription_service.preview(form_of(view).change(before))

    cards = await digests.context.attempt(DOOR, work)
    shown = (cards.card,) if isinstance(cards, Failure) else cards
    await update_open_view(client, opened["view"]["id"], _preview_view(shown))


async def _on_post_now(digests: DigestHandlers, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Post a digest with the saved settings, and say so at the top of the modal."""
    await ack()
    asked = _asked(body)

    async def work() -> dict[str, Any]:
        saved, is_on = await digests.subscription(asked)
        said = (
            await digests.subscription_service.post_now(saved)
            if is_on
            else digests.subscription_service.standing(saved, is_on=False)
        )
        often = await digests.subscription_service.asked_topics(saved)
        return settings_view(asked.origin, saved, said, often, is_on=is_on)

    drawn = await digests.context.attempt(DOOR, work)
    view = notice_view([drawn.card]) if isinstance(drawn, Failure) else drawn
    await update_open_view(client, body["view"]["id"], view)


async def _on_saved(digests: DigestHandlers, ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Save the choices; show what cannot be saved at its field, and keep the modal open."""
    view, asked = body["view"], _asked(body)
    if faults := faults_of(view):
        await ack(response_action="errors", errors=faults)
        return

    async def work() -> Card:
        if is_turned_off(view):
            return await digests.subscription_service.unsubscribe(asked.channel)
        before, _ = await digests.subscription(asked)
        return await digests.subscription_service.subscribe(form_of(view).change(before))

    saving = asyncio.create_task(digests.context.attempt(DOOR, work))
    await asyncio.wait({saving}, timeout=_PATIENCE_SECONDS)
    saved = saving.result() if saving.done() else None
    if isinstance(saved, Failure):
        await ack(response_action="errors", errors=to_faults(saved.card))
        return
    await ack()
    told = saved or await saving
    await digests.send(client, asked, [told.card if isinstance(told, Failure) else told])


def _asked(body: dict[str, Any]) -> Asked:
    return Asked(body["user"]["id"], origin_of(body["view"]))


def _preview_view(cards: Sequence[Card]) -> dict[str, Any]:
    return notice_view(cards, "Preview", "Back")
