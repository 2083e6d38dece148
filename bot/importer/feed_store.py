"""The notes on feeds that are followed, one file a feed, shared by all processes of this home."""

from contextlib import AbstractContextManager
from hashlib import blake2b
from pathlib import Path

from bot.errors import BotError
from bot.importer.feed_state import FeedState
from bot.importer.file_lock import lock_file
from bot.model.codec import from_json, to_json
from bot.private_files import replace_file


class FeedStore:
    """Keep notes on feeds below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def holding(self, url: str) -> AbstractContextManager[bool]:
        """Keep other processes from reading a feed; yields False while another does."""
        return lock_file(self._path(url).with_suffix(".lock"), wait=False)

    def look_up(self, url: str) -> FeedState:
        """Return what is remembered of a feed: nothing where it is new or the notes are damaged."""
        return _read(self._path(url)) or FeedState(url)

    def added(self) -> list[str]:
        """Return the addresses of the feeds that were added by command, in alphabetical order."""
        notes = map(_read, self._folder.glob("*.json"))
        return sorted(one.url for one in notes if one and one.is_added)

    def note(self, state: FeedState) -> None:
        """Store the state of a feed, whole or not at all; raise RecapWriteError where that fails."""
        replace_file(self._path(state.url), to_json(state))

    def forget(self, url: str) -> None:
        """Forget a feed that was added by command; raise BotError where there is none of that address."""
        if url not in self.added():
            raise BotError(f"{url}: no such feed was added; kubecon feeds lists them")
        self._path(url).unlink(missing_ok=True)

    def _path(self, url: str) -> Path:
        return self._folder / (blake2b(url.encode(), digest_size=16).hexdigest() + ".json")


def _read(path: Path) -> FeedState | None:
    try:
        return from_json(path.read_bytes(), FeedState)
    except (OSError, ValueError):
        return None
