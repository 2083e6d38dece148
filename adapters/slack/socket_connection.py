"""Answer what arrives over one websocket to Slack, and close it only afterwards."""

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress

from aiohttp import ClientError, ClientWebSocketResponse, WSMessage, WSMsgType
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.listener_context import log_fault
from adapters.slack.responses import LIBRARY_LOG
from bot.event_log import EventLogger

_log = EventLogger(__name__)
_QUIET_SECONDS = 0.2
_LAST_SECONDS = 5.0
WAITED_SECONDS = 3.0  # https://docs.slack.dev/apis/events-api/using-socket-mode/#acknowledge
_LAST_CALL = "disconnect"  # https://docs.slack.dev/apis/events-api/using-socket-mode/#disconnect


class SocketConnection(AsyncBaseSocketModeClient):
    """Answer on one websocket; the library's part is to read requests and to write answers, never to reconnect."""

    logger = LIBRARY_LOG

    def __init__(self, app: AsyncApp, socket: ClientWebSocketResponse, note: Callable[[], None]) -> None:
        """Start to read from a websocket that does not answer pings itself; `note` is called for all that arrives.

        `over` is done once the connection is closed, or Slack is about to close it.
        """
        self._app = app
        self._socket = socket
        self._note = note
        self._opened_at = self._heard_at = time.monotonic()
        self._sent = 0
        self._unconfirmed: dict[int, tuple[float, str]] = {}
        self._answering: set[asyncio.Task[None]] = set()
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read())

    def is_open(self) -> bool:
        """Return whether answers can be sent over it."""
        return not (self._socket.closed or self._reading.done())

    def is_greeted(self) -> bool:
        """Return whether Slack spoke on it."""
        return self._heard_at > self._opened_at

    def silent_seconds(self) -> float:
        """Return for how long nothing has come over it."""
        return time.monotonic() - self._heard_at

    async def finish(self) -> None:
        """Answer what has arrived, then close; nothing can be answered over a closed connection."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_SECONDS):
                await self._fall_quiet()
        await self.close()

    async def _fall_quiet(self) -> None:
        while self._answering or (self.is_open() and self._is_busy()):
            await asyncio.wait({self._reading, *self._answering}, timeout=_QUIET_SECONDS)

    def _is_busy(self) -> bool:
        return bool(self.unconfirmed()) or self.silent_seconds() < _QUIET_SECONDS

    async def close(self) -> None:
        """Close at once."""
        await self._socket.close()
        for task in (self._reading, *self._answering):
            task.cancel()
        await asyncio.gather(self._reading, *self._answering, return_exceptions=True)

    async def send_message(self, message: str) -> None:
        """Send an answer and a ping; the pong confirms that Slack has received the answer."""
        self._sent += 1
        self._unconfirmed[self._sent] = (time.monotonic(), message)
        with suppress(ClientError, OSError):
            await self._socket.send_str(message)
            await self._socket.ping(str(self._sent).encode())

    def unconfirmed(self) -> tuple[str, ...]:
        """Return the answers that Slack may not have got: those that were sent when the connection was lost."""
        since = time.monotonic() - WAITED_SECONDS
        return tuple(message for sent_at, message in self._unconfirmed.values() if sent_at > since)

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                await self._hear(message)
        except (ClientError, OSError) as lost:
            _log.info("connection lost", error=type(lost).__name__)
        finally:
            self._end()

    async def _hear(self, message: WSMessage) -> None:
        if message.type is WSMsgType.TEXT:
            self._heard_at = time.monotonic()
            self._note()
            self._take(message.data)
        elif message.type is WSMsgType.PING:
            await self._socket.pong(message.data)
        elif message.type is WSMsgType.PONG and message.data.isdigit():
            self._confirm(int(message.data))

    def _confirm(self, last: int) -> None:
        for number in [one for one in self._unconfirmed if one <= last]:
            del self._unconfirmed[number]

    def _end(self) -> None:
        if not self.over.done():
            self.over.set_result(None)

    def _take(self, text: str) -> None:
        try:
            told = dict(json.loads(text))
            request = SocketModeRequest.from_dict(told)
        except (ValueError, TypeError, AttributeError) as problem:
            _log.warning("a message of Slack cannot be read", error=type(problem).__name__)
            return
        if told.get("type") == _LAST_CALL:
            self._confirm(self._sent)  # Slack takes its leave, and so has read what it was sent before
            self._end()
        elif request:
            task = asyncio.create_task(self._answer(request))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, request: SocketModeRequest) -> None:
        try:
            response = await run_async_bolt_app(self._app, request)
            await send_async_response(self, request, response, time.time())
        except Exception as fault:  # noqa: BLE001 - one request that fails must not take the others down
            log_fault(fault, "socket")
