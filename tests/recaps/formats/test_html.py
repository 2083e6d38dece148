"""HTML becomes the same blocks as Markdown."""

import pytest

from bot.model.recap import Block, Link
from bot.recaps.block_builder import BlockBuilder
from bot.recaps.formats.html import is_mostly_html, read_html


def read(html: str, first_line: int = 1) -> list[Block]:
    page = BlockBuilder()
    read_html(html, first_line, page)
    return page.blocks


def outline(html: str) -> list[tuple[str, int, int, str]]:
    return [(block.kind.value, block.level, block.line, block.text) for block in read(html)]


def test_headings_paragraphs_and_quotes() -> None:
    html = "<h2>Day <em>one</em></h2>\n<p>The ferry\nwas late.</p>\n<blockquote><p>Mind the gap.</p></blockquote>tail"
    assert outline(html) == [
        ("heading", 2, 1, "Day one"),
        ("paragraph", 0, 2, "The ferry was late."),
        ("quote", 0, 4, "Mind the gap."),
        ("paragraph", 0, 4, "tail"),
    ]


def test_lists_know_their_depth() -> None:
    html = "<ul><li>one<ul>\n<li>inner</li></ul></li><li><p>two</p><p>rest</p></li></ul>"
    assert outline(html) == [
        ("item", 1, 1, "one"),
        ("item", 2, 2, "inner"),
        ("item", 1, 2, "two"),
        ("paragraph", 0, 2, "rest"),
    ]


def test_a_table_has_columns_where_its_first_row_is_a_header() -> None:
    (row,) = read("<table><tr><th>Talk</th><th>Who</th></tr><tr><td><p>Ferries</p></td><td>Ada<br>Cy</td></tr></table>")
    assert (row.text, row.cells, row.columns) == ("Ferries | Ada Cy", ("Ferries", "Ada Cy"), ("Talk", "Who"))


def test_a_cell_that_stands_in_several_rows_leaves_its_column_empty_below() -> None:
    rows = read(
        "<table><tr><th>Day</th><th>Talk</th><th>Who</th></tr>"
        "<tr><td rowspan=3>Tue</td><td>Ferries</td><td rowspan='2'>Ada</td></tr><tr><td>Piers</td></tr>"
        "<tr><td>Tides</td><td>Cy</td></tr><tr><td rowspan=x>Wed</td><td>Wind</td><td>Di</td></tr></table>"
    )
    assert [row.cells for row in rows] == [
        ("Tue", "Ferries", "Ada"),
        ("", "Piers", ""),
        ("", "Tides", "Cy"),
        ("Wed", "Wind", "Di"),
    ]


def test_a_table_without_header_has_nameless_columns() -> None:
    (row,) = read("<table><tr><td>a<td>b</table>")
    assert (row.cells, row.columns) == (("a", "b"), ("", ""))


def test_marks_and_links_are_kept() -> None:
    (block,) = read('<p>A <b>bold</b> <i>word</i> and a <a href="https://a.example">link</a>.</p>')
    assert (block.strong, block.emphasis, block.links) == (("bold",), ("word",), (Link("link", "https://a.example"),))


def test_the_sign_that_links_to_a_heading_itself_is_left_out() -> None:
    assert outline('<h2>Ropes<a class="anchor" href="#ropes">#</a></h2>') == [("heading", 2, 1, "Ropes")]


@pytest.mark.parametrize("tag", ["nav", "footer", "script", "style", "pre", "button", "figcaption", "svg"])
def test_what_is_no_prose_is_left_out(tag: str) -> None:
    assert outline(f"<p>words</p><{tag}>other <b>things</b></{tag}><p>more</p>") == [
        ("paragraph", 0, 1, "words"),
        ("paragraph", 0, 1, "more"),
    ]


def test_comments_are_left_out_even_unclosed_ones() -> None:
    assert outline("<p>words</p><!-- a\n--><p>more</p><!-- rest <p>of it") == [
        ("paragraph", 0, 1, "words"),
        ("paragraph", 0, 2, "more"),
    ]


def test_tags_that_never_close_do_no_harm() -> None:
    assert outline("<p>one<p>two <b>three<li>four</ul></blockquote></td></p>") == [
        ("paragraph", 0, 1, "one"),
        ("paragraph", 0, 1, "two three"),
        ("item", 1, 1, "four"),
    ]


def test_an_open_head_ends_where_the_body_begins() -> None:
    assert outline("<head><title>x</title><body><p>words</p>") == [("paragraph", 0, 1, "words")]


@pytest.mark.parametrize(
    ("text", "named_html", "expected"),
    [
        ("<p>a</p>\n<p>b</p>", True, True),
        ("<p>a</p>\n## b\n\n- [c](d)", True, False),
        ("words only", True, False),
        ("<p>a<p>b<p>c<p>d<p>e", False, True),
        ("<p align=center>logo</p>\n\n# Title\n\nwords", False, False),
        ("words <p>a<p>b<p>c<p>d<p>e", False, False),
    ],
)
def test_html_is_told_from_markdown_that_uses_some(text: str, named_html: bool, expected: bool) -> None:  # noqa: FBT001
    assert is_mostly_html(text, named_html=named_html) is expected


def test_markdown_between_tags_is_read_and_its_pictures_are_left_out() -> None:
    (block,) = read("<p>See [the otters](https://example.org/o) ![an otter](o.png) swim.</p>")
    assert (block.text, block.links) == ("See the otters swim.", (Link("the otters", "https://example.org/o"),))
