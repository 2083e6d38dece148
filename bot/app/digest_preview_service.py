"""Answer requests about digests in a terminal, where nothing is posted: show a preview, and where to get digests."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.app.digest_request import NOBODYS
from bot.cards.digest_notices import not_posted_card, not_understood_card
from bot.digests.parse_command import DigestVerb, ParseFailure, parse_command
from bot.model.card import Card
from bot.model.channel import Channel, Subscription

Preview = Callable[[tuple[str, ...]], Awaitable[tuple[Card, ...]]]
_SHOWN = frozenset({DigestVerb.PREVIEW, DigestVerb.SUBSCRIBE})


class DigestPreviewService:
    """Answer with digests that are shown and never posted; `preview` writes one about some topics."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    async def answer(self, channel: Channel, person: str, typed: str, timezone: str = "") -> tuple[Card, ...]:  # noqa: ARG002 - nothing is kept
        """Show a preview, and where to get digests."""
        command = parse_command(typed, replace(NOBODYS, channel=channel))
        if isinstance(command, ParseFailure):
            return (not_understood_card(command.typed),)
        shown = await self._preview(command.subscription.topics) if command.action in _SHOWN else ()
        return (*shown, not_posted_card())

    async def settings(self, channel: Channel, person: str, timezone: str = "") -> tuple[Subscription, Card]:  # noqa: ARG002 - nothing is kept
        """Return that nothing is set, and where to get digests."""
        return replace(NOBODYS, channel=channel), not_posted_card()

    def count_lookup(self, channel: Channel, topics: Sequence[str]) -> None:
        """Count nothing, since nothing is stored."""
