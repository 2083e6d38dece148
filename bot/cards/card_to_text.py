"""How a card reads where nothing but plain text can be shown: the fallback every adapter has."""

import textwrap
from functools import partial

from bot.model.card import Action, Card, Item, Section

_INDENT = "    "
_NARROWEST = 20


def card_to_text(card: Card, width: int = 80, *, numbered: bool = False) -> str:
    """Write a card as lines of at most `width` characters, addresses aside; number its steps where they are typed."""
    room = max(width, _NARROWEST)
    parts = [
        _wrap(" · ".join(part for part in (card.title, card.subtitle) if part), room),
        *map(partial(_section, width=room), card.sections),
        _wrap(_steps(card.actions, numbered=numbered), room),
        _wrap(card.footer, room),
    ]
    return "\n\n".join(part for part in parts if part)


def _section(section: Section, width: int) -> str:
    heading = [section.heading] if section.heading else []
    return "\n".join([*heading, *(_item(item, width) for item in section.items)])


def _item(item: Item, width: int) -> str:
    origin = " · ".join(part for part in (item.badge, item.source.label) if part)
    lines = [_wrap(item.text, width, "  • "), _wrap(origin, width, _INDENT)]
    # an address is never broken, so that it can be opened
    lines += [_INDENT + item.source.url] if item.source.url else []
    lines += [f"{_INDENT}{link.label}: {link.url}" for link in item.links]
    return "\n".join(lines)


def _steps(actions: tuple[Action, ...], *, numbered: bool) -> str:
    if numbered:
        return "  ".join(f"[{number}] {action.label}" for number, action in enumerate(actions, 1))
    return "  ".join(f"[{action.label}]" for action in actions)


def _wrap(text: str, width: int, start: str = "") -> str:
    return textwrap.fill(
        text, width, initial_indent=start, subsequent_indent=" " * len(start) if start.strip() else start
    )
