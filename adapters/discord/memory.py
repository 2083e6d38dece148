"""What the bot remembers of the last messages: enough to be quick, never more than a thousand of a kind."""

from collections.abc import Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")
REMEMBERED = 1000  # what is older is found again in the channel itself


def remember(memory: dict[Key, Value], key: Key, value: Value) -> None:
    """Put a value where it is found again, and forget the oldest where there are too many."""
    memory[key] = value
    while len(memory) > REMEMBERED:
        del memory[next(iter(memory))]
