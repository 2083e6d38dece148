"""Define the outcome of an update for each source."""

from dataclasses import dataclass
from enum import StrEnum

from bot.updates.sources import UpdateKind


class Result(StrEnum):
    """List the outcomes of asking a source."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    NOT_PUBLISHED = "not published yet"
    FAILED = "failed"
    WAITING = "asked a short while ago"


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """The outcome of one source: its changes, or why it failed, one sentence each."""

    kind: UpdateKind
    name: str
    result: Result
    told: tuple[str, ...] = ()
