"""Make files and folders that only the bot's own user can read."""

import os
from contextlib import suppress
from pathlib import Path

from bot.errors import RecapWriteError

_FOLDER, _FILE = 0o700, 0o600
_OTHERS = 0o077


def make_folder(path: Path) -> None:
    """Make a folder and its parents; leave an existing one unchanged."""
    missing = [one for one in (path, *path.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(_FOLDER, exist_ok=True)
    path.mkdir(exist_ok=True)  # raises if a file is in the way


def make_file(path: Path) -> None:
    """Make an empty file if there is none, and make an existing one private.

    An existing file is never opened: SQLite loses its locks if its file is opened and closed elsewhere.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _FILE))
    if path.stat().st_mode & _OTHERS:
        with suppress(PermissionError):  # another user's, who lets this one use it
            path.chmod(_FILE)


def write_file(path: Path, text: str) -> None:
    """Write a text."""
    make_file(path)
    path.write_text(text, encoding="utf-8")


def replace_file(path: Path, text: str) -> None:
    """Write a text atomically; raise RecapWriteError on failure."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        make_folder(path.parent)
        write_file(part, text)
        part.replace(path)
    except OSError as fault:
        reason = f"{path}: cannot be written ({fault.strerror})"
        raise RecapWriteError(f"{reason}; set KUBECON_HOME to a folder that can be written and has room") from fault
