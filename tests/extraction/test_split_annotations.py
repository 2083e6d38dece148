from pathlib import Path

import pytest

from bot.extraction.extract import extract
from bot.extraction.split_annotations import split_annotations
from bot.recaps.read_recap import text_to_recap


def parted(text):
    """Return the texts of a post's blocks without asides, and what is disputed by line."""
    recap, disputes = split_annotations(text_to_recap(text, Path("otters.md")))
    return [block.text for block in recap.blocks], {line: one.text for line, one in disputes.items()}


def test_a_dispute_leaves_the_list_and_is_kept_with_the_statement_that_holds_it():
    texts, disputes = parted(
        "## Numbers\n\n- 9 otters came.\n  - disputed: the pond office counts 12 ([Pond Office](https://a.example))\n"
        "- They slept.\n"
    )
    assert texts == ["Numbers", "9 otters came.", "They slept."]
    assert disputes == {3: "the pond office counts 12 (Pond Office)"}


def test_what_holds_since_then_is_kept_with_the_statement_and_says_that_it_is_that():
    texts, disputes = parted("- Otters are in beta.\n  - superseded: otters are stable since 1.36.\n")
    assert texts == ["Otters are in beta."]
    assert disputes == {1: "superseded: otters are stable since 1.36."}


def test_a_dispute_below_another_item_of_a_statement_belongs_to_the_statement():
    _, disputes = parted("- 9 otters came.\n  - They slept.\n  - Disputed: 12 came.\n")
    assert disputes == {1: "12 came."}


def test_a_dispute_that_stands_below_nothing_stays_a_statement():
    texts, disputes = parted(
        "# Otters\n\n- disputed: 12 otters came.\n- The word disputed: it is no sign within a line.\n"
    )
    assert len(texts) == 3
    assert disputes == {}


def test_the_links_to_the_better_source_are_kept():
    text = "- 9 otters came.\n  - disputed: 12 came ([Pond Office](https://a.example)).\n"
    _, disputes = split_annotations(text_to_recap(text, Path("otters.md")))
    assert [link.url for link in disputes[1].links] == ["https://a.example"]


@pytest.mark.parametrize("heading", ["Numbers", "Talks"])
def test_an_entry_carries_what_disputes_it_and_where_that_is_said(catalogue, heading):
    statement = "[The Nine Otters](https://talks.example/nine) – Ola Otter: nine otters were counted at the pond."
    dispute = "disputed: twelve were counted ([Pond Office](https://a.example))"
    text = f"## {heading}\n\n- {statement}\n  - {dispute}\n- A beaver was seen at the riverbank too.\n"
    disputed, other = extract(text_to_recap(text, Path("otters.md")), catalogue)
    assert disputed.disputed == "twelve were counted (Pond Office)"
    assert [link.url for link in disputed.links] == ["https://talks.example/nine", "https://a.example"]
    assert other.disputed == ""


@pytest.mark.parametrize(
    "closing",
    [
        " ([Pond Office](https://a.example))",
        " ([Pond Office](https://a.example), [Brook News](https://b.example))",
        " ([recording](https://a.example)) ([recording index](https://b.example))",
    ],
)
def test_a_source_in_brackets_after_the_last_full_stop_is_no_part_of_the_statement(closing):
    recap, _ = split_annotations(text_to_recap(f"- Otters share dens (by moonlight).{closing}\n", Path("otters.md")))
    (block,) = recap.blocks
    assert block.text == "Otters share dens (by moonlight)."
    assert {link.url for link in block.links} <= {"https://a.example", "https://b.example"}
    assert block.links


@pytest.mark.parametrize(
    "line",
    [
        "Otters share dens. (A letter from the pond)",
        "Otters share dens. (see [Pond Office](https://a.example))",
        "Otters share dens ([Ola Otter](https://a.example))",
        "Otters share dens. ([recording](https://a.example)) (a letter)",
    ],
)
def test_brackets_that_hold_more_than_links_or_close_no_sentence_stay(line):
    texts, _ = parted(f"- {line}\n")
    assert texts[0].endswith(")")
