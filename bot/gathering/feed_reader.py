"""Follow feeds: add their new posts that speak of KubeCon, each once, whoever else follows them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.errors import BotError, FetchError, KeepError
from bot.gathering.addresses import without_secrets
from bot.gathering.feed import FeedPost, read_feed
from bot.gathering.feed_book import FeedBook
from bot.gathering.fetched import FEEDS, UNKNOWN, Fetched
from bot.gathering.following import Following
from bot.gathering.gatherer import Gatherer
from bot.gathering.keeping import Kept

_MOST_AT_ONCE = 20  # posts of one feed; the rest is taken at the next readings


@dataclass(frozen=True, slots=True)
class FeedReading:
    """Hold what a reading of a feed brought.

    `posts` counts what the feed holds, None where it is as it was; `left` counts what is left for the next reading.
    """

    posts: int | None
    kept: tuple[Kept, ...] = ()
    left: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedReader:
    """Read feeds, and keep notes on them; `chance` gives numbers from 0 to 1."""

    gatherer: Gatherer
    book: FeedBook
    chance: Callable[[], float]

    async def read_if_due(self, url: str, now: dt.datetime) -> FeedReading | None:
        """Read a feed whose time has come; None where it has not, or another process is at it.

        Raises BotError where it cannot be read, and tries later from then on.
        """
        with self.book.holding(url) as is_held:
            following = self.book.look_up(url)
            return await self._read(following, now) if is_held and following.is_due(now) else None

    async def add(self, url: str, now: dt.datetime) -> FeedReading:
        """Read a feed now and follow it from now on; raise BotError where it cannot be read."""
        with self.book.holding(url) as is_held:
            if not is_held:
                raise BotError(f"{without_secrets(url)}: another process reads this feed right now; try again later")
            reading = await self._read(self.book.look_up(url), now)
            self.book.note(replace(self.book.look_up(url), is_added=True))
            return reading

    async def _read(self, following: Following, now: dt.datetime) -> FeedReading:
        place = without_secrets(following.url)
        try:
            fetched = await self.gatherer.fetch(following.url, FEEDS, following.version)
            posts = () if fetched.is_unchanged else await self.gatherer.aside(read_feed, fetched, place)
        except BotError as fault:
            wait_seconds = fault.wait_seconds if isinstance(fault, FetchError) else 0.0
            self.book.note(following.having_failed(now, str(fault), wait_seconds, self.chance()))
            raise
        return await _Round(self, following, now).take(fetched, posts)


class _Round:
    """Take the new posts of a feed one after the other, and note each at once."""

    def __init__(self, reader: FeedReader, following: Following, now: dt.datetime) -> None:
        self._reader = reader
        self._following = following
        self._now = now
        self._kept: list[Kept] = []
        self._faults: list[str] = []
        self._wait_seconds = 0.0
        self._is_over = False

    async def take(self, fetched: Fetched, posts: Sequence[FeedPost]) -> FeedReading:
        new = self._following.new_among(posts)
        self._following = self._following.having_seen(post for post in new if not post.is_wanted)
        for post in [post for post in new if post.is_wanted][:_MOST_AT_ONCE]:
            await self._take_one(post)
            self._reader.book.note(self._following)
            if self._is_over:
                break
        left = len(self._following.new_among(new))
        # a site that is asked for a newer version would not name again what is left
        version = UNKNOWN if left else fetched.version
        self._reader.book.note(
            self._following.having_read(self._now, version, self._wait_seconds, self._reader.chance())
        )
        count = None if fetched.is_unchanged else len(posts)
        return FeedReading(count, tuple(self._kept), left, tuple(self._faults))

    async def _take_one(self, post: FeedPost) -> None:
        try:
            kept = await self._reader.gatherer.add_from_feed(post)
        except KeepError as fault:  # no fault of the post's, and the next one would fare no better
            self._faults.append(str(fault))
            self._is_over = True
        except BotError as fault:
            self._faults.append(str(fault))
            self._following = self._following.having_failed_with(post)
            self._wait_seconds = fault.wait_seconds if isinstance(fault, FetchError) else 0.0
            self._is_over = self._wait_seconds > 0
        else:
            self._following = self._following.having_seen([post])
            self._kept += [kept] if kept else []
