"""Serve web sites on loopback, good and bad: each path is a page, and requests are recorded."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web

Page = Callable[[web.Request], Awaitable[web.StreamResponse]]
MEGABYTE = b"o" * 1_000_000


class Sites:
    """Serve `pages` by their paths while open; `asked` holds the requests that came."""

    def __init__(self):
        self.pages: dict[str, Page] = {}
        self.asked: list[web.Request] = []

    async def __aenter__(self):
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        await self._runner.cleanup()

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def put(self, path, body, media_type="text/html", status=200, **headers):
        """Put a page at a path; return its address."""
        body = body.encode() if isinstance(body, str) else body
        told = {"Content-Type": media_type, **{name.replace("_", "-"): value for name, value in headers.items()}}

        async def page(_request):
            return web.Response(body=body, status=status, headers=told)

        self.pages[path] = page
        return self.url(path)

    def play(self, path, page):
        """Let a page be played by a function; return its address."""
        self.pages[path] = page
        return self.url(path)

    def put_versioned(self, path, body, media_type, etag):
        """Add a page that is sent again only for another version."""

        async def page(request):
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304)
            headers = {"Content-Type": media_type, "ETag": etag, "Last-Modified": "Sat, 01 Nov 2025 10:00:00 GMT"}
            return web.Response(body=body, headers=headers)

        return self.play(path, page)

    def times(self, path):
        return sum(request.path == path for request in self.asked)

    async def _answer(self, request):
        self.asked.append(request)
        page = self.pages.get(request.path)
        with suppress(ConnectionResetError):
            return await page(request) if page else web.Response(status=404)
        return web.Response()


async def drip(request):
    """Send a letter now and then, and never come to an end."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"o")
        await asyncio.sleep(0.02)


async def endless(request):
    """Send as fast as can be, and never come to an end."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(MEGABYTE)


async def bomb(_request):
    """Send a little that unpacks to very much."""
    packed = gzip.compress(MEGABYTE * 60)
    return web.Response(body=packed, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


async def broken_off(request):
    """Announce more than is sent."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"otter")
    request.transport.close()
    return response


def leading_to(target):
    """Return a page that redirects to another address."""

    async def page(_request):
        return web.Response(status=302, headers={"Location": target})

    return page
