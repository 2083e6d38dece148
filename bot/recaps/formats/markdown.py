"""Parse Markdown: headings, paragraphs, lists, tables and quotes become blocks of plain text.

What becomes which block:

- `#` and underlined headings: HEADING with level 1-6, also inside lists.
- A paragraph: PARAGRAPH, its wrapped lines joined. Where the author ended a line on purpose (two blanks, a backslash,
  `<br>`, a first line all in bold or italic), a new PARAGRAPH begins, unless the sentence goes on (a colon or comma
  before, a small letter after). A line all in bold is a PARAGRAPH whose `strong` is its whole text.
- A list item: ITEM at its own line, level 1 for the outermost list; nested items follow as separate ITEMs. Further
  paragraphs of an item are PARAGRAPHs.
- A quote: one QUOTE for each paragraph; items within a quote stay ITEMs. Callouts (`> [!NOTE]`, `:::tip`, `!!! note`):
  their text as if it were outside, their title as a PARAGRAPH above it, their marker left out.
- A table: one ROW for each row that is not empty, its `text` being the filled cells with " | " between; the header
  is only in `columns`. A line without any "|" after a table is a PARAGRAPH.
- A footnote's text, a term and its definition: PARAGRAPHs in place.
- Left out: pictures with their alt text, code blocks, rules, comments, HTML tags, the tags of site generators
  (site_tags.py), blocks without any letter. HTML becomes the same blocks (html.py), and so do notes without markup,
  each line a PARAGRAPH, a short line above others a HEADING (plain_text.py). clutter.py then takes menus away.
- A link keeps its words in `text`; a link or video without words goes with the block before it.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from bot.model.recap import Block, BlockKind
from bot.recaps.block_builder import BlockBuilder
from bot.recaps.cleanup.markdown_layout import break_label_lines
from bot.recaps.formats.html import read_html
from bot.recaps.formats.inline import read_inline
from bot.recaps.formats.plain_text import is_wrapped
from bot.recaps.rich_text import RichText, joined

_LINE_END = re.compile(r"\r\n?|\n")  # as the parser counts lines
_TASK_BOX = re.compile(r"\[[ xX]\](?=\s|$)\s*")
_CALLOUT = re.compile(r"\[!(\w+)\][+-]?[ \t]*")
_QUOTING = {"quote", "cite"}
_CONTAINER_TITLE = re.compile(r"\s*(?:\{[^{}]*\}|[\w-]+)?\s*\[?([^\]]*)\]?")


_NEEDED_FOR = {"table": ["|"], "html_block": ["<"], "reference": ["]:"], "footnote": ["[^"]}
_NEEDED_FOR |= {"aside": [":::"], "admonition": ["!!!", "???"], "terms": ["\n:"]}


def _parser_for(text: str, *, line_is_paragraph: bool) -> MarkdownIt:
    """Return a parser with only the rules that the text needs, because each rule is tried on every line."""
    rules = frozenset(rule for rule, signs in _NEEDED_FOR.items() if any(sign in text for sign in signs))
    return _build_parser(rules, line_is_paragraph=line_is_paragraph)


@cache
def _build_parser(rules: frozenset[str], *, line_is_paragraph: bool) -> MarkdownIt:
    markdown = MarkdownIt("commonmark").enable("strikethrough").enable(list(rules & {"table"}))
    markdown.disable(list({"html_block", "reference"} - rules))
    if "footnote" in rules:
        markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    if "aside" in rules:
        markdown.use(container_plugin, "aside", validate=lambda *_: True)
    if "admonition" in rules:
        markdown.use(admon_plugin)
    if "terms" in rules:
        markdown.use(deflist_plugin)
    if line_is_paragraph:
        markdown.disable("code")
    # Addresses stay as written; paragraphs are parsed one by one, as most contain no markup, which is quickly detected.
    markdown.normalizeLink = _as_written  # type: ignore[method-assign]
    return markdown.disable("inline")


def _as_written(url: str) -> str:
    return url


def read_markdown(text: str, first_line: int = 1, *, line_is_paragraph: bool = False) -> list[Block]:
    """Return the blocks of a Markdown text that begins at a line of its file.

    With `line_is_paragraph`, as in notes typed as plain text, each line is a paragraph and indenting means nothing.
    """
    reader = _MarkdownReader(text, first_line, line_is_paragraph=line_is_paragraph)
    reader.read()
    return reader.page.blocks


class _MarkdownReader:
    """Walk through the parser's tokens, knowing how deep in lists, quotes and tables it is."""

    def __init__(self, text: str, first_line: int, *, line_is_paragraph: bool) -> None:
        self.page = BlockBuilder()
        self._text = f"{text}\n"  # some rules look at the sign that ends the last line
        self._lines = _LINE_END.split(text)
        self._first_line = first_line
        self._line_is_paragraph = line_is_paragraph
        self._env: dict[str, object] = {}
        self._parser = _parser_for(text, line_is_paragraph=line_is_paragraph)
        self._heading = 0
        self._title_is_made_up = False
        self._inside: list[_Inside] = []
        self._columns: list[str] | None = None
        self._header: list[RichText] = []
        self._cells: list[RichText] | None = None

    def read(self) -> None:
        """Read the whole text."""
        for token in self._parser.parse(self._text, self._env):
            step = _STEPS.get(token.type)
            if step is not None:
                step(self, token)

    def _line(self, token: Token) -> int:
        return self._first_line + (token.map[0] if token.map else 0)

    def open_heading(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def close_heading(self, _token: Token) -> None:
        self._heading = 0

    def open_item(self, _token: Token) -> None:
        self._inside.append(_Inside.ITEM)

    def open_quote(self, _token: Token) -> None:
        self._inside.append(_Inside.QUOTE)

    def close_innermost(self, _token: Token) -> None:
        self._inside.pop()

    def read_words(self, token: Token) -> None:
        if self._title_is_made_up:
            self._title_is_made_up = False
            return
        line, content = self._line(token), token.content
        if self._inside and content.startswith("["):
            content = self._without_marker(content, line).removeprefix("\n")
            line = self._line(token) + token.content.count("\n") - content.count("\n")
        whole = self._cells is not None or self._heading > 0 or not self._line_is_paragraph or is_wrapped(content)
        pieces = read_inline(self._parser, break_label_lines(content), line, self._env, line_is_paragraph=not whole)
        if self._cells is not None:
            self._cells.append(_one(pieces, line))
        else:
            self._put(pieces)

    def _without_marker(self, content: str, line: int) -> str:
        """Drop a task's box, or a callout's marker, whose title is put on the page."""
        if self._inside[-1] is _Inside.ITEM:
            return _TASK_BOX.sub("", content)
        callout = _CALLOUT.match(content)
        if callout is None:
            return content
        if callout[1].lower() not in _QUOTING:
            self._inside[-1] = _Inside.CALLOUT
        title, _, rest = content[callout.end() :].partition("\n")
        self._put(read_inline(self._parser, title, line, self._env, line_is_paragraph=False))
        return rest

    def _put(self, pieces: list[RichText]) -> None:
        inside = self._inside[-1] if self._inside else _Inside.CALLOUT
        if inside is _Inside.QUOTE:
            self.page.put(BlockKind.QUOTE, pieces)
        elif self._heading:
            self.page.put(BlockKind.HEADING, pieces, self._heading)
        elif inside is _Inside.ITEM:
            depth = sum(part in _ITEMS for part in self._inside)
            if self.page.put(BlockKind.ITEM, pieces, depth):
                self._inside[-1] = _Inside.REST_OF_ITEM
        else:
            self.page.put(BlockKind.PARAGRAPH, pieces)

    def read_html(self, token: Token) -> None:
        read_html(token.content, self._line(token), self.page)

    def open_admonition(self, token: Token) -> None:
        self._title_is_made_up = len(token.info.split()) == 1

    def read_container_title(self, token: Token) -> None:
        title = _CONTAINER_TITLE.sub(r"\1", token.info, count=1).strip() if token.info else ""
        if title:
            pieces = read_inline(self._parser, title, self._line(token), self._env, line_is_paragraph=False)
            self.page.put(BlockKind.PARAGRAPH, [replace(piece, strong=(piece.text,)) for piece in pieces])

    def open_table(self, _token: Token) -> None:
        self._columns = None

    def open_row(self, _token: Token) -> None:
        self._cells = []

    def close_row(self, _token: Token) -> None:
        cells, self._cells = self._cells or [], None
        if self._columns is None:
            self._columns = [cell.text for cell in cells]
            self._header = cells
            return
        self._header = []
        self._put_row(cells)

    def close_table(self, _token: Token) -> None:
        """Read a header that no row follows as a row: "| slides | video |" below a heading."""
        if self._header:
            self.page.put_row(self._header, [], self._header[0].line)
        self._header = []

    def _put_row(self, cells: list[RichText]) -> None:
        line = cells[0].line if cells else 0
        if "|" in self._lines[line - self._first_line]:
            self.page.put_row(cells, self._columns or [], line)
        else:
            self.page.put(BlockKind.PARAGRAPH, cells)


class _Inside(Enum):
    """List what a paragraph can be part of."""

    ITEM = auto()
    REST_OF_ITEM = auto()
    QUOTE = auto()
    CALLOUT = auto()


_ITEMS = (_Inside.ITEM, _Inside.REST_OF_ITEM)


def _one(pieces: list[RichText], line: int) -> RichText:
    return joined(pieces) if pieces else RichText("", line)


_STEPS: dict[str, Callable[[_MarkdownReader, Token], None]] = {
    "inline": _MarkdownReader.read_words,
    "heading_open": _MarkdownReader.open_heading,
    "heading_close": _MarkdownReader.close_heading,
    "list_item_open": _MarkdownReader.open_item,
    "list_item_close": _MarkdownReader.close_innermost,
    "blockquote_open": _MarkdownReader.open_quote,
    "blockquote_close": _MarkdownReader.close_innermost,
    "table_open": _MarkdownReader.open_table,
    "table_close": _MarkdownReader.close_table,
    "tr_open": _MarkdownReader.open_row,
    "tr_close": _MarkdownReader.close_row,
    "html_block": _MarkdownReader.read_html,
    "admonition_open": _MarkdownReader.open_admonition,
    "container_aside_open": _MarkdownReader.read_container_title,
}
