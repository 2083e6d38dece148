"""The name under which a process claims deliveries: the same after a restart, and never that of another process."""

import fcntl
import secrets
from pathlib import Path
from typing import IO

_FILE = "worker"


class WorkerName:
    """Hold a name, and the lock on it, for as long as the process lives."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._lock: IO[str] | None = (home / _FILE).open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            # another process works from the same folder: this one gets a name for once
            self._lock.close()
            self._lock = None
            self.name = secrets.token_hex(8)
        else:
            self.name = self._keep(self._lock)

    def free(self) -> None:
        """Leave the name to the next process."""
        if self._lock:
            self._lock.close()

    def _keep(self, file: IO[str]) -> str:
        file.seek(0)
        name = file.read().strip() or secrets.token_hex(8)
        file.truncate(0)
        file.write(name)
        file.flush()
        return name
