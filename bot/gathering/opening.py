"""Open everything that gathering posts stands on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.gathering.feed_book import FeedBook
from bot.gathering.feed_reader import FeedReader
from bot.gathering.fetched import Fetch
from bot.gathering.gatherer import Aside, Gatherer
from bot.gathering.keeping import RecapFolder


def open_gathering(
    folders: Sequence[Path], home: Path, corpus: Path, fetch: Fetch, aside: Aside, chance: Callable[[], float]
) -> FeedReader:
    """Return what adds posts to the first of the folders and follows feeds; notes are kept below `home`."""
    first, *others = folders
    gatherer = Gatherer(corpus, RecapFolder(first, others, home / "adding.lock"), fetch, aside)
    return FeedReader(gatherer, FeedBook(home / "feeds"), chance)
