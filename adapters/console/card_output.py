"""Print cards: drawn in a terminal, as plain text into a pipe or a file."""

import shutil
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from bot.cards.card_to_text import card_to_text
from bot.model.card import Card

_WIDEST = 100  # longer lines are hard to read
_PATIENCE_SECONDS = 1


def show_card(card: Card, *, numbered: bool = False) -> None:
    """Show a card on standard output."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    if not sys.stdout.isatty():
        sys.stdout.write(card_to_text(card, width, numbered=numbered) + "\n")
        return
    # rich takes a tenth of a second to load, which a pipe need not wait for
    from rich.console import Console  # noqa: PLC0415

    from adapters.console.render import render_card  # noqa: PLC0415

    Console(width=width, highlight=False).print(render_card(card, numbered=numbered))


def show_cards(cards: Iterable[Card]) -> None:
    """Show cards below each other, with a line between them."""
    for number, card in enumerate(cards):
        if number:
            sys.stdout.write("\n---\n\n")
        show_card(card)


@contextmanager
def notice_when_slow(notice: str) -> Iterator[None]:
    """Print a notice at a terminal if something takes long."""
    timer = threading.Timer(_PATIENCE_SECONDS, lambda: sys.stderr.write(notice + "\n"))
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
