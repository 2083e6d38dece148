"""Limit the number of connections, and the time that a request may take to arrive.

The library reads requests; it neither counts connections nor ends those on which a request never becomes whole.
"""

import asyncio
import resource
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.web.client_address import TrustedProxies
from adapters.web.rejection_log import RejectionLog

_TAKEN_AT_ONCE, _MAY_WAIT = 64, 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How many connections there may be, and how many seconds each may take."""

    connections: int = 400
    per_address: int = 100
    request_seconds: float = 10.0  # from a request's first byte, or the connection's start, to the end of its body
    idle_seconds: float = 75.0  # between requests; longer than proxies keep a connection that they may use again
    write_seconds: float = 30.0  # in which nothing of an answer is taken


def limits_here() -> Limits:
    """Return the limits for this process: half of the files that it may open are left for all else."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    own = Limits()
    return own if files == resource.RLIM_INFINITY else replace(own, connections=min(own.connections, files // 2))


class Connections:
    """Make the protocol of each new connection, and room for it.

    Where there are too many, one that waits for a request is closed: the oldest of those that never had one, or else
    of all. So idle connections keep nobody out. Trusted proxies may have as many as
    there may be.
    """

    def __init__(
        self, make: Callable[[], asyncio.Protocol], limits: Limits, proxies: TrustedProxies, refusals: RejectionLog
    ) -> None:
        self.make = make
        self.limits = limits
        self._silent: dict[Connection, None] = {}  # the oldest first
        self._idle: dict[Connection, None] = {}
        self._proxies = proxies
        self._refusals = refusals
        self._open: set[Connection] = set()
        self._of_address: Counter[str] = Counter()

    def __call__(self) -> asyncio.Protocol:
        """Return the protocol of a new connection."""
        return Connection(self)

    def enter(self, one: "Connection") -> bool:
        """Accept a connection; return False if there is no room for it, and no other that could be closed for it."""
        if self._is_full_for(one.address) and not self._make_room(one.address):
            return False
        if len(self._open) >= self.limits.connections and not self._make_room():
            return False
        self._open.add(one)
        self._of_address[one.address] += 1
        self._silent[one] = None
        return True

    def is_waiting(self, one: "Connection") -> bool:
        """Return whether a connection has no request that is being answered."""
        return one in self._silent or one in self._idle

    def begin_request(self, one: "Connection") -> None:
        """Keep a connection until its request is answered."""
        self._silent.pop(one, None)
        self._idle.pop(one, None)

    def end_request(self, one: "Connection") -> None:
        """Let a connection be closed for others again."""
        if one in self._open and one not in self._silent:
            self._idle[one] = None

    def leave(self, one: "Connection") -> None:
        """Forget a connection that is closed."""
        if one in self._open:
            self._open.remove(one)
            self.begin_request(one)
            self._of_address[one.address] -= 1
            if not self._of_address[one.address]:
                del self._of_address[one.address]

    def _is_full_for(self, address: str) -> bool:
        is_proxy = self._proxies.are_trusted(address)
        return not is_proxy and self._of_address[address] >= self.limits.per_address

    def _make_room(self, address: str = "") -> bool:
        self._refusals.note("too many connections")
        longest = next((one for one in chain(self._silent, self._idle) if address in {"", one.address}), None)
        if longest:
            longest.close()
        return longest is not None


async def listen(connections: Connections, host: str, port: int) -> asyncio.Server:
    """Accept connections at a port; raises OSError if it is taken.

    The library takes as many at once as may wait. Few are taken at once, so that those beyond the limit are closed
    before the next need files; many wait, since the system makes others retry only after a second.
    """
    server = await asyncio.get_running_loop().create_server(connections, host, port, backlog=_TAKEN_AT_ONCE)
    for one in server.sockets:
        with one.dup() as same:
            same.listen(_MAY_WAIT)
    return server


class Deadline:
    """Do something after some time, unless it is dropped."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_set(self) -> bool:
        """Return whether it is still to come."""
        return self._timer is not None

    def set_in(self, seconds: float) -> None:
        """Set or reset the deadline."""
        self.drop()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._do)

    def drop(self) -> None:
        """Do nothing."""
        if self._timer:
            self._timer.cancel()
            self._timer = None


class Connection(asyncio.Protocol):
    """Wrap the library's protocol of one connection, and enforce its deadlines."""

    def __init__(self, connections: Connections) -> None:
        self.address = ""
        self._connections = connections
        self._inner: asyncio.Protocol | None = None
        self._transport: asyncio.Transport | None = None
        self._reading, self._writing = Deadline(self.close), Deadline(self.close)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Accept the connection, if there is room."""
        self._transport = cast("asyncio.Transport", transport)
        self.address = str((transport.get_extra_info("peername") or ("",))[0])
        if not self._connections.enter(self):
            self._transport.abort()
            return
        self._transport.set_write_buffer_limits(0)  # so that nothing of an answer waits without being timed
        self._inner = self._connections.make()
        self._inner.connection_made(transport)
        self._reading.set_in(self._connections.limits.request_seconds)

    def data_received(self, data: bytes) -> None:
        """Pass data on; the time of a request starts with its first byte."""
        if self._inner:
            if not self._reading.is_set and self._connections.is_waiting(self):
                self._reading.set_in(self._connections.limits.request_seconds)
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Pass on that the request has ended."""
        return self._inner.eof_received() if self._inner else None

    def pause_writing(self) -> None:
        """Pass on that the client does not read the answer, and wait for a limited time."""
        self._writing.set_in(self._connections.limits.write_seconds)
        if self._inner:
            self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Pass on that the answer is taken again."""
        self._writing.drop()
        if self._inner:
            self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._reading.drop()
        self._writing.drop()
        self._connections.leave(self)
        if self._inner:
            self._inner.connection_lost(exc)

    def close(self) -> None:
        """Close the connection at once, so that another can take its place."""
        self._connections.leave(self)
        if self._transport:
            self._transport.abort()

    def begin_request(self) -> None:
        """Note that a whole request is here."""
        self._reading.drop()
        self._connections.begin_request(self)

    def end_request(self) -> None:
        """Note that it is answered, and the next is waited for."""
        self._reading.drop()
        self._connections.end_request(self)


def _connection_of(request: web.Request) -> Connection | None:
    """Return the connection of a request, None on a server that does not count them."""
    protocol = request.transport.get_protocol() if request.transport else None
    return protocol if isinstance(protocol, Connection) else None


@web.middleware
async def note_whole_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Mark that a request has arrived completely; runs after its body is read."""
    if connection := _connection_of(request):
        connection.begin_request()
    return await handler(request)


@web.middleware
async def note_answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Mark that a request is answered; runs before everything that may refuse it."""
    connection = _connection_of(request)
    try:
        return await handler(request)
    finally:
        if connection:
            connection.end_request()
