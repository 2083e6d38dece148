"""Find sections that can be shown side by side, and write them as columns of plain text."""

import textwrap
from collections.abc import Iterator
from itertools import groupby, zip_longest

from bot.model.card import Item, Section

_NARROWEST = 24  # characters of a column; in a narrower one no sentence can be read
_GAP = "  "


def column_groups(sections: tuple[Section, ...]) -> Iterator[tuple[int, tuple[Section, ...]]]:
    """Yield the sections in order, those with the same columns together."""
    for _, found in groupby(enumerate(sections), lambda placed: placed[1].columns or placed[0]):
        group = list(found)
        yield group[0][0], tuple(section for _, section in group)


def cell_text(item: Item, column: str) -> str:
    """Return the text of an item, without the name of its column."""
    return item.text.removeprefix(f"{column}: ")


def item_origin(item: Item) -> str:
    """Return the source of an item in one line: its badge, then each page by its label."""
    return " · ".join(filter(None, (item.badge, *(page.label for page in (item.source, *item.links)))))


def columns_to_lines(sections: tuple[Section, ...], width: int) -> list[str]:
    """Write sections as rows under the names of their columns; nothing if the columns would be too narrow."""
    names = sections[0].columns
    left = max(len(section.heading) for section in sections)
    room = (width - left) // max(1, len(names)) - len(_GAP)
    if not names or room < _NARROWEST:
        return []
    lines = [_row("", [[name] for name in names], left, room)]
    for section in sections:
        cells = [_cell(item, name, room) for item, name in zip(section.items, names, strict=False)]
        addresses = [page.url for item in section.items for page in (item.source, *item.links) if page.url]
        lines += ["", _row(section.heading, cells, left, room), *(" " * left + _GAP + one for one in addresses)]
    return lines


def _cell(item: Item, column: str, room: int) -> list[str]:
    return [*textwrap.wrap(cell_text(item, column), room), *textwrap.wrap(item_origin(item), room)]


def _row(heading: str, cells: list[list[str]], left: int, room: int) -> str:
    lines = zip_longest([heading], *cells, fillvalue="")
    drawn = (_GAP.join([first.ljust(left), *(part.ljust(room) for part in parts)]) for first, *parts in lines)
    return "\n".join(line.rstrip() for line in drawn)
