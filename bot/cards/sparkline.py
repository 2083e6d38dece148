"""Draw numbers as a line of small bars, where pictures are not possible."""

from collections.abc import Sequence

_LEVELS = "▂▃▄▅▆▇█"
_NONE = "▁"


def sparkline(values: Sequence[float]) -> str:
    """Draw each value as a bar, the largest the highest; 0 or less is the lowest bar."""
    highest = max(values, default=0.0)
    return "".join(_bar(value / highest) if value > 0 else _NONE for value in values)


def _bar(share: float) -> str:
    return _LEVELS[min(int(share * len(_LEVELS)), len(_LEVELS) - 1)]
