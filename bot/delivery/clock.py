"""Define the clock of digests, so that tests can replace it."""

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """Return the time, count seconds on a monotonic clock, and sleep."""

    now: Callable[[], dt.datetime]
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
