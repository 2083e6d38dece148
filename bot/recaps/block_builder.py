"""Collect a post's blocks in reading order, from any format."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model.recap import Block, BlockKind, Link
from bot.recaps.rich_text import RichText

_LETTER = re.compile(r"[^\W_]")
_BETWEEN_CELLS = " | "


class BlockBuilder:
    """Turn words into blocks; a link or video without words goes with the next block."""

    __slots__ = ("_waiting", "blocks")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._waiting: tuple[Link, ...] = ()

    def put(self, kind: BlockKind, pieces: Iterable[RichText], level: int = 0) -> bool:
        """Add a block for each piece; of an item, only the first is one. Return whether there was any text."""
        put_any = False
        for words in pieces:
            if not _LETTER.search(words.text):  # a rule of asterisks, only an emoji
                self._put_links(words.links)
                continue
            self._append(Block(kind, words.text, words.line, level, words.strong, words.emphasis, words.links))
            put_any = True
            if kind is BlockKind.ITEM:
                kind, level = BlockKind.PARAGRAPH, 0
        return put_any

    def put_row(self, cells: Sequence[RichText], columns: Sequence[str], line: int) -> None:
        """Add a table's row, unless it is empty; missing cells and columns are ""."""
        texts = [cell.text for cell in cells]
        filled = [text for text in texts if _LETTER.search(text)]
        links = tuple(link for cell in cells for link in cell.links)
        if not filled:
            self._put_links(links)
            return
        width = max(len(texts), len(columns))
        strong = tuple(run for cell in cells for run in cell.strong)
        emphasis = tuple(run for cell in cells for run in cell.emphasis)
        row = tuple(texts) + ("",) * (width - len(texts)), tuple(columns) + ("",) * (width - len(columns))
        text = _BETWEEN_CELLS.join(filled)
        self._append(Block(BlockKind.ROW, text, line, 0, strong, emphasis, links, *row))

    def _append(self, block: Block) -> None:
        if self._waiting:
            block = replace(block, links=self._waiting + block.links)
            self._waiting = ()
        self.blocks.append(block)

    def _put_links(self, links: tuple[Link, ...]) -> None:
        if self.blocks and links:
            self.blocks[-1] = replace(self.blocks[-1], links=self.blocks[-1].links + links)
        else:
            self._waiting += links
