"""Pause between tries: longer each time and randomized, so that many bots do not return at once."""

import asyncio
import random
from contextlib import suppress
from dataclasses import dataclass

_SPREAD = 0.25
_MOST_DOUBLINGS = 30  # enough for any longest pause, and no number that overflows


@dataclass(slots=True)
class Backoff:
    """Count tries that failed; the pause doubles with each, from `first` to `longest` seconds."""

    first: float = 1.0
    longest: float = 60.0
    failures: int = 0

    def reset(self) -> None:
        """Begin with short pauses again."""
        self.failures = 0

    def next_pause(self) -> float:
        """Count a failure, and return how many seconds to wait before the next try."""
        pause = min(self.first * 2.0 ** min(self.failures, _MOST_DOUBLINGS), self.longest)
        self.failures += 1
        return pause * random.uniform(1 - _SPREAD, 1)  # noqa: S311 - no secret hangs on it


async def is_stopped_within(stop: asyncio.Event, seconds: float) -> bool:
    """Wait for the stop or for some seconds; return whether it was stopped."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
