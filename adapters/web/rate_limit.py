"""Limit how often a caller may do something."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web
from cachetools import LRUCache


@dataclass(slots=True)
class RateLimit:
    """Let each caller in so many times a second, and more at once for a moment."""

    a_second: float
    at_once: float
    clock: Callable[[], float] = time.monotonic
    most_callers: int = 10_000
    _left: LRUCache[str, tuple[float, float]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with no caller."""
        self._left = LRUCache(self.most_callers)

    def allows(self, caller: str) -> bool:
        """Return whether the caller may come in now, and count it."""
        now = self.clock()
        left, since = self._left.get(caller, (self.at_once, now))
        left = min(self.at_once, left + (now - since) * self.a_second)
        self._left[caller] = (left - 1 if left >= 1 else left, now)
        return left >= 1


def too_many(told: str, wait_seconds: int) -> web.HTTPTooManyRequests:
    """Return the response for a caller with too many requests, with the time to wait."""
    return web.HTTPTooManyRequests(text=told, headers={"Retry-After": str(wait_seconds)})
