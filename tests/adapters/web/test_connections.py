"""Connections that are opened and left alone, over real sockets."""

import asyncio
import socket
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from adapters.web import adapter
from adapters.web.adapter import WebhookRoute
from adapters.web.client_address import TrustedProxies
from adapters.web.connections import Connections, Limits, limits_here, listen, note_answer, note_whole_request
from adapters.web.rejection_log import RejectionLog, ServerLog
from emulators.bot_process import free_port
from emulators.timeouts import PATIENCE_SECONDS
from tests.adapters.web.conftest import digests_of, make_door

ROOT = Path(__file__).resolve().parents[3]
HALF = b"POST /slack/events HTTP/1.1\r\nHost: otter\r\nX-Otter: "
WHOLE = b"GET /otter HTTP/1.1\r\nHost: otter\r\n\r\n"


@dataclass
class Server:
    """Answer at a port, slowly or much where that is asked for."""

    port: int
    refusals: RejectionLog = field(default_factory=RejectionLog)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0
    dialled: list[asyncio.StreamWriter] = field(default_factory=list)

    async def answer(self, _: web.Request) -> web.Response:
        return web.Response(text="otter")

    async def read_first(self, request: web.Request) -> web.Response:
        return web.Response(text=await request.text())

    async def wait(self, _: web.Request) -> web.Response:
        self.waiting += 1
        await self.go_on.wait()
        return web.Response(text="otter")

    async def say_much(self, _: web.Request) -> web.Response:
        return web.Response(body=bytes(20_000_000))

    async def dial(self, said=b"", address="127.0.0.1"):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(address, 0))
        self.dialled.append(writer)
        writer.write(said)
        return reader, writer


@asynccontextmanager
async def opened(proxies=(), **limits):
    """Serve with limits of the test's own."""
    server = Server(free_port())

    @web.middleware
    async def read_body(request, handler):
        await request.read()
        return await handler(request)

    app = web.Application(middlewares=[note_answer, read_body, note_whole_request])
    app.router.add_get("/otter", server.answer)
    app.router.add_post("/otter", server.read_first)
    app.router.add_get("/wait", server.wait)
    app.router.add_get("/much", server.say_much)
    runner = web.AppRunner(app, access_log=None, logger=ServerLog(server.refusals), shutdown_timeout=0.1)
    await runner.setup()
    trusted = TrustedProxies(tuple(map(ip_network, proxies)))
    connections = Connections(runner.server, Limits(**limits), trusted, server.refusals)
    listening = await listen(connections, "127.0.0.1", server.port)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield server
    finally:
        listening.close()
        for writer in server.dialled:
            writer.close()
        await runner.cleanup()


async def is_closed(reader):
    """Wait until the server has closed a connection."""
    with suppress(ConnectionError):
        return await reader.read() == b""
    return True


async def is_answered(reader):
    return (await reader.readuntil(b"otter")).startswith(b"HTTP/1.1 200 OK")


@asynccontextmanager
async def running(engine, monkeypatch, **limits):
    """Run the page as `kubecon serve` does, with a platform that calls it."""
    monkeypatch.setattr(adapter, "limits_here", lambda: Limits(**limits))
    webhook, port, stop = WebhookRoute("/slack/events"), free_port(), asyncio.Event()

    async def acknowledge(_):
        return web.Response(text="taken")

    webhook.accept(acknowledge)
    async with digests_of(engine) as digests, ClientSession(f"http://127.0.0.1:{port}") as session:
        task = asyncio.create_task(make_door(engine, digests, webhooks=[webhook], port=port).run(stop))
        while not await _is_up(port):  # noqa: ASYNC110 - the page tells no event
            await asyncio.sleep(0.01)
        yield port, session
        stop.set()
        await task


async def _is_up(port):
    with suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
        return True
    return False


@pytest.mark.parametrize("addresses", [1, 20], ids=["of-one", "of-many"])
async def test_calls_are_acknowledged_while_half_open_connections_stand(page_engine, monkeypatch, addresses):
    async with (
        running(page_engine, monkeypatch, connections=60, per_address=30) as (port, session),
        AsyncExitStack() as kept,
    ):
        for number in range(150):
            address = f"127.0.1.{number % addresses + 1}"
            _, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0))
            kept.callback(writer.close)
            writer.write(HALF)
            if number % 10 == 0:
                async with session.post("/slack/events", data=b"{}") as answer:
                    assert (answer.status, await answer.text()) == (200, "taken")
        async with session.get("/metrics") as answer:
            told = await answer.text()
    assert 'kubecon_refused_requests_total{reason="too many connections"}' in told


