"""Define how a reply looks on another platform."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.model.reply import Reply


@dataclass(frozen=True, slots=True)
class Preview:
    """Draw a reply as a chat platform gets it, one payload a message; a template of the platform's name shows them.

    `opens` gives an address to try the first one at, "" for none.
    """

    name: str
    draw: Callable[[Reply], Sequence[Any]]
    opens: Callable[[Any], str]

    @property
    def view(self) -> str:
        """Return the name of the preview in addresses."""
        return self.name.lower()
