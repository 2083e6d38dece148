"""Define when a digest is due, and of which kind it is."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DigestKind(StrEnum):
    """Name the kinds of digests."""

    WEEKLY = "weekly"
    COUNTDOWN = "countdown"
    READING = "reading"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A moment in UTC at which a digest is due; `edition` is the KubeCon it is about, "" for a weekly one."""

    at: dt.datetime
    kind: DigestKind = DigestKind.WEEKLY
    edition: str = ""
    days: int = 0
