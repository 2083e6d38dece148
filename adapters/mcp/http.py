"""Serve MCP over HTTP: each request to the page's /mcp is independent, so any process can answer it."""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from aiohttp import web
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

from adapters.mcp.server import make_server
from bot.app.assistant import Assistant

Answer = Callable[[web.Request], Awaitable[web.Response]]
_Message = MutableMapping[str, Any]


def http_handler(assistant: Assistant, version: str) -> Answer:
    """Return the handler of MCP requests over HTTP."""
    server = make_server(assistant, version)
    for library in ("mcp.server", "mcp.shared"):
        logging.getLogger(library).setLevel(logging.WARNING)  # they log every call otherwise

    async def answer(request: web.Request) -> web.Response:
        sessions = StreamableHTTPSessionManager(server, json_response=True, stateless=True)
        async with sessions.run():
            return await _pass_on(sessions, request)

    return answer


async def _pass_on(sessions: StreamableHTTPSessionManager, request: web.Request) -> web.Response:
    """Pass a request on as ASGI, which the library expects, and return its response.

    https://asgi.readthedocs.io/en/latest/specs/www.html
    """
    body = await request.read()
    sent: list[_Message] = []

    async def receive() -> _Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: _Message) -> None:
        sent.append(message)

    await sessions.handle_request(_scope(request), receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    content = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}
    return web.Response(status=start["status"], body=content, headers=headers)


def _scope(request: web.Request) -> _Message:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.scheme,
        "path": request.path,
        "raw_path": request.raw_path.encode("ascii", "replace"),
        "query_string": request.query_string.encode("ascii", "replace"),
        "headers": [(name.lower(), value) for name, value in request.raw_headers],
    }
