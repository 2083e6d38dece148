"""What came of an update, one outcome a source."""

from dataclasses import dataclass
from enum import StrEnum

from bot.updates.sources import Subject


class Result(StrEnum):
    """Name what may come of asking a source."""

    RENEWED = "renewed"
    UNCHANGED = "unchanged"
    NOT_PUBLISHED = "not published yet"
    FAILED = "failed"
    WAITING = "asked a short while ago"


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What came of one source: what changed, or why it failed, a sentence each."""

    subject: Subject
    name: str
    result: Result
    told: tuple[str, ...] = ()
