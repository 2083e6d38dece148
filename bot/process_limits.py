"""Limit the resources of a process that reads untrusted text, and end it with its parent."""

import ctypes
import math
import os
import resource
import signal
import sys
import time
from contextlib import suppress
from multiprocessing import parent_process
from pathlib import Path

_SET_PARENT_DEATH_SIGNAL = (
    1  # PR_SET_PDEATHSIG of Linux, https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html
)

_LOWEST_PRIORITY = 19


def serve_parent() -> None:
    """Let this child process end with the thread that started it, and leave the keyboard's interrupt to the parent.

    Only Linux can end it in the middle of its work; elsewhere it ends when it next asks for work.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    parent = parent_process()
    if parent is not None and os.getppid() != parent.pid:
        os._exit(1)  # it ended before it could be watched


def give_way() -> None:
    """Let all other processes of the machine go before this one."""
    os.nice(_LOWEST_PRIORITY)


def limit_memory(more: int) -> None:
    """Let this process take so many bytes more than it has now; beyond that, MemoryError is raised.

    Where all of the machine's memory is taken, the system ends this process before others.
    """
    _limit(resource.RLIMIT_DATA, _held_bytes() + more)
    _limit(resource.RLIMIT_CORE, 0)  # a process that dies of a file leaves nothing of it behind
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def limit_cpu(seconds: float) -> None:
    """Let this process compute for so many seconds more, and be killed by SIGXCPU then."""
    _limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))


def _limit(what: int, most: int) -> None:
    _, allowed = resource.getrlimit(what)
    resource.setrlimit(what, (most if allowed == resource.RLIM_INFINITY else min(most, allowed), allowed))


def _held_bytes() -> int:
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except (OSError, LookupError):
        return 0
    return int(pages) * resource.getpagesize()
