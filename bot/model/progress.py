"""Define a callback for the progress of long work: steps done, and their total."""

from collections.abc import Callable

Progress = Callable[[int, int], None]


def no_progress(_done: int, _of: int) -> None:
    """Show nothing."""
