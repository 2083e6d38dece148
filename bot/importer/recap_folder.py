"""Save posts as files in a folder, atomically, and never overwrite another post."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from bot.errors import RecapWriteError
from bot.importer.file_lock import lock_file
from bot.importer.post import Post
from bot.recaps.find_files import find_recaps
from bot.recaps.front_matter.parse_front_matter import Value, normalize_key
from bot.recaps.front_matter.split import split_front_matter
from bot.recaps.front_matter.write import FETCHED_FROM

_HEAD = 20_000  # bytes; facts that begin further down are no post's that was kept here


class SaveOutcome(StrEnum):
    """List what may have happened to a post."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class SavedPost:
    """A post, its file, and the outcome of saving it."""

    post: Post
    path: Path
    outcome: SaveOutcome


@dataclass(frozen=True, slots=True)
class RecapFolder:
    """Put posts into one folder; names of recaps in `others` are taken too. `lock` is a file for all processes."""

    folder: Path
    others: Sequence[Path]
    lock: Path

    def keep(self, post: Post, *, update: bool = True) -> SavedPost:
        """Write a post to the file that was fetched from the same address, else to a new one.

        Without `update` an existing file stays unchanged. Raises RecapWriteError if the folder cannot be written.
        """
        try:
            with lock_file(self.lock, wait=True):
                path = self._fetched_before(post) or self._same_text(post)
                if path is None:
                    return SavedPost(post, self._write_new(post), SaveOutcome.ADDED)
                if not update or _content(path) == post.text.encode():
                    return SavedPost(post, path, SaveOutcome.UNCHANGED)
                self._written_aside(post).replace(path)
                return SavedPost(post, path, SaveOutcome.UPDATED)
        except OSError as fault:
            reason = f"{self.folder}: the recap cannot be written ({fault.strerror})"
            raise RecapWriteError(
                f"{reason}; make the folder writable, or name another first in KUBECON_RECAPS"
            ) from fault

    def _fetched_before(self, post: Post) -> Path | None:
        """Return the file with the earlier version of a post."""
        if not post.addresses:
            return None
        return next((path for path in find_recaps(self.folder) if post.addresses & _addresses(path)), None)

    def _same_text(self, post: Post) -> Path | None:
        """Return the file that a post without an address was put into before."""
        if post.addresses:
            return None
        text = post.text.encode()
        return next((path for path in find_recaps(self.folder) if _content(path, len(text) + 1) == text), None)

    def _write_new(self, post: Post) -> Path:
        taken = {path.stem.casefold() for folder in (self.folder, *self.others) for path in find_recaps(folder)}
        names = (post.name if number == 1 else f"{post.name}-{number}" for number in count(1))
        free = (name for name in names if name.casefold() not in taken)
        written = self._written_aside(post)
        try:
            while True:
                path = self.folder / (next(free) + post.ending)
                with suppress(FileExistsError):
                    path.hardlink_to(written)  # atomic, and never overwrites a file that appeared in the meantime
                    return path
        finally:
            written.unlink()

    def _written_aside(self, post: Post) -> Path:
        """Write a post to a temporary file."""
        path = self.folder / f".{post.name}-{os.getpid()}.part"
        try:
            with path.open("wb") as file:
                file.write(post.text.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path


def _content(path: Path, most: int = -1) -> bytes:
    """Return up to so many bytes of a file, b"" if it cannot be read, which is reported elsewhere."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError:
        return b""


def _addresses(path: Path) -> frozenset[str]:
    """Return the addresses that a file was fetched from."""
    head = _content(path, _HEAD).decode(errors="replace")
    if FETCHED_FROM not in head:
        return frozenset()
    told: Value = split_front_matter(head, str(path)).values.get(normalize_key(FETCHED_FROM), "")
    return frozenset(map(str, told) if isinstance(told, list) else (str(told),))
