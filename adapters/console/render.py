"""How a card is drawn in a terminal that knows bold type, dim type and links."""

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cards.card_to_text import numbers_of
from bot.cards.chart_to_text import chart_to_lines
from bot.model.card import Action, Card, Item

_INDENT = (0, 0, 0, 2)


def render_card(card: Card, *, numbered: bool = False) -> Group:
    """Lay a card out: what it is about in bold, each line with its source dim below it."""
    return Group(*_parts(card, numbered=numbered))


def _parts(card: Card, *, numbered: bool) -> Iterator[RenderableType]:
    numbers = numbers_of(card) if numbered else {}
    yield Text.assemble((card.title, "bold"), f" · {card.subtitle}" if card.subtitle else "")
    for place, section in enumerate(card.sections):
        yield Text.assemble("\n", (section.heading, "bold cyan"))
        yield from (Padding(_item(item), _INDENT) for item in section.items)
        if actions := card.actions_below(place):
            yield Padding(Text.assemble(*_steps(actions, numbers)), _INDENT)
    if card.chart:
        yield Text("\n" + "\n".join(chart_to_lines(card.chart)), no_wrap=True)
    if actions := card.actions_below(None):
        yield Text.assemble("\n", *_steps(actions, numbers))
    if card.footer:
        yield Text(f"\n{card.footer}", "dim")


def _item(item: Item) -> Table:
    pages = (item.source, *item.links)
    origin = " · ".join(filter(None, (item.badge, *(page.label for page in pages))))
    addresses = [Text(page.url, f"blue link {page.url}", overflow="fold") for page in pages if page.url]
    grid = Table.grid(padding=(0, 1))
    grid.add_row("•", Group(Text(item.text), *([Text(origin, "dim")] if origin else []), *addresses))
    return grid


def _steps(actions: tuple[Action, ...], numbers: Mapping[Action, int]) -> Iterator[str | tuple[str, str]]:
    for action in actions:
        yield (f"[{numbers[action]}] " if numbers else "[", "dim")
        yield action.label if not numbers else f"{action.label}  "
        if not numbers:
            yield ("]  ", "dim")
