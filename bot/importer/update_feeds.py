"""Follow feeds: add new posts about KubeCon, each once, even with several processes."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.errors import BotError, FetchError, RecapWriteError
from bot.importer.feed_state import FeedState
from bot.importer.feed_store import FeedStore
from bot.importer.http_response import FEEDS, UNKNOWN, Fetch, HttpResponse
from bot.importer.import_post import PostImporter, RunIsolated
from bot.importer.parse_feed import FeedPost, parse_feed
from bot.importer.recap_folder import RecapFolder, SavedPost
from bot.importer.urls import without_secrets
from bot.model.progress import Progress, no_progress

_MOST_AT_ONCE = 20  # posts of one feed; the rest is taken at the next readings


@dataclass(frozen=True, slots=True)
class FeedUpdate:
    """What a reading of a feed brought.

    `posts` is the number of posts in the feed, None if it is unchanged; `left` is for the next reading.
    """

    posts: int | None
    kept: tuple[SavedPost, ...] = ()
    left: int = 0
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedUpdater:
    """Read feeds and store their state; `chance` returns numbers from 0 to 1."""

    importer: PostImporter
    store: FeedStore
    chance: Callable[[], float]

    async def read_if_due(self, url: str, now: dt.datetime) -> FeedUpdate | None:
        """Read a feed if it is due; return None if it is not, or another process reads it.

        Raises BotError if it cannot be read, and tries again later.
        """
        with self.store.holding(url) as is_held:
            state = self.store.look_up(url)
            return await self._read(state, now) if is_held and state.is_due(now) else None

    async def add(self, url: str, now: dt.datetime, progress: Progress = no_progress) -> FeedUpdate:
        """Read a feed now, and follow it from now on; raise BotError if it cannot be read."""
        with self.store.holding(url) as is_held:
            if not is_held:
                raise BotError(f"{without_secrets(url)}: another process reads this feed right now; try again later")
            reading = await self._read(self.store.look_up(url), now, progress)
            self.store.note(replace(self.store.look_up(url), is_added=True))
            return reading

    async def _read(self, state: FeedState, now: dt.datetime, progress: Progress = no_progress) -> FeedUpdate:
        place = without_secrets(state.url)
        try:
            fetched = await self.importer.fetch(state.url, FEEDS, state.version)
            posts = () if fetched.is_unchanged else await self.importer.run_isolated(parse_feed, fetched, place)
        except BotError as fault:
            wait_seconds = fault.wait_seconds if isinstance(fault, FetchError) else 0.0
            self.store.note(state.having_failed(now, str(fault), wait_seconds, self.chance()))
            raise
        return await _Round(self, state, now).take(fetched, posts, progress)


class _Round:
    """Save the new posts of a feed one after the other, and record each at once."""

    def __init__(self, reader: FeedUpdater, state: FeedState, now: dt.datetime) -> None:
        self._reader = reader
        self._state = state
        self._now = now
        self._kept: list[SavedPost] = []
        self._faults: list[str] = []
        self._wait_seconds = 0.0
        self._is_over = False

    async def take(self, fetched: HttpResponse, posts: Sequence[FeedPost], progress: Progress) -> FeedUpdate:
        new = self._state.new_among(posts)
        self._state = self._state.having_seen(post for post in new if not post.is_wanted)
        wanted = [post for post in new if post.is_wanted][:_MOST_AT_ONCE]
        for number, post in enumerate(wanted):
            progress(number, len(wanted))
            await self._take_one(post)
            self._reader.store.note(self._state)
            if self._is_over:
                break
        left = len(self._state.new_among(new))
        # a site that is asked for a newer version would not name again what is left
        version = UNKNOWN if left else fetched.version
        self._reader.store.note(self._state.having_read(self._now, version, self._wait_seconds, self._reader.chance()))
        count = None if fetched.is_unchanged else len(posts)
        return FeedUpdate(count, tuple(self._kept), left, tuple(self._faults))

    async def _take_one(self, post: FeedPost) -> None:
        try:
            kept = await self._reader.importer.add_from_feed(post)
        except RecapWriteError as fault:  # no fault of the post's, and the next one would fare no better
            self._faults.append(str(fault))
            self._is_over = True
        except BotError as fault:
            self._faults.append(str(fault))
            self._state = self._state.having_failed_with(post)
            self._wait_seconds = fault.wait_seconds if isinstance(fault, FetchError) else 0.0
            self._is_over = self._wait_seconds > 0
        else:
            self._state = self._state.having_seen([post])
            self._kept += [kept] if kept else []


def open_feed_updater(
    folders: Sequence[Path],
    home: Path,
    corpus: Path,
    fetch: Fetch,
    run_isolated: RunIsolated,
    chance: Callable[[], float],
) -> FeedUpdater:
    """Return the updater that adds posts to the first folder; the state of feeds is stored below `home`."""
    first, *others = folders
    importer = PostImporter(corpus, RecapFolder(first, others, home / "adding.lock"), fetch, run_isolated)
    return FeedUpdater(importer, FeedStore(home / "feeds"), chance)
