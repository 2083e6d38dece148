"""Reading recap files: one, or a folder of them."""

from pathlib import Path

import pytest

from bot.errors import RecapError
from bot.recaps.reader import read_recap
from bot.recaps.recap import BlockKind

POST = """---
title: Harbour notes
date: 2025-11-18
---

## Day one

The ferry was late.

- **Ropes:** all new
"""


def test_a_post_becomes_facts_and_blocks(tmp_path: Path) -> None:
    path = tmp_path / "harbour.md"
    path.write_text(POST, encoding="utf-8")
    recap = read_recap(path)
    assert (recap.id, recap.title, str(recap.published_on)) == ("harbour", "Harbour notes", "2025-11-18")
    assert [(block.kind, block.text, block.line) for block in recap.blocks] == [
        (BlockKind.HEADING, "Day one", 6),
        (BlockKind.PARAGRAPH, "The ferry was late.", 8),
        (BlockKind.ITEM, "Ropes: all new", 10),
    ]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    path.write_text(" \n", encoding="utf-8")
    with pytest.raises(RecapError, match="the file is empty; write the recap into it"):
        read_recap(path)
