"""The moment at which a digest is due, and its kind."""

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
    """One moment at which a digest is due, in UTC; `edition` is the KubeCon it is about, "" for a weekly one."""

    at: dt.datetime
    kind: DigestKind = DigestKind.WEEKLY
    edition: str = ""
    days: int = 0
