"""Compose a digest for a channel: the same for a preview and for posting."""

import asyncio

from bot.cards.digest_cards import digest_to_cards
from bot.engine import Engine
from bot.model.card import Card
from bot.model.channel import Subscription
from bot.model.digest import Digest, EmptyDigest
from bot.model.due_digest import DueDigest
from bot.store.seen_entries import SeenEntries


async def compose_for_channel(
    engine: Engine, seen_entries: SeenEntries, subscription: Subscription, due: DueDigest
) -> tuple[Digest, tuple[Card, ...]] | EmptyDigest:
    """Compose what is due for a channel from what it has not seen, outside the event loop."""
    shown = await seen_entries.shown(subscription.channel, subscription.since)
    digest = await asyncio.to_thread(engine.digest, subscription, due, shown)
    return digest if isinstance(digest, EmptyDigest) else (digest, digest_to_cards(digest))
