"""Define the state of a feed: which posts were seen, and when it is read next."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.importer.http_response import UNKNOWN, Validators
from bot.importer.parse_feed import FeedPost

_EVERY = dt.timedelta(hours=1)
_LONGEST_WAIT = dt.timedelta(days=1)
_LONGEST_TOLD_WAIT = dt.timedelta(days=7)
_SPREAD = 0.1  # of the time until the next reading, so that not all bots come at once
_MOST_DOUBLINGS = 5
_MOST_REMEMBERED = 20_000
_TRIES = 3


@dataclass(frozen=True, slots=True)
class FeedState:
    """The state of one feed; `is_added` means that a person added it with a command.

    `tried` counts for the address of a post how often it could not be had; `fault` is what went wrong last.
    """

    url: str
    is_added: bool = False
    version: Validators = UNKNOWN
    seen: tuple[str, ...] = ()
    tried: Mapping[str, int] = field(default_factory=dict)
    read_at: dt.datetime | None = None
    next_at: dt.datetime | None = None
    failures: int = 0
    fault: str = ""

    def is_due(self, now: dt.datetime) -> bool:
        """Return whether the feed is to be read at `now`; a moment too far ahead is a clock's that went wrong."""
        return self.next_at is None or not now < self.next_at <= now + _LONGEST_TOLD_WAIT * (1 + _SPREAD)

    def new_among(self, posts: Iterable[FeedPost]) -> list[FeedPost]:
        """Return the posts that were not seen so far."""
        seen = set(self.seen)
        return [post for post in posts if post.url not in seen]

    def having_seen(self, posts: Iterable[FeedPost]) -> "FeedState":
        """Remember posts; the oldest of very many are forgotten."""
        urls = tuple(post.url for post in posts)
        seen = tuple(dict.fromkeys(self.seen + urls))[-_MOST_REMEMBERED:]
        return replace(self, seen=seen, tried={url: times for url, times in self.tried.items() if url not in urls})

    def having_failed_with(self, post: FeedPost) -> "FeedState":
        """Record that a post could not be fetched; after a few failures it counts as seen."""
        times = self.tried.get(post.url, 0) + 1
        if times >= _TRIES:
            return self.having_seen([post])
        return replace(self, tried={**self.tried, post.url: times})

    def having_read(self, now: dt.datetime, version: Validators, wait_seconds: float, chance: float) -> "FeedState":
        """Remember a reading that went well; `chance` from 0 to 1 spreads the next one."""
        next_at = now + _wait(_EVERY, wait_seconds, chance)
        return replace(self, version=version, read_at=now, next_at=next_at, failures=0, fault="")

    def having_failed(self, now: dt.datetime, fault: str, wait_seconds: float, chance: float) -> "FeedState":
        """Remember a reading that failed: the next one is later each time."""
        wait = min(_EVERY * 2 ** min(self.failures, _MOST_DOUBLINGS), _LONGEST_WAIT)
        next_at = now + _wait(wait, wait_seconds, chance)
        return replace(self, next_at=next_at, failures=self.failures + 1, fault=fault)


def _wait(wait: dt.timedelta, told_seconds: float, chance: float) -> dt.timedelta:
    """Return how long to wait: as long as the site says, randomly longer, never shorter."""
    told = min(dt.timedelta(seconds=told_seconds), _LONGEST_TOLD_WAIT)
    return max(wait, told) * (1 + _SPREAD * chance)
