"""Test that a line's layout is understood where Markdown would lose it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.recaps.cleanup.markdown_layout import break_label_lines, repair_lines
from bot.recaps.read_recap import text_to_recap


def texts(post, name="otters.md"):
    return [block.text for block in text_to_recap(post, Path(name)).blocks]


@pytest.mark.parametrize("bullet", ["-", "*", "1."])
def test_a_bullet_far_from_its_text_is_an_item_and_no_code(bullet):
    assert texts(f"# Notes\n\n{bullet}       Otters queue in a line.\n")[-1] == "Otters queue in a line."


def test_a_wide_gap_parts_columns():
    assert texts("Taming the Queue      Ada Otter, Acme\n", "otters.txt") == ["Taming the Queue · Ada Otter, Acme"]


@pytest.mark.parametrize("line", ["    otters = newts", "| a    | b |", "one two  three", "- a\n      b"])
def test_other_blanks_stay(line):
    assert repair_lines(line) == line


def test_each_labelled_line_of_a_paragraph_stands_alone():
    assert texts("**Title**: Taming the Queue\n**Speakers**: Ada Otter\n") == [
        "Title: Taming the Queue",
        "Speakers: Ada Otter",
    ]


def test_a_paragraph_without_labels_is_not_broken():
    assert break_label_lines("Otters swim\nin the pond: always.") == "Otters swim\nin the pond: always."


@given(st.text(alphabet="ab -*1.|\t\n:", max_size=60))
def test_no_line_is_lost_or_added(text):
    assert repair_lines(text).count("\n") == text.count("\n") == break_label_lines(text).count("\n")


def test_a_link_whose_bracket_never_closes_ends_with_its_line():
    assert texts("- [Otters](https://example.org/otters\n- Newts sleep.\n") == ["Otters", "Newts sleep."]


def test_a_link_as_org_mode_writes_it_is_one():
    assert texts("- [[https://sched.co/1AbC][Taming the Queue]] -- Ada Otter") == ["Taming the Queue -- Ada Otter"]
