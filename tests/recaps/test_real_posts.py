"""Posts as other people wrote them: all are read, nothing of their markup is left, and each line is the right one."""

import re
from pathlib import Path

import pytest

from bot.model.recap import BlockKind, Recap
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap

MARKUP = re.compile(r"\{\{|\{%|\]\(|</?(?:div|p|a|img|br|iframe)\b|<!--|\[\[|\\textcolor|^:::|^\[[ x]\]|^```")
FIRST_LETTERS = re.compile(r"\w{1,6}")
FEW_BLOCKS = 12
FEW_LETTERS = 1000  # of a list of names and titles, which may be in any language


@pytest.fixture(scope="module")
def posts(shared: Path) -> list[Recap]:
    return [read_recap(path) for path in find_recaps(shared / "recaps")]


def letters_of(post: Recap) -> int:
    return sum(len(block.text) for block in post.blocks)


def test_every_post_has_blocks_and_nearly_all_have_many(posts: list[Recap]) -> None:
    assert [post.id for post in posts if not post.blocks] == []
    assert sum(len(post.blocks) >= FEW_BLOCKS for post in posts) >= len(posts) * 0.9


def test_no_markup_is_left(posts: list[Recap]) -> None:
    assert [block.text for post in posts for block in post.blocks if MARKUP.search(block.text)] == []


def test_every_block_stands_on_its_line(posts: list[Recap]) -> None:
    astray = []
    for post in posts:
        lines = Path(post.path).read_text(encoding="utf-8").split("\n")
        for block in post.blocks:
            begin = FIRST_LETTERS.match(block.text)
            if begin and begin[0] not in lines[block.line - 1]:
                astray.append((post.id, block.line, block.text[:40]))
    assert astray == []


def test_marked_runs_stand_in_their_block(posts: list[Recap]) -> None:
    runs = [(run, block.text) for post in posts for block in post.blocks for run in (*block.strong, *block.emphasis)]
    assert runs
    assert [run for run, text in runs if run not in text] == []


def test_rows_have_as_many_cells_as_columns(posts: list[Recap]) -> None:
    rows = [block for post in posts for block in post.blocks if block.kind is BlockKind.ROW]
    assert rows
    assert all(len(row.cells) == len(row.columns) for row in rows)


def test_nearly_every_post_has_a_title_a_language_and_no_diagnostic(posts: list[Recap]) -> None:
    assert sum(bool(post.title) for post in posts) >= len(posts) * 0.85
    assert [post.id for post in posts if not post.language and letters_of(post) >= FEW_LETTERS] == []
    assert [str(diagnostic) for post in posts for diagnostic in post.diagnostics] == []


@pytest.mark.parametrize("ending", [".md", ".txt", ".html"])
def test_a_post_reads_the_same_whatever_its_ending(posts: list[Recap], tmp_path: Path, ending: str) -> None:
    for post in posts:
        copy = tmp_path / f"{post.id}{ending}"
        copy.write_bytes(Path(post.path).read_bytes())
        assert read_recap(copy).blocks == post.blocks, post.id
