"""How digests reach the page: they are pinned to a board that every process with the same database shows."""

import datetime as dt
import logging

from bot.cards.card import Card
from bot.digests.subscription import Place
from bot.store.board import Board
from bot.store.delivery import Letter

_log = logging.getLogger(__name__)
PAGE = Place("web", "", "page")  # whoever opens the page is in the same room


class WebOutbox:
    """Post digests on the page; a fault of the database is told as the ledger's own are, by StoreError."""

    platform = PAGE.platform

    def __init__(self, board: Board) -> None:
        self._board = board

    async def post(self, letter: Letter) -> str:
        """Post a message; its key is its id, so that it can be posted once only."""
        await self._board.post(letter.key, letter.thread, letter.card)
        return letter.key

    async def find(self, letter: Letter, since: dt.datetime) -> str:  # noqa: ARG002 - a key is its own for ever
        """Return the message's id where it was posted."""
        return letter.key if await self._board.holds(letter.key) else ""

    async def tell(self, place: Place, person: str, card: Card) -> None:  # noqa: ARG002 - nobody has a name here
        """Write into the log what nobody can be told in private."""
        _log.warning("place=%s told=%s", place, card.alt_text)
