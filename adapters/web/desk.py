"""Where every lookup from the page is done: away from the event loop, with something said whatever happens."""

import asyncio
import datetime as dt
import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.cards.notices import fault_card
from bot.cards.page import value_to_page
from bot.conversation import Reply, reply, step
from bot.engine import Engine

_log = logging.getLogger(__name__)
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what came from the page: a typed line, or the value of a pressed button.

    `before` is the value of the page shown last, which `more` and `talks` go on from.
    """

    typed: str = ""
    value: str = ""
    before: str = ""


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
    previews: tuple[Preview, ...] = ()

    async def answer(self, asked: Asked) -> Reply:
        """Answer; after a fault tell its id, under which the log has more."""
        try:
            return await asyncio.to_thread(self._answer, asked)
        except Exception as problem:  # noqa: BLE001 - the one place: whatever went wrong, the person is told
            fault = secrets.token_hex(3)
            trace = "".join(traceback.format_tb(problem.__traceback__))
            _log.error("fault id=%s error=%s\n%s", fault, type(problem).__name__, trace)
            # the message is left out, since it may hold what a person typed
            return Reply(fault_card(fault))

    def _answer(self, asked: Asked) -> Reply:
        if asked.value:
            return step(self.engine, asked.value, self.today())
        return reply(self.engine, asked.typed, value_to_page(asked.before) if asked.before else None, self.today())

    async def suggest(self, typed: str) -> tuple[str, ...]:
        """Return what a person may be about to type."""
        return await asyncio.to_thread(self.engine.suggest, typed, SUGGESTED)
