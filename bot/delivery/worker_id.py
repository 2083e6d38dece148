"""Name the process in its claims: the same after a restart, and unique among processes."""

import fcntl
import secrets
from contextlib import suppress
from pathlib import Path
from typing import IO

from bot.private_files import make_file, make_folder

_FILE = "worker"


class WorkerId:
    """The name of this process, locked for as long as it lives.

    If the folder cannot be used, or another process uses it, the name is a new one at each start.
    """

    def __init__(self, home: Path) -> None:
        self.name = secrets.token_hex(8)
        self._file: IO[str] | None = None
        with suppress(OSError):
            make_folder(home)
            make_file(home / _FILE)
            self._file = (home / _FILE).open("a+", encoding="utf-8")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.name = self._keep(self._file)

    def free(self) -> None:
        """Release the name for the next process."""
        if self._file:
            with suppress(OSError):  # what a full disk has not taken is tried again when the file is closed
                self._file.close()

    def _keep(self, file: IO[str]) -> str:
        file.seek(0)
        if kept := file.read().strip():
            return kept
        file.write(self.name)
        file.flush()
        return self.name
