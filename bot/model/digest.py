"""Define a digest: its parts with their entries."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.model.due_digest import DueDigest
from bot.model.edition import Edition
from bot.model.entry import Entry


class PartKind(StrEnum):
    """List the kinds of parts of a digest."""

    LEAD = "lead"
    NEW = "new"
    NEWS = "news"
    TAKEAWAYS = "takeaways"
    LAST_TIME = "last time"
    SINCE = "since"
    TALKS = "talks"
    SESSIONS = "sessions"
    DATES = "dates"
    RECAPS = "recaps"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Part:
    """A few entries of one kind; `about` is the topic, "" for a mix, `more` how many others there are.

    `event` limits the part to the recaps of an edition, "" for all. `days` are the days that dates are about, one an
    entry.
    """

    kind: PartKind
    entries: tuple[Entry, ...]
    about: str = ""
    more: int = 0
    event: str = ""
    days: tuple[dt.date, ...] = ()

    @property
    def lookup(self) -> str:
        """Return the lookup that shows all of them, "" for everything."""
        return " ".join(part for part in (self.about, f"event:{self.event}" if self.event else "") if part)


@dataclass(frozen=True, slots=True)
class Digest:
    """One digest for one channel; `day` is its local day, `keys` are the keys of its entries.

    `edition` is the KubeCon it counts down to or looks back on; `coming` are those whose days are near. `headline` is
    the entry that leads, which no part repeats; `since` is the KubeCon that a countdown looks back on.
    `new_recaps` arrived since the channel's last digest. Times are shown in `timezone`. `topics` are
    those that the channel chose.
    """

    due: DueDigest
    day: dt.date
    parts: tuple[Part, ...]
    keys: tuple[str, ...]
    edition: Edition | None = None
    coming: tuple[Edition, ...] = ()
    headline: Entry | None = None
    since: Edition | None = None
    new_recaps: frozenset[str] = frozenset()
    timezone: str = "UTC"
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmptyDigest:
    """Why there is no digest: an answer, not an error."""

    reason: str
