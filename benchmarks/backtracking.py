"""Measure whether regular expressions stay linear on the texts that are made against them."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import repeat
from time import process_time
from types import FrameType

from benchmarks.attacks import attacks
from benchmarks.patterns import UsedPattern

_RIVAL = UsedPattern("rival", re.compile(r"\w{1,40} !"))  # takes 40 steps a letter, and stays linear
_RIVALS = 40  # times as long as the rival may a pattern take
_SMALLER = 10  # times shorter are the texts that show which is the worst


def bound(size: int) -> float:
    """Return how many seconds a pattern may take over a text of `size` letters, as a linear one shows right now."""
    return _RIVALS * min(seconds(_RIVAL, "a" * size, most=60) for _ in repeat(None, 3))


def worst(used: UsedPattern, size: int, most: float, few: int = 2) -> tuple[float, str]:
    """Return how long a pattern takes over the worst text of `size` letters found, at most `most`, and that text.

    Which is the worst shows in shorter texts.
    """
    tried = {
        attack: seconds(used, attack.text(size // _SMALLER), most / _SMALLER) for attack in attacks(used.pattern, few)
    }
    text = max(tried, key=tried.__getitem__).text(size) if tried else ""
    return seconds(used, text, most), text


def seconds(used: UsedPattern, text: str, most: float) -> float:
    """Return how long a pattern takes over a text, in the time of the processor; it is stopped after `most` seconds."""
    begin = process_time()
    try:
        with _stopped_after(most):
            used.run(text)
    except _TooLongError:
        return most
    return process_time() - begin


class _TooLongError(Exception):
    pass


@contextmanager
def _stopped_after(most: float) -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError
