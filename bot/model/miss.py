"""Define misses: what the bot could not answer, counted without who asked."""

from dataclasses import dataclass
from enum import StrEnum

MISSES_KEPT_DAYS = 90


class MissKind(StrEnum):
    """List why a lookup is a miss: nothing was found, or somebody said that it did not help."""

    NOTHING = "nothing"
    UNHELPFUL = "unhelpful"


@dataclass(frozen=True, slots=True)
class Miss:
    """How often lookups of one meaning had no answer, and how often one that did not help."""

    meant: str
    nothing: int = 0
    unhelpful: int = 0

    @property
    def times(self) -> int:
        """Return how often in all."""
        return self.nothing + self.unhelpful
