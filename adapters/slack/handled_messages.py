"""Remember which messages and clicks were handled, up to a fixed number."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from cachetools import LRUCache

_DOUBLE_CLICK_SECONDS = 2.0
_REMEMBERED = 10_000  # of each kind of thing


class RepetitionFilter:
    """Distinguish the first time of something from a repetition within so many seconds."""

    def __init__(self, clock: Callable[[], float], seconds: float = float("inf")) -> None:
        self._clock = clock
        self._seconds = seconds
        self._seen: LRUCache[Hashable, float] = LRUCache(_REMEMBERED)

    def is_first(self, key: Hashable) -> bool:
        """Return whether the key comes for the first time, and remember it."""
        now, before = self._clock(), self._seen.get(key)
        if before is not None and now - before < self._seconds:
            return False
        self._seen[key] = now
        return True


@dataclass(slots=True)
class Answered:
    """The answer to one message, "" if there is none yet; the lock keeps an edit from overtaking it."""

    ts: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class HandledMessages:
    """Remember which messages are answered, and which clicks were handled.

    `clock` counts seconds; `started_at` is the wall-clock second the bot began at, which Slack's `ts` compare with.
    """

    def __init__(self, clock: Callable[[], float], started_at: float) -> None:
        self.started_at = started_at
        self.answered: LRUCache[tuple[str, str], Answered] = LRUCache(_REMEMBERED)
        self.heard = RepetitionFilter(clock)
        self.shared = RepetitionFilter(clock)
        self.clicked = RepetitionFilter(clock, _DOUBLE_CLICK_SECONDS)
