"""How a digest is written: the same for a preview and for what is posted."""

import asyncio

from bot.cards.card import Card
from bot.cards.digest_cards import digest_to_cards
from bot.digests.digest import Digest, Nothing
from bot.digests.due_date import Due
from bot.digests.subscription import Subscription
from bot.engine import Engine
from bot.store.shown import Memory


async def write_digest(
    engine: Engine, memory: Memory, subscription: Subscription, due: Due
) -> tuple[Digest, tuple[Card, ...]] | Nothing:
    """Write what is due for a channel, from what it has not been shown, away from the event loop."""
    shown = await memory.shown(subscription.place, subscription.since)
    digest = await asyncio.to_thread(engine.digest, subscription, due, shown)
    return digest if isinstance(digest, Nothing) else (digest, digest_to_cards(digest))
