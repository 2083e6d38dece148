"""The clock that digests go by, so that tests can set another."""

import asyncio
import datetime as dt
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clock:
    """Give the time of day, count seconds that no one can set back, and wait."""

    now: Callable[[], dt.datetime]
    seconds: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
