"""Lock files, so that only one process at a time does something."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import RecapWriteError
from bot.private_files import make_file, make_folder

_NO_LIMIT = -1
_MODE = 0o600  # only the user who runs the bot


@contextmanager
def lock_file(path: Path, *, wait: bool) -> Iterator[bool]:
    """Lock a file; yield whether that succeeded, as it may fail without `wait`.

    The system releases the lock when the process ends, even if it is killed. Raises RecapWriteError if it cannot be
    written.
    """
    lock = FileLock(path, mode=_MODE)
    try:
        make_folder(path.parent)
        make_file(path)
        lock.acquire(timeout=_NO_LIMIT if wait else 0)
    except Timeout:
        pass
    except OSError as fault:
        reason = f"{path}: cannot be written ({fault.strerror})"
        raise RecapWriteError(f"{reason}; set KUBECON_HOME to a folder that can be written") from fault
    try:
        yield lock.is_locked
    finally:
        lock.release()
