"""Let one process at a time do what two must not do at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import RecapWriteError
from bot.private_files import make_file, make_folder


@contextmanager
def lock_file(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold what a file stands for; yield whether it is held, which without `wait` it is not while another does.

    The system lets go of it when a process ends, however it ends. Raises RecapWriteError if it cannot be written.
    """
    try:
        make_folder(path.parent)
        make_file(path)
        file = path.open("a")
    except OSError as fault:
        reason = f"{path}: cannot be written ({fault.strerror})"
        raise RecapWriteError(f"{reason}; set KUBECON_HOME to a folder that can be written") from fault
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
