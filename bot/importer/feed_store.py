"""Store the state of feeds, one file per feed, shared by all processes with the same home."""

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
        """Lock a feed; yields False while another process reads it."""
        return lock_file(self._path(url).with_suffix(".lock"), wait=False)

    def look_up(self, url: str) -> FeedState:
        """Return the state of a feed, an empty one if it is new or its file is damaged."""
        return _read(self._path(url)) or FeedState(url)

    def added(self) -> list[str]:
        """Return the addresses of the feeds that were added by command, in alphabetical order."""
        notes = map(_read, self._folder.glob("*.json"))
        return sorted(one.url for one in notes if one and one.is_added)

    def note(self, state: FeedState) -> None:
        """Store the state of a feed atomically; raise RecapWriteError on failure."""
        replace_file(self._path(state.url), to_json(state))

    def forget(self, url: str) -> None:
        """Delete a feed that was added by a command; raise BotError if there is none."""
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
