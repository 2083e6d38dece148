"""Notes without markup: each line is a paragraph, and some lines are headings."""

from pathlib import Path

import pytest

from bot.model.recap import Recap
from bot.recaps.formats.plain_text import is_plain, is_wrapped
from bot.recaps.read_recap import text_to_recap

LONG = (
    "This paragraph goes on in one line, because the notes were exported that way; "
    + "and on, and on, " * 3
    + "to its end."
)


def read(text: str) -> Recap:
    return text_to_recap(text, Path("notes.txt"))


def outline(text: str) -> list[tuple[str, int, int, str]]:
    return [(block.kind.value, block.level, block.line, block.text) for block in read(text).blocks]


@pytest.mark.parametrize("mark", ["# Heading", "```", "> quote", "a [link](https://a.example)", "<p>html</p>"])
def test_a_text_with_markup_is_not_plain(mark: str) -> None:
    assert is_plain(f"{LONG}\n- item\n")
    assert not is_plain(f"{LONG}\n{mark}\n")


def test_each_line_is_a_paragraph() -> None:
    assert outline(f"{LONG}\n{LONG}\n    {LONG}") == [("paragraph", 0, line, LONG) for line in (1, 2, 3)]


def test_a_paragraph_wrapped_by_hand_is_put_together() -> None:
    text = "The ferry was late because the harbour\nwas full of containers, and nobody\nKnew where to put the ropes."
    assert is_wrapped(text)
    assert outline(text) == [("paragraph", 0, 1, text.replace("\n", " "))]


@pytest.mark.parametrize(
    "text", ["One line", f"{LONG} {LONG}\nand more", "Ferries – Ada\nRopes – Cy", "one of them\neBPF is another"]
)
def test_lines_of_their_own_are_not_put_together(text: str) -> None:
    assert not is_wrapped(text)


@pytest.mark.parametrize("sign", ["-", "*", "•", "◦", "1.", "2)"])
def test_bullets_of_all_kinds_are_items(sign: str) -> None:
    assert outline(f"Some words:\n\n{sign} one\n{sign} two")[1:] == [("item", 1, 3, "one"), ("item", 1, 4, "two")]


def test_a_short_line_above_a_list_or_a_paragraph_is_a_heading() -> None:
    assert outline(f"{LONG}\nRopes & Knots in Depth\n- one\nThe Deck\n{LONG}") == [
        ("paragraph", 0, 1, LONG),
        ("heading", 2, 2, "Ropes & Knots in Depth"),
        ("item", 1, 3, "one"),
        ("heading", 2, 4, "The Deck"),
        ("paragraph", 0, 5, LONG),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Ada Bee (Acme)",
        "Ada Bee & Cy Dee (Acme)",
        "Ada Bee (Acme) & Cy Dee (Wave)",
        "Ada Bee, Cy van Dee and Eve Eff",
        "Ferries at Scale – Ada Bee, Acme",
        "Ferries at scale - Ada Bee & Cy Dee",
        "By Ada Bee, Acme",
        "November 18, 2025",
        "Here is a list:",
        "See you there!",
    ],
)
def test_lines_that_name_people_or_end_like_sentences_are_paragraphs(line: str) -> None:
    assert outline(f"{LONG}\n{line}\n{LONG}")[1] == ("paragraph", 0, 2, line)


def test_a_talks_title_above_its_speakers_is_a_heading() -> None:
    assert [block.kind.value for block in read(f"{LONG}\nTalks\nFerries at Scale\nAda Bee (Acme)\n{LONG}").blocks] == [
        "paragraph",
        "heading",
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_long_row_of_short_lines_is_a_list_of_paragraphs() -> None:
    assert {block.kind.value for block in read(f"{LONG}\nFerries\nRopes\nKnots\nSails\n{LONG}").blocks} == {"paragraph"}


def test_a_line_in_bold_stays_a_paragraph() -> None:
    assert outline(f"{LONG}\n**Ropes**\n{LONG}")[1] == ("paragraph", 0, 2, "Ropes")


def test_an_underlined_line_is_a_heading() -> None:
    assert outline(f"Ferries\n=======\n{LONG}\nRopes\n-----\n{LONG}")[::2] == [
        ("heading", 1, 1, "Ferries"),
        ("heading", 2, 4, "Ropes"),
    ]


def test_a_table_may_follow_and_precede_a_paragraph() -> None:
    assert outline(f"{LONG}\nArea | Advice |\n---|---|\nRopes | Tie them |\n|\n{LONG}")[1:] == [
        ("row", 0, 4, "Ropes | Tie them"),
        ("paragraph", 0, 6, LONG),
    ]


def test_the_first_line_is_the_title_where_it_stands_as_one() -> None:
    recap = read(f"My notes from the harbour\n{LONG}")
    assert recap.title == "My notes from the harbour"
    assert recap.blocks[0].level == 1


@pytest.mark.parametrize("text", [LONG, f"{LONG}\n{LONG}", "Short", f"so it began\n{LONG}", f"- item\n{LONG}"])
def test_a_first_line_of_another_kind_is_no_title(text: str) -> None:
    assert read(text).title == ""


def test_a_line_of_a_chat_or_a_transcript_is_no_heading() -> None:
    chat = outline("[Mon 08:13] Bo: which hall is it\n\nA paragraph of the post goes on here.\n")
    assert "heading" not in {kind for kind, *_ in chat}
