"""A file's text becomes a recap."""

import datetime as dt
import os
from pathlib import Path

import pytest

from bot.model.recap import Recap
from bot.recaps.read_recap import text_to_recap


def read(text: str, name: str = "post.md") -> Recap:
    return text_to_recap(text, Path(name))


def test_a_title_above_the_body_comes_first() -> None:
    assert read("---\ntitle: Ferries\n---\n# Ropes\n\nwords").title == "Ferries"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Ferries\n\nwords\n\n# Ropes", "Ferries"),
        ("[![Badge](b.svg)](https://b.example)\n\n# Ferries\n\nwords", "Ferries"),
        ("# Harbour notes\n\nwords\n\n# Harbour food", "Harbour notes"),
        ("# Day 1\n\nwords\n\n# Day 2\n\nwords", ""),
        ("## Ropes\n\nwords\n\n# Ferries", ""),
        ("## Ropes\n\nwords", ""),
    ],
)
def test_else_the_first_heading_is_the_title_where_it_is_one(text: str, title: str) -> None:
    assert read(text).title == title


def test_the_day_may_stand_in_the_files_name() -> None:
    assert read("words", "2025-11-18-ferries.md").published_on == dt.date(2025, 11, 18)
    assert read("---\ndate: 2025-12-02\n---\nwords", "2025-11-18-ferries.md").published_on == dt.date(2025, 12, 2)


def test_the_id_is_the_files_name_without_its_ending() -> None:
    assert read("words", "notes/2025.11-ferries.md").id == "2025.11-ferries"


def test_a_name_in_strange_letters_can_be_shown() -> None:
    recap = read("words", os.fsdecode(b"f\xe4hre.md"))
    assert (recap.id, recap.path) == ("f?hre", "f?hre.md")


def test_the_language_is_guessed_where_no_one_says_it() -> None:
    assert read("Die Fähre war spät, und das ist nicht alles, was wir haben.").language == "de"
    assert read("---\nlang: nl\n---\nDie Fähre war spät, und das ist nicht alles.").language == "nl"


def test_a_post_without_text_says_so() -> None:
    recap = read("---\ntitle: Ferries\n---\n![](x.png)\n")
    assert [str(diagnostic) for diagnostic in recap.diagnostics] == [
        "post.md: there is no text to find anything in; write the recap below its facts"
    ]


def test_diagnostics_of_all_steps_are_gathered() -> None:
    recap = read("---\ntitle: Ferries: a tale\ndate: soon\n---\nwords")
    assert [diagnostic.line for diagnostic in recap.diagnostics] == [2, 3]
    assert not any(diagnostic.fatal for diagnostic in recap.diagnostics)


def test_a_post_inside_one_field_of_its_front_matter_is_read_like_any_other() -> None:
    said = "Otters swim\n  all day.\n\n  ## Ferries\n\n  The ferry was late,\n  as ever."
    quoted = f'---\ntitle: Pond\ncontent: "{said}"\n---\n'
    block = "---\ntitle: Pond\nbody: |\n  Otters swim all day.\n\n  ## Ferries\n\n  The ferry was late, as ever.\n---\n"
    for text in (quoted, block):
        recap = text_to_recap(text, Path("pond.md"))
        assert [(one.kind.value, one.text) for one in recap.blocks] == [
            ("paragraph", "Otters swim all day."),
            ("heading", "Ferries"),
            ("paragraph", "The ferry was late, as ever."),
        ]
