"""Draw a card in a terminal, with bold and dim text and links."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cards.card_to_text import numbers_of
from bot.cards.chart_to_text import chart_to_lines
from bot.cards.columns import cell_text, column_groups, item_origin
from bot.model.card import Action, Card, Item, Section

_INDENT = (0, 0, 0, 2)


def render_card(card: Card, *, numbered: bool = False) -> Group:
    """Draw a card: its title in bold, the source of each line dim below it."""
    return Group(*_parts(card, numbered=numbered))


def _parts(card: Card, *, numbered: bool) -> Iterator[RenderableType]:
    numbers = numbers_of(card) if numbered else {}
    yield Text.assemble((card.title, "bold"), f" · {card.subtitle}" if card.subtitle else "")
    for place, group in column_groups(card.sections):
        yield from _columns(group) if group[0].columns else _section(card, place, numbers)
    if card.chart:
        yield Text("\n" + "\n".join(chart_to_lines(card.chart)), no_wrap=True)
    if actions := card.actions_below(None):
        yield Text.assemble("\n", *_steps(actions, numbers))
    if card.footer:
        yield Text(f"\n{card.footer}", "dim")


def _section(card: Card, place: int, numbers: Mapping[Action, int]) -> Iterator[RenderableType]:
    section = card.sections[place]
    yield Text.assemble("\n", (section.heading, "bold cyan"))
    yield from (Padding(_item(item), _INDENT) for item in section.items)
    if actions := card.actions_below(place):
        yield Padding(Text.assemble(*_steps(actions, numbers)), _INDENT)


def _columns(sections: tuple[Section, ...]) -> Iterator[RenderableType]:
    """Draw items side by side, under the names of their columns."""
    names = sections[0].columns
    table = Table(box=None, pad_edge=False, padding=(1, 2, 0, 0), header_style="bold", expand=True)
    table.add_column()
    for name in names:
        table.add_column(name, ratio=1)
    for section in sections:
        cells = (_told(item, cell_text(item, name)) for item, name in zip(section.items, names, strict=False))
        table.add_row(Text(section.heading, "bold cyan"), *cells)
    yield table


def _item(item: Item) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_row("•", _told(item, item.text))
    return grid


def _told(item: Item, text: str) -> Group:
    """Draw an item: its text, its source dim below it, and its addresses."""
    origin = item_origin(item)
    pages = (item.source, *item.links)
    addresses = [Text(page.url, f"blue link {page.url}", overflow="fold") for page in pages if page.url]
    return Group(Text(text), *([Text(origin, "dim")] if origin else []), *addresses)


def _steps(actions: tuple[Action, ...], numbers: Mapping[Action, int]) -> Iterator[str | tuple[str, str]]:
    for action in actions:
        yield (f"[{numbers[action]}] " if numbers else "[", "dim")
        yield action.label if not numbers else f"{action.label}  "
        if not numbers:
            yield ("]  ", "dim")
