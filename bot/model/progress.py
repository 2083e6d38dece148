"""How far long work is, told to whoever waits for it: how many steps are done, and of how many."""

from collections.abc import Callable

Progress = Callable[[int, int], None]


def no_progress(_done: int, _of: int) -> None:
    """Show nothing."""
