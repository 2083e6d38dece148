"""What becomes which block, as the docstring of bot/recaps/formats/markdown.py promises."""

import pytest

from bot.model.recap import Block, BlockKind, Link
from bot.recaps.formats.markdown import read_markdown


def outline(text: str) -> list[tuple[str, int, int, str]]:
    return [(block.kind.value, block.level, block.line, block.text) for block in read_markdown(text)]


def only(text: str) -> Block:
    (block,) = read_markdown(text)
    return block


def test_headings_keep_their_level_whichever_way_they_are_written() -> None:
    assert outline("# One\n\nTwo\n---\n\n###### Six ##") == [
        ("heading", 1, 1, "One"),
        ("heading", 2, 3, "Two"),
        ("heading", 6, 6, "Six"),
    ]


def test_a_wrapped_paragraph_is_one_line_of_text() -> None:
    assert outline("The ferry\nwas late\nagain.") == [("paragraph", 0, 1, "The ferry was late again.")]


def test_a_wrapped_chinese_paragraph_gets_no_blanks_inside_words() -> None:
    assert only("渡轮又\n迟到了。").text == "渡轮又迟到了。"


def test_the_lines_count_from_where_the_text_begins_in_its_file() -> None:
    assert [block.line for block in read_markdown("One\n\nTwo", first_line=12)] == [12, 14]


def test_a_block_stands_on_the_line_of_its_first_word() -> None:
    assert outline("![A picture](x.png)\nThe ferry was late.") == [("paragraph", 0, 2, "The ferry was late.")]


@pytest.mark.parametrize("end", ["  ", "\\", "<br>"])
def test_a_line_ended_on_purpose_ends_its_paragraph(end: str) -> None:
    assert [block.text for block in read_markdown(f"Ada Bee, Acme{end}\nShe builds ferries.")] == [
        "Ada Bee, Acme",
        "She builds ferries.",
    ]


@pytest.mark.parametrize("text", ["A label:  \nits words", "one thing,  \nThe Other", "half a  \nsentence"])
def test_a_sentence_that_goes_on_over_a_line_end_stays_whole(text: str) -> None:
    assert only(text).text == text.replace("  \n", " ")


def test_a_line_in_bold_alone_stands_for_itself() -> None:
    title, speaker, words = read_markdown("**Ferries at Scale**\n*Ada Bee, Acme*\nHow they float.")
    assert (title.text, title.strong) == ("Ferries at Scale", ("Ferries at Scale",))
    assert (speaker.text, speaker.emphasis) == ("Ada Bee, Acme", ("Ada Bee, Acme",))
    assert words.text == "How they float."


def test_bold_italic_code_and_struck_words_stay_words() -> None:
    block = only("A **bold _both_** and `code --x` and ~~gone~~ word")
    assert block.text == "A bold both and code --x and gone word"
    assert block.strong == ("bold both",)
    assert block.emphasis == ("both",)


@pytest.mark.parametrize("text", ["**나루(ferry)**를 탔다", "渡轮**「很大」**。", "**大事。**次の話"])
def test_bold_words_beside_unspaced_letters_are_bold(text: str) -> None:
    block = only(text)
    assert "*" not in block.text
    assert len(block.strong) == 1


def test_links_give_their_words_and_addresses() -> None:
    block = only('See [the *slides*](https://a.example/x "t"), [there](/2025/notes/) and <https://b.example>.')
    assert block.text == "See the slides, there and https://b.example."
    assert block.links == (
        Link("the slides", "https://a.example/x"),
        Link("there", "/2025/notes/"),
        Link("https://b.example", "https://b.example"),
    )


def test_a_bare_address_is_a_link_without_the_sign_after_it() -> None:
    block = only("Slides (https://a.example/x_(y)), or www later: https://b.example/z.")
    assert [link.url for link in block.links] == ["https://a.example/x_(y)", "https://b.example/z"]


def test_links_by_reference_are_resolved() -> None:
    assert only("The [slides][1].\n\n[1]: https://a.example/x").links == (Link("slides", "https://a.example/x"),)


def test_mail_addresses_and_scripts_are_no_links() -> None:
    assert only("[Mail](mailto:a@b.example) or [press](javascript:alert(1))").links == ()


def test_a_link_without_words_goes_with_the_block_before_it() -> None:
    block = only("The ferry talk.\n\n[![Watch](thumb.png)](https://v.example/1)")
    assert (block.text, block.links) == ("The ferry talk.", (Link("", "https://v.example/1"),))


def test_a_link_without_words_at_the_top_goes_with_the_first_block() -> None:
    assert only("[![Badge](b.svg)](https://v.example/1)\n\nThe ferry talk.").links == (Link("", "https://v.example/1"),)


def test_nested_items_are_blocks_of_their_own_at_their_own_lines() -> None:
    text = "Talks:\n- one\n  - inner\n- two\n\t- tabbed\n\n1. first"
    assert outline(text) == [
        ("paragraph", 0, 1, "Talks:"),
        ("item", 1, 2, "one"),
        ("item", 2, 3, "inner"),
        ("item", 1, 4, "two"),
        ("item", 2, 5, "tabbed"),
        ("item", 1, 7, "first"),
    ]


def test_further_paragraphs_of_an_item_are_paragraphs() -> None:
    assert outline("- one\n\n  more of it") == [("item", 1, 1, "one"), ("paragraph", 0, 3, "more of it")]


