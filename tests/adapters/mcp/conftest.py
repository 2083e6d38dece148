"""Give MCP's tests the three ways in which a client reaches the server, in the protocol's versions."""

import asyncio
import sys
from contextlib import asynccontextmanager

import httpx2
from aiohttp.test_utils import TestServer
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client

from adapters.mcp.http import http_handler
from adapters.web.adapter import ListenAddress, PageServices, ProgramRoute, WebAdapter
from adapters.web.metrics import Meter
from bot.app.assistant import Assistant
from emulators.bot_process import ROOT
from tests.adapters.web.conftest import TODAY, digests_of

TOKEN = "0123456789abcdef"  # noqa: S105 - of a page of the test's own
OLD, NEW = "legacy", "2026-07-28"  # the versions with a handshake, and the first without


@asynccontextmanager
async def open_page(engine, *, token=TOKEN, today=TODAY):
    """Serve the page with /mcp; give its address."""
    assistant = Assistant(engine, lambda: today)
    route = ProgramRoute("/mcp", http_handler(assistant, "1.2.3"))
    async with digests_of(engine) as digests:
        services = PageServices(engine, assistant, digests, lambda: today, programs=(route,))
        page = WebAdapter(ListenAddress("127.0.0.1", 0, token), services, Meter(engine, (), lambda: "web"))
        async with TestServer(page.app, host="127.0.0.1") as server:
            yield str(server.make_url("/mcp"))


@asynccontextmanager
async def over_http(engine, version=NEW, token=TOKEN, **how):
    """Connect the library's own client over HTTP."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        open_page(engine, **how) as address,
        httpx2.AsyncClient(headers=headers) as http,
        Client(streamable_http_client(address, http_client=http), mode=version) as client,
    ):
        yield client


@asynccontextmanager
async def over_stdio(folder, version=NEW):
    """Connect the library's own client to `kubecon mcp`, a process of its own over the recaps of a folder."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "adapters", "mcp", "--recaps", str(folder / "recaps")],
        env={"KUBECON_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)},
        cwd=folder,
    )
    async with asyncio.timeout(60), Client(stdio_client(command), mode=version) as client:
        yield client
