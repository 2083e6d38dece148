"""Define what a platform must implement to deliver digests, and its errors."""

import datetime as dt
from typing import Protocol

from bot.errors import BotError
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage


class ChannelGoneError(BotError):
    """Raised if a channel no longer accepts messages: it is gone, archived, or the bot may not write there."""


class MessageRejectedError(BotError):
    """Raised if one message will never be accepted although the channel is fine: its parent may be deleted."""


class RetryLaterError(BotError):
    """Raised if the platform certainly did not accept a message now; says how long to wait."""

    def __init__(self, reason: str, wait_seconds: float) -> None:
        """Keep how long to wait."""
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class OutcomeUnknownError(BotError):
    """Raised if a message may or may not have been posted: the answer was lost, or the platform had a fault."""


class Publisher(Protocol):
    """Post on one platform."""

    platform: str

    async def post(self, outgoing: OutgoingMessage) -> str:
        """Post a message and return its id there.

        Raises ChannelGoneError, MessageRejectedError, RetryLaterError or OutcomeUnknownError.
        """

    async def find_posted(self, outgoing: OutgoingMessage, since: dt.datetime) -> str:
        """Return the id of a message that was already posted, first tried at `since`; "" if it was not.

        Raises the same; `since` may be wrong if the clock was.
        """

    async def notify_user(self, channel: Channel, person: str, card: Card) -> None:
        """Message one person in private; raises ChannelGoneError, RetryLaterError or OutcomeUnknownError."""