def test_the_lines_of_an_item_stay_together() -> None:
    assert outline("- **Label:**  \n  its words\n  go on") == [("item", 1, 1, "Label: its words go on")]


def test_task_boxes_and_empty_items_are_left_out() -> None:
    assert outline("- [ ] open\n- [x] done\n- [ ]\n-") == [("item", 1, 1, "open"), ("item", 1, 2, "done")]


def test_quotes_keep_their_kind() -> None:
    assert outline("> The ferry\n> is late.\n>\n> Said she.\n> - an item") == [
        ("quote", 0, 1, "The ferry is late."),
        ("quote", 0, 4, "Said she."),
        ("item", 1, 5, "an item"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE]\n> Mind the gap.",
        "> [!tip]- \n> Mind the gap.",
        ":::note\nMind the gap.\n:::",
        "!!! note\n    Mind the gap.",
        '??? note ""\n    Mind the gap.',
        "::: {.callout}\nMind the gap.\n:::",
    ],
)
def test_a_callout_gives_its_words_without_its_marker(text: str) -> None:
    assert outline(text) == [("paragraph", 0, 2, "Mind the gap.")]


@pytest.mark.parametrize(
    "text",
    [
        ":::tip Key *takeaway*\nMind the gap.\n:::",
        ":::tip[Key *takeaway*]\nMind the gap.\n:::",
        '!!! tip "Key *takeaway*"\n    Mind the gap.',
        "> [!tip] Key *takeaway*\n> Mind the gap.",
    ],
)
def test_a_callout_keeps_a_title_of_its_own(text: str) -> None:
    assert outline(text) == [("paragraph", 0, 1, "Key takeaway"), ("paragraph", 0, 2, "Mind the gap.")]


def test_a_quoting_callout_is_a_quote() -> None:
    assert only("> [!quote]\n> Mind the gap.").kind is BlockKind.QUOTE


def test_a_table_gives_a_row_for_each_row_that_is_not_empty() -> None:
    rows = read_markdown("| Talk | Who |\n|---|:-:|\n| [Ferries](https://a.example) | **Ada** |\n| | |\n| Ropes |\n")
    assert [(row.text, row.cells, row.columns, row.line) for row in rows] == [
        ("Ferries | Ada", ("Ferries", "Ada"), ("Talk", "Who"), 3),
        ("Ropes", ("Ropes", ""), ("Talk", "Who"), 5),
    ]
    assert rows[0].links == (Link("Ferries", "https://a.example"),)
    assert rows[0].strong == ("Ada",)


def test_a_row_is_found_on_its_line_where_lines_end_in_the_old_way() -> None:
    assert outline("| a | b |\r| --- | --- |\r| 1 | 2 |") == [("row", 0, 3, "1 | 2")]


def test_a_table_without_outer_bars_ends_where_a_line_has_none() -> None:
    assert outline("Area | Advice |\n---|---|\nRopes |\n|\nThe next paragraph.") == [
        ("row", 0, 3, "Ropes"),
        ("paragraph", 0, 5, "The next paragraph."),
    ]


def test_footnotes_lose_their_numbers_and_keep_their_words() -> None:
    assert outline("The ferry[^1] was late.\n\n[^1]: A small one.") == [
        ("paragraph", 0, 1, "The ferry was late."),
        ("paragraph", 0, 3, "A small one."),
    ]


def test_terms_and_what_they_mean_are_paragraphs() -> None:
    assert outline("Ferry\n: A kind of ship.") == [("paragraph", 0, 1, "Ferry"), ("paragraph", 0, 2, "A kind of ship.")]


@pytest.mark.parametrize(
    "text",
    [
        "```go\nx := 1\n```",
        "    indented code",
        "---",
        "***",
        "<!-- hidden -->",
        "![alt words](x.png)",
        "🎉",
        "<script>x</script>",
    ],
)
def test_what_is_no_prose_is_left_out(text: str) -> None:
    assert read_markdown(text) == []


def test_html_within_markdown_is_read_for_its_words() -> None:
    assert outline(
        "<details>\n<summary>More</summary>\n\nA **bold** word.\n\n</details>\n\nUse <kbd>x</kbd> <b>now</b>."
    ) == [
        ("paragraph", 0, 2, "More"),
        ("paragraph", 0, 4, "A bold word."),
        ("paragraph", 0, 8, "Use x now."),
    ]


def test_links_and_videos_in_html_are_kept() -> None:
    block = only('A <a href="https://a.example">talk</a><iframe src="https://v.example/1"></iframe>.')
    assert block.links == (Link("talk", "https://a.example"), Link("", "https://v.example/1"))


def test_a_script_within_a_paragraph_is_left_out() -> None:
    assert only("The ferry <script>alert(<b>1</b>)</script><!-- hidden -->was late.").text == "The ferry was late."


def test_entities_and_escapes_become_the_letters_they_stand_for() -> None:
    assert only(r"R&amp;D at 1&lt;2, \*starred\*").text == "R&D at 1<2, *starred*"


def test_bold_signs_that_close_nothing_are_left_out() -> None:
    assert only("Ropes (** new **), old").text == "Ropes ( new ), old"
    assert only("all 2**10 of them").text == "all 2**10 of them"


def test_a_callout_that_is_cut_off_within_a_quote_has_no_words() -> None:
    assert read_markdown(">:::tip\n>") == []
