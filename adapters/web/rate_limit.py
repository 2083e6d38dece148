"""How often a caller may do something."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class RateLimit:
    """Let each caller in so many times a second, and more at once for a moment."""

    a_second: float
    at_once: float
    clock: Callable[[], float] = time.monotonic
    most_callers: int = 10_000
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def allows(self, caller: str) -> bool:
        """Return whether the caller may come in now, and count it."""
        now = self.clock()
        left, since = self._left.pop(caller, (self.at_once, now))
        left = min(self.at_once, left + (now - since) * self.a_second)
        self._left[caller] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > self.most_callers:
            self._left.popitem(last=False)
        return left >= 1
