"""Parse HTML: headings, paragraphs, lists, tables and quotes become blocks of plain text."""

import re
from html.parser import HTMLParser

from bot.model.recap import BlockKind
from bot.recaps.block_builder import BlockBuilder
from bot.recaps.rich_text import RichText, RichTextBuilder, joined

_LONGEST_ROWSPAN = 3  # digits
_TAGS_OF_TEXT = re.compile(r"<(?:p|h[1-6]|li|td|br|blockquote)\b", re.IGNORECASE)
_MARKDOWN = re.compile(r"^ {0,3}(?:#{1,6}|[-*+]|\d+\.)[ \t]|\]\(|\*\*", re.MULTILINE)
_FEWEST_TAGS = 5
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_MARKDOWN_LINK = re.compile(r"(?P<picture>!)?\[(?P<words>[^\[\]]{0,300})\]\((?P<url>[^()\s]{1,500})[^()\n]{0,200}\)")
_HEADING = re.compile(r"h([1-6])")
_RUNS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "a": "a"}
_UNSEEN = {"head", "title", "script", "style", "svg", "math", "template", "noscript", "object", "pre", "figcaption"}
_UNSEEN |= {"nav", "footer", "button", "select", "textarea"}
_BLOCKS = {"p", "div", "section", "article", "main", "header", "aside", "details", "summary", "figure", "blockquote"}
_BLOCKS |= {"ul", "ol", "li", "dl", "dt", "dd", "hr", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"}
_BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "center", "address", "body", "html"}
_PLAYERS = {"iframe", "video", "source", "embed"}


def is_mostly_html(text: str, *, named_html: bool) -> bool:
    """Distinguish a post in HTML from one in Markdown that uses some."""
    if not named_html and not text.lstrip().startswith("<"):
        return False
    tags = len(_TAGS_OF_TEXT.findall(text))
    return tags > len(_MARKDOWN.findall(text)) and (named_html or tags >= _FEWEST_TAGS)


def read_html(html: str, first_line: int, page: BlockBuilder) -> None:
    """Add the blocks of a piece of HTML, or of a whole page, that begins at a line of its file."""
    reader = _HtmlReader(page, first_line)
    reader.feed(_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), html))
    reader.close()
    reader.end_block()


