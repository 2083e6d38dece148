"""Serve the latest digest threads of the page, and new ones while it is open."""

import hashlib
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from adapters.web.cached_probe import CachedProbe
from adapters.web.render import digests_to_html, thread_to_html
from bot.app.digest_services import DigestServices
from bot.model.delivery import PageThread


class ThreadFeed:
    """Return the posted threads, none if the database cannot be reached."""

    def __init__(self, digests: DigestServices) -> None:
        self._glance = CachedProbe("threads", digests.page_threads.threads, every_seconds=0)

    async def latest(self) -> Sequence[PageThread]:
        """Return the latest threads, the newest first."""
        return await self._glance.see() or ()

    async def since(self, seen: str) -> dict[str, Any]:
        """Return all threads if they differ from the version `seen`, and their current version."""
        threads = await self._glance.see()
        if threads is None or (version := _version(threads)) == seen:
            return {"version": seen, "threads": []}
        told = [{"key": one.key, "messages": len(one.replies), "html": thread_to_html(one)} for one in threads]
        return {"version": version, "threads": told}


def add_thread_routes(app: web.Application, threads: ThreadFeed) -> None:
    """Add the page of digests, and the route that an open page polls."""

    async def tell_threads(request: web.Request) -> web.Response:
        return web.json_response(await threads.since(request.query.get("seen", "")))

    async def show_digests(_request: web.Request) -> web.Response:
        return web.Response(text=digests_to_html(await threads.latest()), content_type="text/html")

    app.router.add_get("/digests", show_digests)
    app.router.add_get("/digest/threads", tell_threads)


def _version(threads: Sequence[PageThread]) -> str:
    said = ",".join(f"{thread.key}:{len(thread.replies)}" for thread in threads)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
