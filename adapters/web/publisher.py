"""Publish digests on the page, in the store that all processes with the same database share."""

import datetime as dt
from typing import Protocol

from bot.event_log import EventLogger
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage

_log = EventLogger(__name__)
PAGE = Channel("web", "", "page")  # everyone on the page is in the same channel


class ThreadStore(Protocol):
    """Keep the digest threads of the page."""

    async def post(self, key: str, thread: str, card: Card) -> None:
        """Keep a message, unless there is one with its key."""

    async def contains(self, key: str) -> bool:
        """Return whether a message with that key was posted."""


class WebPublisher:
    """Publish digests on the page; database errors are raised as StoreError."""

    platform = PAGE.platform

    def __init__(self, page_threads: ThreadStore) -> None:
        self._page_threads = page_threads

    async def post(self, outgoing: OutgoingMessage) -> str:
        """Post a message; its key is its id, so that it can be posted once only."""
        await self._page_threads.post(outgoing.key, outgoing.thread, outgoing.card)
        return outgoing.key

    async def find_posted(self, outgoing: OutgoingMessage, since: dt.datetime) -> str:  # noqa: ARG002 - a key is its own for ever
        """Return the message's id if it was posted."""
        return outgoing.key if await self._page_threads.contains(outgoing.key) else ""

    async def notify_user(self, place: Channel, person: str, card: Card) -> None:  # noqa: ARG002 - nobody has a name here
        """Log a notice, as nobody can be notified in private."""
        _log.warning("not shown to anyone", channel=str(place), notice=card.alt_text)