@pytest.mark.parametrize(
    "said",
    [b"", HALF, b"POST /otter HTTP/1.1\r\nHost: otter\r\nContent-Length: 9\r\n\r\nott"],
    ids=["nothing", "half-headers", "half-body"],
)
async def test_a_request_that_does_not_become_whole_is_closed(said):
    async with opened(request_seconds=0.2) as server:
        reader, _ = await server.dial(said)
        assert await is_closed(reader)


async def test_a_request_that_trickles_is_closed_too():
    async with opened(request_seconds=0.4) as server:
        reader, writer = await server.dial(HALF)
        closed = asyncio.create_task(is_closed(reader))
        while not closed.done():
            with suppress(ConnectionError):
                writer.write(b"o")
                await writer.drain()
            await asyncio.sleep(0.05)
        assert closed.result()


async def test_a_connection_between_requests_is_kept_for_longer_than_a_request_may_take():
    async with opened(request_seconds=0.1) as server:
        reader, writer = await server.dial(WHOLE)
        assert await is_answered(reader)
        await asyncio.sleep(0.3)
        writer.write(WHOLE)
        assert await is_answered(reader)
        writer.write(HALF)
        assert await is_closed(reader)


async def test_an_answer_that_nobody_takes_is_not_kept_for_ever():
    async with opened(connections=1, write_seconds=0.2) as server:
        taken = socket.create_connection(("127.0.0.1", server.port))
        taken.sendall(b"GET /much HTTP/1.1\r\nHost: otter\r\n\r\n")
        while True:  # there is room for one alone
            reader, _ = await server.dial(WHOLE)
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                if await is_answered(reader):
                    break
            await asyncio.sleep(0.05)
        taken.close()


async def test_where_all_connections_are_being_answered_the_next_is_refused_and_those_are_answered():
    async with opened(connections=3) as server:
        busy = [await server.dial(b"GET /wait HTTP/1.1\r\nHost: otter\r\n\r\n") for _ in range(3)]
        while server.waiting < 3:  # noqa: ASYNC110 - the server tells no event
            await asyncio.sleep(0.01)
        reader, _ = await server.dial(WHOLE)
        assert await is_closed(reader)
        server.go_on.set()
        assert [await is_answered(reader) for reader, _ in busy] == [True] * 3
        assert server.refusals.counts == {"too many connections": 1}


async def test_one_address_closes_its_own_and_nobody_elses():
    async with opened(connections=10, per_address=2) as server:
        first, _ = await server.dial(HALF, "127.0.0.3")
        others, _ = await server.dial(HALF, "127.0.0.4")
        more = [await server.dial(HALF, "127.0.0.3") for _ in range(2)]
        assert await is_closed(first)
        for reader in (others, *(reader for reader, _ in more)):
            assert not reader.at_eof()


async def test_a_trusted_proxy_may_have_as_many_as_there_may_be():
    async with opened(proxies=["127.0.0.5"], connections=10, per_address=2) as server:
        dialled = [await server.dial(WHOLE, "127.0.0.5") for _ in range(8)]
        assert [await is_answered(reader) for reader, _ in dialled] == [True] * 8
        assert not server.refusals.counts


async def test_no_connection_is_counted_that_has_gone():
    async with opened(connections=2) as server:
        for _ in range(10):
            reader, writer = await server.dial(WHOLE)
            assert await is_answered(reader)
            writer.close()
            await writer.wait_closed()
            await asyncio.sleep(0.01)
        assert not server.refusals.counts


def test_the_page_tells_the_limits_as_they_are():
    limits, told = Limits(), (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    assert f"more than {limits.connections} connections, or {limits.per_address} of one address" in told
    assert f"not whole after {limits.request_seconds:g} seconds" in told
    assert f"of which nothing is taken for {limits.write_seconds:g}" in told
    page = (ROOT / "docs/page.md").read_text(encoding="utf-8")
    assert f"{limits.connections} connections may be open, {limits.per_address} of one address" in page
    assert f"as a whole within {limits.request_seconds:g} seconds" in page


@pytest.mark.parametrize(("files", "connections"), [(200, 100), (1024, 400), (-1, 400)])
def test_half_of_the_files_that_may_be_open_are_left_for_all_else(monkeypatch, files, connections):
    monkeypatch.setattr("resource.getrlimit", lambda _: (files, files))
    assert limits_here().connections == connections
