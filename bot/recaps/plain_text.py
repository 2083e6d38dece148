"""Read notes without markup: a short line above a list or a paragraph is a heading."""

import re
from dataclasses import replace
from itertools import pairwise

from bot.recaps.recap import Block, BlockKind

_MARKUP = re.compile(r"^ {0,3}(?:#{1,6}\s|```|~~~|={3,}\s*$|>\s)|\]\(|<(?:p|div|h[1-6]|a|li|br|img)\b", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[•◦▪‣●○·∙➤►*-][ \t]+(?=\S)", re.MULTILINE)
_ENDS = (".", "!", "?", ",", ";", ":", "…", "。", "！", "？", "、")
_PEOPLE = re.compile(r".*(?:\([^()]+\)|\s[–—-]\s.+|\s&\s.+)$")
_MOST_WORDS = 12
_MOST_WORDS_OF_TITLE = 16
_WRAP = 100


def is_plain(text: str) -> bool:
    """Tell a text without headings, links and fences, in which each line is a paragraph."""
    return _MARKUP.search(text) is None and not _is_wrapped(text)


def _is_wrapped(text: str) -> bool:
    """Tell a text whose paragraphs go over several short lines."""
    lines = [line for line in text.split("\n") if not _BULLET.match(line)]
    if any(len(line) > _WRAP for line in lines):
        return False
    followed = [line for line, below in pairwise(lines) if line.strip() and below.strip()]
    full = [line for line in followed if len(line) > _WRAP // 2 and not line.rstrip().endswith(_ENDS)]
    return len(full) * 2 > len(followed)


def with_bullets(text: str) -> str:
    """Give every bullet the sign that Markdown knows."""
    return _BULLET.sub(r"\1- ", text)


def with_headings(blocks: list[Block]) -> list[Block]:
    """Make headings of the lines that stand as such above a list or a paragraph."""
    found: list[Block] = []
    for place, block in enumerate(blocks):
        below = blocks[place + 1] if place + 1 < len(blocks) else None
        heads = below is not None and _is_heading(block, below)
        found.append(replace(block, kind=BlockKind.HEADING, level=2) if heads else block)
    return found


def _is_heading(block: Block, below: Block) -> bool:
    if block.kind is not BlockKind.PARAGRAPH or not _is_short(block.text, _MOST_WORDS):
        return False
    if _PEOPLE.match(block.text) or block.text[:1].islower() or block.links:
        return False
    return below.kind is BlockKind.ITEM or not _is_short(below.text, _MOST_WORDS)


def _is_short(text: str, words: int) -> bool:
    return len(text.split()) <= words and len(text) <= words * 9 and not text.endswith(_ENDS)


def first_line_title(blocks: list[Block]) -> str:
    """Return the first line of notes where it stands as a title above a longer paragraph, or ""."""
    if len(blocks) < 2 or not _is_short(blocks[0].text, _MOST_WORDS_OF_TITLE):  # noqa: PLR2004 - a title and a text
        return ""
    stands_alone = blocks[0].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not blocks[0].links
    return blocks[0].text if stands_alone and not blocks[0].text[:1].islower() else ""
