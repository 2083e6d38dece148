"""A conversation in the terminal: type what you look for, then a step's number or its word."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.cards.answer_to_card import answer_to_card
from bot.cards.card import ActionKind, Card
from bot.cards.page import Page, page_to_lookup, value_to_page
from bot.engine import Engine
from bot.extraction.entry import EntryKind

_LAST_WORDS = frozenset({"quit", "exit", "bye"})
_KINDS = {f"{kind}s": kind for kind in EntryKind}
_GREETING = Card(
    title="What do you look for?",
    subtitle="a topic, a project, a talk or a speaker; then a number, more, takeaways, talks, projects or quit",
)
_NO_MORE = Card("That is all there is", "type something else, or quit")


def converse(engine: Engine, lines: Iterable[str], show: Callable[[Card], None]) -> None:
    """Answer line after line until there are none, or one says quit."""
    show(_GREETING)
    page, card = Page(""), _GREETING
    for line in lines:
        typed = line.strip()
        if typed.casefold() in _LAST_WORDS:
            return
        if not typed:
            continue
        wanted = _wanted(typed, page, card)
        if wanted is None:
            show(_NO_MORE)
            continue
        page = wanted
        card = answer_to_card(engine.look_up(page_to_lookup(page)), page)
        show(card)


def _wanted(typed: str, page: Page, card: Card) -> Page | None:
    """Read a line as a step from the card before, else as words to look up; None where there is nothing more."""
    word = typed.casefold()
    steps = {str(number): action.value for number, action in enumerate(card.actions, 1)}
    if typed in steps:
        return value_to_page(steps[typed])
    if page.words and word in _KINDS:
        return replace(page, kind=_KINDS[word], skip=0)
    if page.words and word == "more":
        further = [action.value for action in card.actions if action.kind is ActionKind.MORE]
        return value_to_page(further[0]) if further else None
    return Page(typed)
