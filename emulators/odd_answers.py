"""Emulate a broken proxy, which may answer anything: pages of its own, nothing, or a truncated response."""

import asyncio
import itertools

from aiohttp import web

_PAGE = "<html><body>Back in a minute</body></html>"


def _page(status):
    return lambda: web.Response(status=status, text=_PAGE, content_type="text/html")


def _json(text, status=200):
    # discord.py reads JSON only where the content type is written exactly so
    return lambda: web.Response(status=status, body=text.encode(), headers={"Content-Type": "application/json"})


ODD = {
    "a page with status 200": _page(200),
    "a page with status 401": _page(401),
    "a page with status 503": _page(503),
    "nothing with status 200": lambda: web.Response(status=200),
    "a list": _json("[1, 2]"),
    "an empty object": _json("{}"),
    "a number for an object": _json("7"),
    "ok and nothing else": _json('{"ok": true}'),
    "wrong types": _json('{"ok": true, "url": 5, "id": [], "user_id": {}, "bot_id": 1, "shards": "x", "data": null}'),
    "JSON that is cut short": _json('{"ok": true, "url": "ws'),
    "a closed connection": None,
}


class OddAnswers:
    """Answer a few requests to each of some paths in an odd way; `heard` are those paths so far."""

    def __init__(self):
        self._planted, self.heard = [], []

    def plant(self, ending, how, times=2, seconds=0.0):
        """Answer the next requests whose paths end so in this way, each after so many seconds."""
        self._planted.append((ending, ODD[how], itertools.repeat(None, times), seconds))

    @property
    def middleware(self):
        @web.middleware
        async def answer(request, handler):
            for ending, make, left, seconds in self._planted:
                if request.path.endswith(ending) and next(left, self) is None:
                    self.heard.append(ending)
                    await asyncio.sleep(seconds)
                    return make() if make else _close(request)
            return await handler(request)

        return answer


def _close(request):
    request.transport.abort()
    return web.Response()
