"""Where every lookup from the page is done: away from the event loop, with something said whatever happens."""

import asyncio
import datetime as dt
import logging
import secrets
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from adapters.web.digest_desk import DigestDesk
from bot.app.conversation import reply, step
from bot.cards.notices import internal_error_card, unavailable_card
from bot.digests.parse_command import digest_words
from bot.engine import Engine
from bot.errors import BotError
from bot.model.answer_page import value_to_page
from bot.model.card import Card
from bot.model.reply import Reply

_log = logging.getLogger(__name__)
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what came from the page: a typed line, or the value of a pressed button.

    `before` is the value of the page shown last, which `more` and `talks` go on from; `timezone` is the browser's.
    """

    typed: str = ""
    value: str = ""
    before: str = ""
    timezone: str = ""

    @property
    def digest(self) -> str | None:
        """Return what is asked of digests, typed or by a button that says the same; None where it is something else."""
        return digest_words(self.typed or value_to_page(self.value).words)


@dataclass(frozen=True, slots=True)
class Preview:
    """Draw a reply as a chat platform gets it; `opens` gives an address where it can be tried, "" for none."""

    name: str
    draw: Callable[[Reply], Any]
    opens: Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """Answer what people ask; `today` says which day it is."""

    engine: Engine
    today: Callable[[], dt.date]
    digests: DigestDesk
    previews: tuple[Preview, ...] = ()

    async def answer(self, asked: Asked, *, may_change: bool = False) -> tuple[Reply, ...]:
        """Answer, with more than one reply for a digest; after a fault tell its id, under which the log has more.

        What is typed changes what the page gets only where it `may_change`.
        """
        if asked.digest is not None:
            cards = await self.tell(self.digests.answer(asked.digest, asked.timezone, may_change=may_change))
            return tuple(map(Reply, cards))
        return (await self._look_up(asked),)

    async def tell(self, work: Awaitable[tuple[Card, ...]]) -> tuple[Card, ...]:
        """Wait for cards; whatever goes wrong, there is one that says so."""
        try:
            return await work
        except BotError as problem:
            return (unavailable_card(str(problem)),)
        except Exception as problem:  # noqa: BLE001 - as below: whatever went wrong, the person is told
            return (internal_error_card(log_fault(problem)),)

    async def _look_up(self, asked: Asked) -> Reply:
        try:
            return await asyncio.to_thread(self._answer, asked)
        except Exception as problem:  # noqa: BLE001 - the one place: whatever went wrong, the person is told
            return Reply(internal_error_card(log_fault(problem)))

    def _answer(self, asked: Asked) -> Reply:
        if asked.value:
            return step(self.engine, asked.value, self.today())
        return reply(self.engine, asked.typed, value_to_page(asked.before) if asked.before else None, self.today())

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Return what a person may be about to type."""
        return await asyncio.to_thread(self.engine.suggest, typed, SUGGESTED)


def log_fault(problem: Exception) -> str:
    """Log where an error came from, without its message: that may hold what a person typed; return the entry's id."""
    fault = secrets.token_hex(3)
    trace = "".join(traceback.format_tb(problem.__traceback__))
    _log.error("fault id=%s error=%s\n%s", fault, type(problem).__name__, trace)
    return fault
