"""What a platform must be able to do so that digests can be delivered there, and what may go wrong."""

import datetime as dt
from typing import Protocol

from bot.cards.card import Card
from bot.digests.subscription import Place
from bot.errors import BotError
from bot.store.delivery import Letter


class GoneError(BotError):
    """Say that nothing can be posted in a channel any more: it is gone, archived, or the bot may not write there."""


class RefusedError(BotError):
    """Say that one message will never be taken, while the channel is well: its parent was deleted, for one."""


class BusyError(BotError):
    """Say that the platform did not take a message now, which is certain, and how long it asks to wait."""

    def __init__(self, reason: str, wait_seconds: float) -> None:
        """Keep how long to wait."""
        super().__init__(reason)
        self.wait_seconds = wait_seconds


class UnsureError(BotError):
    """Say that a message may or may not have been posted: the answer was lost, or the platform had a fault."""


class Outbox(Protocol):
    """Post on one platform."""

    platform: str

    async def post(self, letter: Letter) -> str:
        """Post a message and return its id there; raises GoneError, RefusedError, BusyError or UnsureError."""

    async def find(self, letter: Letter, since: dt.datetime) -> str:
        """Return the id of a message that was posted already, tried first at `since`; "" where it was not.

        Raises the same; `since` may be wrong, where the clock was.
        """

    async def tell(self, place: Place, person: str, card: Card) -> None:
        """Tell one person something in private; raises GoneError, BusyError or UnsureError."""
