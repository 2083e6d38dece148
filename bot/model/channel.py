"""Define a channel, and its subscription: which digests, when, and on which topics."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MOST_TOPICS = 10  # of one subscription
LONGEST_TOPIC = 80
_NINE = dt.time(9)


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a digest goes: the platform, by the name of its publisher, the team there, and the channel."""

    platform: str
    team: str
    id: str

    def __str__(self) -> str:
        """Write it as the id of the channel's subscription."""
        return f"{self.platform}/{self.team}/{self.id}"


@dataclass(frozen=True, slots=True)
class Subscription:
    """The subscription of one channel; `by` is who changed it last, `since` when it began.

    `weekday` counts from 0, Monday, as in WEEKDAYS. `at` is the time on the clock in `timezone`, an IANA name, the
    whole year round. No `topics` mean a varied mix. `paused` says why nothing is posted, "" if it is not paused.
    """

    channel: Channel
    by: str
    since: dt.datetime
    weekday: int = 0
    at: dt.time = _NINE
    timezone: str = "UTC"
    topics: tuple[str, ...] = ()
    is_weekly: bool = True
    has_countdown: bool = True
    paused: str = ""

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a channel has seen: how often each entry, by key, and which recaps are new to it."""

    times: dict[str, int] = field(default_factory=dict)
    new_recaps: frozenset[str] = frozenset()
