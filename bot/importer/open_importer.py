"""Open everything that gathering posts stands on."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.importer.feed_store import FeedStore
from bot.importer.http_response import Fetch
from bot.importer.import_post import PostImporter, RunIsolated
from bot.importer.recap_folder import RecapFolder
from bot.importer.update_feeds import FeedUpdater


def open_importer(
    folders: Sequence[Path],
    home: Path,
    corpus: Path,
    fetch: Fetch,
    run_isolated: RunIsolated,
    chance: Callable[[], float],
) -> FeedUpdater:
    """Return what adds posts to the first of the folders and follows feeds; notes are kept below `home`."""
    first, *others = folders
    importer = PostImporter(corpus, RecapFolder(first, others, home / "adding.lock"), fetch, run_isolated)
    return FeedUpdater(importer, FeedStore(home / "feeds"), chance)
