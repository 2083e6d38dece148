"""Where every lookup from Slack is done: away from the event loop, with something said whatever happens."""

import asyncio
import datetime as dt
import logging
import secrets
import time
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError

from adapters.slack.conversation_state import ConversationState
from bot.app.assistant import Failure
from bot.app.open import DigestServices
from bot.cards.notices import internal_error_card, unavailable_card
from bot.engine import Engine
from bot.errors import BotError
from bot.model.reply import Reply

_log = logging.getLogger(__name__)

Look = Callable[[Engine, dt.date], Reply]
Tell = Callable[[Reply], Awaitable[None]]
_Done = TypeVar("_Done")
# Slack waits 3: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold what every listener needs: the engine, the day, what is remembered, and one connection pool.

    `running` are the tasks that are still answering; whoever closes the door waits for them.
    """

    engine: Engine
    today: Callable[[], dt.date]
    conversation_state: ConversationState
    session: ClientSession
    digests: DigestServices | None = None
    running: set[asyncio.Task[Any]] = field(default_factory=set)

    async def answer(self, door: str, look: Look, tell: Tell) -> None:
        """Look something up and tell the reply; after a fault tell its id, under which the log has the traceback.

        `door` names the way the lookup came, for the log.
        """
        began = time.monotonic()
        task = asyncio.create_task(self._answer(door, look, tell))
        self.running.add(task)
        try:
            await task
        finally:
            self.running.discard(task)
        _log.info("answered door=%s ms=%d", door, (time.monotonic() - began) * 1000)

    async def hears_first(self, ids: Sequence[str]) -> bool:
        """Say whether a message with these ids comes for the first time, also since before the last start."""
        if not self.conversation_state.heard.is_first(tuple(ids)):
            return False
        return self.digests is None or await self.digests.seen_events.is_first(" ".join(("slack", *ids)))

    async def suggest(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return what a person may be about to type, nothing where that takes longer than Slack waits."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self.engine.suggest, typed, limit), _PATIENCE_SECONDS)
        except TimeoutError:
            return ()

    async def attempt(self, door: str, work: Callable[[], Awaitable[_Done]]) -> _Done | Failure:
        """Return what some work gives, or what to tell where it fails."""
        task = asyncio.create_task(self._attempt(door, work))
        self.running.add(task)
        try:
            return await task
        finally:
            self.running.discard(task)

    async def _attempt(self, door: str, work: Callable[[], Awaitable[_Done]]) -> _Done | Failure:
        try:
            return await work()
        except BotError as problem:
            return Failure(unavailable_card(str(problem)))
        except Exception as error:  # noqa: BLE001 - as below: whatever went wrong, the person is told
            fault = secrets.token_hex(3)
            log_fault(fault, door, error)
            return Failure(internal_error_card(fault))

    async def _answer(self, door: str, look: Look, tell: Tell) -> None:
        try:
            await tell(await asyncio.to_thread(look, self.engine, self.today()))
        except Exception as error:  # noqa: BLE001 - the one place: whatever went wrong, the person is told
            fault = secrets.token_hex(3)
            log_fault(fault, door, error)
            await tell(Reply(internal_error_card(fault)))


def log_fault(fault: str, door: str, error: BaseException) -> None:
    """Log where an error came from, without its message: that may hold what a person typed, or a token."""
    code = error.response.get("error", "") if isinstance(error, SlackApiError) else ""
    kind = " ".join(filter(None, (type(error).__name__, code)))
    _log.error("fault id=%s door=%s error=%s\n%s", fault, door, kind, "".join(traceback.format_tb(error.__traceback__)))
