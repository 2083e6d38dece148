"""Define a parsed recap: its metadata, and its text as blocks without markup."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import Diagnostic


class BlockKind(StrEnum):
    """Name the part a block plays on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Link:
    """A link's words and its absolute or site-relative address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, table row or quote, in reading order.

    `text` is plain (no markup, white space folded, emoji kept). `line` counts from 1 in the file.
    `level` is 1-6 for a heading, the depth from 1 for an item, else 0.
    `strong` and `emphasis` are the runs of bold and italic text within `text`, in order.
    `cells` and `columns` belong to a row: its cells and the table's header cells, of equal length.
    """

    kind: BlockKind
    text: str
    line: int
    level: int = 0
    strong: tuple[str, ...] = ()
    emphasis: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recap:
    """One post about a KubeCon.

    `id` is the file's name without its ending. `event` is what the front matter says of the edition,
    as written, or "". `language` is an ISO 639-1 code, or "" if unknown.
    `diagnostics` are what a person should fix in the file; the recap is usable all the same.
    """

    id: str
    path: str
    title: str
    blocks: tuple[Block, ...]
    author: str = ""
    published_on: dt.date | None = None
    url: str = ""
    event: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
