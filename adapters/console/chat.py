"""A conversation in the terminal: type what you look for, then a step's number or its word."""

import datetime as dt
from collections.abc import Callable, Iterable

from bot.cards.card import Card
from bot.cards.page import Page
from bot.conversation import Reply, reply, step
from bot.engine import Engine

_LAST_WORDS = frozenset({"quit", "exit", "bye"})
_GREETING = Card(
    title="What do you look for?",
    subtitle="a topic, a project, a talk or a speaker; then a number, more, takeaways, talks, projects, help or quit",
)


def converse(engine: Engine, lines: Iterable[str], show: Callable[[Card], None], today: dt.date) -> None:
    """Answer line after line until there are none, or one says quit."""
    show(_GREETING)
    page, card = None, _GREETING
    for line in lines:
        typed = line.strip()
        if typed.casefold() in _LAST_WORDS:
            return
        if typed:
            said = _answer(engine, typed, page, card, today)
            page, card = said.page or page, said.card
            show(card)


def _answer(engine: Engine, typed: str, page: Page | None, card: Card, today: dt.date) -> Reply:
    """Take the step that the number typed stands beside, else answer the words."""
    steps = {str(number): action.value for number, action in enumerate(card.actions, 1)}
    return step(engine, steps[typed], today) if typed in steps else reply(engine, typed, page, today)
