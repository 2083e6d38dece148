"""Reading recap files: one, or all below a folder."""

import os
import sys
from pathlib import Path

import pytest

from bot.errors import RecapError
from bot.model.recap import BlockKind
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import LARGEST_BYTES, read_recap

POST = """---
title: Harbour notes
date: 2025-11-18
---

## Day one

The ferry was late.

- **Ropes:** all new
"""


def write(path: Path, text: str = POST) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def reason(path: Path) -> str:
    with pytest.raises(RecapError) as raised:
        read_recap(path)
    assert raised.value.diagnostic.fatal
    return str(raised.value).removeprefix(f"{path}: ")


def test_a_post_becomes_facts_and_blocks(tmp_path: Path) -> None:
    path = write(tmp_path / "harbour.md")
    recap = read_recap(path)
    assert (recap.id, recap.path, recap.title) == ("harbour", str(path), "Harbour notes")
    assert str(recap.published_on) == "2025-11-18"
    assert [(block.kind, block.text, block.line) for block in recap.blocks] == [
        (BlockKind.HEADING, "Day one", 6),
        (BlockKind.PARAGRAPH, "The ferry was late.", 8),
        (BlockKind.ITEM, "Ropes: all new", 10),
    ]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert reason(tmp_path / "gone.md") == "there is no such file; check the name"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert reason(write(tmp_path / "empty.md", " \n")) == "the file is empty; write the recap into it, or remove it"


def test_a_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.md"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert reason(path) == "this is no text; save it as text in UTF-8, or move it elsewhere"


def test_a_file_beyond_the_limit_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES * 10)
    assert reason(path) == "the file is over 5 MB, the most a recap may hold; split it, or move it elsewhere"


def test_a_folder_is_no_recap(tmp_path: Path) -> None:
    assert reason(tmp_path).startswith("this is no file; ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert reason(tmp_path / "pipe.md").startswith("this is no file; ")
    assert find_recaps(tmp_path) == []


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    path = tmp_path / "loop.md"
    path.symlink_to(path)
    assert reason(path).startswith("the file cannot be opened (")
    assert reason(path).endswith("check that it is a file and that it may be read")


def test_recaps_are_found_at_any_depth_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.MD", "a/z.txt", "a/y.html", "c.htm", "d.mdx", "e.markdown"):
        write(tmp_path / name)
    for name in (".hidden.md", ".git/x.md", "notes.json", "md", "a/picture.png"):
        write(tmp_path / name)
    found = [path.relative_to(tmp_path).as_posix() for path in find_recaps(tmp_path)]
    assert found == ["a/y.html", "a/z.txt", "b.MD", "c.htm", "d.mdx", "e.markdown"]


def test_a_folder_that_holds_itself_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a" / "one.md")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert [path.name for path in find_recaps(tmp_path)] == ["one.md"]
