"""Write a card as plain text, the fallback of every adapter."""

import textwrap
from collections.abc import Iterator, Mapping

from bot.cards.chart_to_text import chart_to_lines
from bot.cards.columns import column_groups, columns_to_lines, item_origin
from bot.model.card import Action, Card, Item

_INDENT = "    "
_UNDER = "  "
_NARROWEST = 20


def card_to_text(card: Card, width: int = 80, *, numbered: bool = False) -> str:
    """Write a card as lines of at most `width` characters, addresses excepted; number its steps if they are typed."""
    room = max(width, _NARROWEST)
    numbers = numbers_of(card) if numbered else {}
    parts = [
        _wrap(" · ".join(part for part in (card.title, card.subtitle) if part), room),
        *_sections(card, room, numbers),
        *(["\n".join(chart_to_lines(card.chart, room))] if card.chart else []),
        _wrap(_steps(card.actions_below(None), numbers), room),
        _wrap(card.footer, room),
    ]
    return "\n\n".join(part for part in parts if part)


def _sections(card: Card, width: int, numbers: Mapping[Action, int]) -> Iterator[str]:
    for place, group in column_groups(card.sections):
        if beside := columns_to_lines(group, width):
            yield "\n".join(beside)
        else:
            yield from (_section(card, place + number, width, numbers) for number in range(len(group)))


def _section(card: Card, place: int, width: int, numbers: Mapping[Action, int]) -> str:
    section = card.sections[place]
    heading = [section.heading] if section.heading else []
    steps = _wrap(_steps(card.actions_below(place), numbers), width, _UNDER)
    return "\n".join([*heading, *(_item(item, width) for item in section.items), *([steps] if steps else [])])


def _item(item: Item, width: int) -> str:
    """Write an item: its text, its source in one line, and its addresses below, which are never broken."""
    pages = (item.source, *item.links)
    lines = [_wrap(item.text, width, "  • "), _wrap(item_origin(item), width, _INDENT)]
    return "\n".join([*filter(None, lines), *(_INDENT + page.url for page in pages if page.url)])


def _steps(actions: tuple[Action, ...], numbers: Mapping[Action, int]) -> str:
    if not numbers:
        return "  ".join(f"[{action.label}]" for action in actions)
    return "  ".join(f"[{numbers[action]}] {action.label}" for action in actions)


def numbers_of(card: Card) -> Mapping[Action, int]:
    """Return the number of each step, which a person types to choose it."""
    return {action: number for number, action in enumerate(card.actions, 1)}


def _wrap(text: str, width: int, start: str = "") -> str:
    return textwrap.fill(
        text, width, initial_indent=start, subsequent_indent=" " * len(start) if start.strip() else start
    )
