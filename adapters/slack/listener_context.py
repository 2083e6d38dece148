"""Give listeners the assistant, and make sure that people get a reply even after an error."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError

from adapters.slack.chart_pictures import ChartPictures
from adapters.slack.handled_messages import HandledMessages
from bot.app.assistant import Assistant, Failure
from bot.app.digest_services import DigestServices
from bot.app.fault_log import note_fault
from bot.cards.notices import internal_error_card
from bot.event_log import EventLogger
from bot.model.reply import Reply
from bot.model.request import Request

_log = EventLogger(__name__)

Send = Callable[[Reply], Awaitable[None]]
_Done = TypeVar("_Done")
# Slack waits 3: https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
_PATIENCE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class ListenerContext:
    """The assistant, the handled messages of Slack, and one connection pool.

    `running` are the tasks that are still answering; closing the connection to Slack waits for them.
    """

    assistant: Assistant
    handled_messages: HandledMessages
    session: ClientSession
    digests: DigestServices | None = None
    chart_pictures: ChartPictures = field(default_factory=ChartPictures)
    running: set[asyncio.Task[Any]] = field(default_factory=set)

    async def answer(self, request: Request, send: Send) -> None:
        """Answer a request and send the reply; if Slack refuses it, send the id of that error."""
        began = time.monotonic()
        await self._finish(self._answer(request, send))
        _log.info("answered", via=request.via, ms=round((time.monotonic() - began) * 1000))

    async def attempt(self, via: str, work: Callable[[], Awaitable[_Done]]) -> _Done | Failure:
        """Return the result of some work, or the card to show if it fails."""
        return await self._finish(self.assistant.attempt(work, via))

    async def hears_first(self, ids: Sequence[str]) -> bool:
        """Return whether a message with these ids comes for the first time, also since before the last start."""
        if not self.handled_messages.heard.is_first(tuple(ids)):
            return False
        return self.digests is None or await self.digests.seen_events.is_first(" ".join(("slack", *ids)))

    async def suggest(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return completions, none if they take longer than Slack waits."""
        try:
            return await asyncio.wait_for(self.assistant.suggest(typed, limit), _PATIENCE_SECONDS)
        except TimeoutError:
            return ()

    async def _answer(self, request: Request, send: Send) -> None:
        said = await self.assistant.answer(request)
        try:
            await send(said)
        except Exception as error:  # noqa: BLE001 - people get a reply after any error
            fault = log_fault(error, request.via)
            await send(Reply(internal_error_card(fault), fault=fault))

    async def _finish(self, work: Coroutine[Any, Any, _Done]) -> _Done:
        """Finish work even if its caller is cancelled."""
        task = asyncio.create_task(work)
        self.running.add(task)
        try:
            return await task
        finally:
            self.running.discard(task)


def log_fault(error: BaseException, via: str) -> str:
    """Log where an error came from, with Slack's error code; return the id of the log line."""
    code = error.response.get("error", "") if isinstance(error, SlackApiError) else ""
    return note_fault(error, via, code)
