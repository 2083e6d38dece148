"""How a reply looks elsewhere, as the page shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.model.answer_page import AnswerPage
from bot.model.card import Card


@dataclass(frozen=True, slots=True)
class Preview:
    """Draw a card and its page as a chat platform gets it; `opens` gives an address to try it at, "" for none."""

    name: str
    draw: Callable[[Card, AnswerPage | None], Any]
    opens: Callable[[Any], str]
