"""Report for operators and Kubernetes whether the bot is alive and ready, and the age of each platform's last event."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aiohttp import web

from adapters.web.cached_probe import CachedProbe
from bot.app.digest_services import DigestServices
from bot.app.engine_protocol import Knowledge


class Platform(Protocol):
    """Answer on a chat platform, and know how the line to it is."""

    name: str

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped."""

    def is_connected(self) -> bool:
        """Return whether the platform can reach the bot now."""

    def last_event_at(self) -> float | None:
        """Return the time (epoch seconds) of the platform's last message, None before the first."""


def event_age(platform: Platform) -> float | None:
    """Return how many seconds ago the platform sent anything, None before the first time."""
    last = platform.last_event_at()
    return None if last is None else max(0.0, time.time() - last)


@dataclass(frozen=True, slots=True)
class WatchedPlatforms:
    """The chat platforms, and the problems of those that cannot run now, by name."""

    platforms: Sequence[Platform] = ()
    faults: Mapping[str, str] = field(default_factory=dict)

    def state_of(self, one: Platform) -> dict[str, object]:
        """Return whether a platform is connected, otherwise why not, and the age of its last event."""
        is_connected = one.is_connected()
        fault = None if is_connected else self.faults.get(one.name)
        return {"connected": is_connected, "last_event_age_seconds": event_age(one), "fault": fault}


def add_health(app: web.Application, engine: Knowledge, watched: WatchedPlatforms, digests: DigestServices) -> None:
    """Add /healthz and /readyz."""
    store = CachedProbe("store", lambda: _ping(digests))

    async def tell_alive(_: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def tell_ready(_: web.Request) -> web.Response:
        told = {one.name: watched.state_of(one) for one in watched.platforms}
        is_reachable = await store.see() is not None
        is_ready = is_reachable and all(one["connected"] for one in told.values())
        index = {"loaded": True, "editions": len(engine.editions), "complaints": len(engine.diagnostics)}
        said = {"ready": is_ready, "index": index, "store": {"reachable": is_reachable}, "platforms": told}
        return web.json_response(said, status=200 if is_ready else 503)

    app.router.add_get("/healthz", tell_alive)
    app.router.add_get("/readyz", tell_ready)


async def _ping(digests: DigestServices) -> bool:
    await digests.store_stats.ping()
    return True
