"""How a card is drawn in a terminal that knows bold type, dim type and links."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.model.card import Action, Card, Item

_INDENT = (0, 0, 0, 2)


def render_card(card: Card, *, numbered: bool = False) -> Group:
    """Lay a card out: what it is about in bold, each line with its source dim below it."""
    return Group(*_parts(card, numbered=numbered))


def _parts(card: Card, *, numbered: bool) -> Iterator[RenderableType]:
    yield Text.assemble((card.title, "bold"), f" · {card.subtitle}" if card.subtitle else "")
    for section in card.sections:
        yield Text.assemble("\n", (section.heading, "bold cyan"))
        yield from (Padding(_item(item), _INDENT) for item in section.items)
    if card.actions:
        yield Text.assemble("\n", *_steps(card.actions, numbered=numbered))
    if card.footer:
        yield Text(f"\n{card.footer}", "dim")


def _item(item: Item) -> Table:
    origin = Text(" · ".join(part for part in (item.badge, item.source.label) if part), "dim")
    lines = [Text(item.text), origin]
    lines += [_address("", item.source.url)] if item.source.url else []
    lines += [_address(f"{link.label}: ", link.url) for link in item.links]
    grid = Table.grid(padding=(0, 1))
    grid.add_row("•", Group(*lines))
    return grid


def _address(label: str, url: str) -> Text:
    return Text.assemble((label, "dim"), (url, f"blue link {url}"), overflow="fold")


def _steps(actions: tuple[Action, ...], *, numbered: bool) -> Iterator[str | tuple[str, str]]:
    for number, action in enumerate(actions, 1):
        yield (f"[{number}] " if numbered else "[", "dim")
        yield f"{action.label}  " if numbered else action.label
        if not numbered:
            yield ("]  ", "dim")
