"""Where a lookup is worked on: beside the event loop, and with an answer whatever happens."""

import asyncio
import datetime as dt
import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from bot.app.conversation import reply, reply_to_text, step
from bot.app.open import DigestServices
from bot.cards.notices import internal_error_card
from bot.engine import Engine
from bot.model.answer_page import AnswerPage
from bot.model.reply import Reply

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """Answer what people ask; `today` says which day it is."""

    engine: Engine
    today: Callable[[], dt.date]
    digests: DigestServices | None = None

    async def reply(self, typed: str, before: AnswerPage | None = None) -> Reply:
        """Answer a typed line; `before` is the page shown last in this conversation."""
        return await _work(lambda: reply(self.engine, typed, before, self.today()))

    async def reply_to_text(self, text: str) -> Reply:
        """Answer about a text that was not written to the bot."""
        return await _work(lambda: reply_to_text(self.engine, text))

    async def step(self, value: str) -> Reply:
        """Answer a pressed button by the value it carries."""
        return await _work(lambda: step(self.engine, value, self.today()))

    async def suggest(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return what a person may be about to type."""
        return await asyncio.to_thread(self.engine.suggest, typed, limit)

    async def suggest_events(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return the events that a person may be about to name."""
        return await asyncio.to_thread(self.engine.suggest_events, typed, limit)


async def _work(answer: Callable[[], Reply]) -> Reply:
    try:
        return await asyncio.to_thread(answer)
    except Exception as problem:  # noqa: BLE001 - whatever went wrong inside, the person who asked is told of it
        return Reply(internal_error_card(note_fault(problem)))


def note_fault(problem: BaseException) -> str:
    """Write where a fault came from into the log, and return the short id under which it is found there.

    Its message is left out: it may hold what a person typed, or a token.
    """
    fault = secrets.token_hex(3)
    kind, trace = type(problem).__name__, "".join(traceback.format_tb(problem.__traceback__))
    _log.error("fault id=%s error=%s\n%s", fault, kind, trace)
    return fault