class _HtmlReader(HTMLParser):
    """Walk through the tags, knowing how deep in lists, quotes and tables it is."""

    def __init__(self, page: BlockBuilder, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._first_line = first_line
        self._words = RichTextBuilder(first_line)
        self._unseen: list[str] = []
        self._lists = 0
        self._quotes = 0
        self._heading = 0
        self._fresh_item = False
        self._columns: list[str] = []
        self._cells: list[RichText] | None = None
        self._cell_is_open = False
        self._rows_of_cell = 1
        # the columns with a cell that spans from a row above, and its remaining rows
        self._reach_here: dict[int, int] = {}
        self._reach_below: dict[int, int] = {}
        self._row_is_header = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start the element of a tag."""
        if tag == "body":
            self._unseen.clear()
        elif tag in _UNSEEN:
            self._unseen.append(tag)
        elif self._unseen:
            return
        elif tag in _RUNS:
            self._words.open(_RUNS[tag], _address(attrs, "href"))
        elif tag == "br":
            self._words.break_line(0)
        elif tag in _PLAYERS:
            self._words.add_link(_address(attrs, "title"), _address(attrs, "src"))
        elif tag in _BLOCKS:
            self._begin(tag)
            self._rows_of_cell = _rows_spanned(attrs) if tag in ("td", "th") else 1

    def handle_endtag(self, tag: str) -> None:
        """End the element of a tag; ignore one that was never started."""
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        elif self._unseen:
            return
        elif tag in _RUNS:
            self._words.close(_RUNS[tag])
        elif tag in _BLOCKS:
            self._end(tag)

    def handle_data(self, data: str) -> None:
        """Read the text between tags."""
        if self._unseen or not data:
            return
        blank_lines = data[: len(data) - len(data.lstrip())].count("\n")
        self._words.line = self._first_line + self.getpos()[0] - 1 + blank_lines
        if "](" in data:
            self._add_markdown(data)
        else:
            self._words.add(data)

    def _add_markdown(self, data: str) -> None:
        """Read text between tags that contains Markdown: keep its links, and drop its pictures."""
        end = 0
        for link in _MARKDOWN_LINK.finditer(data):
            self._words.add(data[end : link.start()])
            if not link["picture"]:
                self._words.open("a", link["url"])
                self._words.add(link["words"])
                self._words.close("a")
            end = link.end()
        self._words.add(data[end:])

    def _begin(self, tag: str) -> None:
        self.end_block()
        if tag in ("ul", "ol"):
            self._lists += 1
        elif tag == "li":
            self._fresh_item = True
        elif tag == "blockquote":
            self._quotes += 1
        elif heading := _HEADING.fullmatch(tag):
            self._heading = int(heading[1])
        else:
            self._begin_table_part(tag)

    def _begin_table_part(self, tag: str) -> None:
        if tag in ("table", "tr", "td", "th"):
            self._end_cell()
        if tag == "table":
            self._columns, self._reach_here, self._reach_below = [], {}, {}
        elif tag == "tr":
            self._end_row()
            self._cells, self._row_is_header = [], True
        elif tag in ("td", "th") and self._cells is not None:
            self._row_is_header = self._row_is_header and tag == "th"
            self._cell_is_open = True

    def _end(self, tag: str) -> None:
        self.end_block()
        if tag in ("ul", "ol"):
            self._lists = max(self._lists - 1, 0)
        if tag in ("ul", "ol", "li"):
            self._fresh_item = False
        elif tag == "blockquote":
            self._quotes = max(self._quotes - 1, 0)
        elif _HEADING.fullmatch(tag):
            self._heading = 0
        elif tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def end_block(self) -> None:
        """Put the words gathered so far on the page, or in the table's cell that is being read."""
        if self._cell_is_open:
            self._words.wrap()
            return
        pieces = self._words.build()
        if self._heading:
            self._page.put(BlockKind.HEADING, pieces, self._heading)
        elif self._fresh_item:
            put = self._page.put(BlockKind.ITEM, pieces, max(self._lists, 1))
            self._fresh_item = not put
        else:
            self._page.put(BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH, pieces)

    def _end_cell(self) -> None:
        if not self._cell_is_open:
            return
        self._cell_is_open = False
        pieces = self._words.build()
        if self._cells is not None:
            self._skip_cells_from_above(self._cells)
            if self._rows_of_cell > 1:
                self._reach_below[len(self._cells)] = self._rows_of_cell - 1
            self._cells.append(joined(pieces) if pieces else RichText("", self._words.line))

    def _skip_cells_from_above(self, cells: list[RichText]) -> None:
        """Add empty cells for columns whose cell spans from a row above."""
        while (rows := self._reach_here.pop(len(cells), 0)) > 0:
            if rows > 1:
                self._reach_below[len(cells)] = rows - 1
            cells.append(RichText("", self._words.line))

    def _end_row(self) -> None:
        self._end_cell()
        cells, self._cells = self._cells, None
        if not cells:
            return
        self._reach_here, self._reach_below = self._reach_below, {}
        if self._row_is_header and not self._columns:
            self._columns = [cell.text for cell in cells]
        else:
            filled = next((cell for cell in cells if cell.text), cells[0])
            self._page.put_row(cells, self._columns, filled.line)


def _rows_spanned(attrs: list[tuple[str, str | None]]) -> int:
    """Return how many rows of its table a cell spans; an impossible number counts as one."""
    said = _address(attrs, "rowspan").strip()
    return int(said) if said.isdecimal() and len(said) <= _LONGEST_ROWSPAN else 1


def _address(attrs: list[tuple[str, str | None]], name: str) -> str:
    return next((value for key, value in attrs if key == name and value), "")
