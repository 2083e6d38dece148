"""Read notes without markup: a short line above a list or a paragraph is a heading."""

import re
from dataclasses import replace

from bot.recaps.recap import Block, BlockKind

_MARKUP = re.compile(r"^ {0,3}(?:#{1,6}\s|```|~~~|>\s)|\]\(|<(?:p|div|h[1-6]|a|li|br|img)\b", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[•◦▪‣●○·∙➤►*-][ \t]+(?=\S)", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?=\S)(.+)\n(?:(={3,})|-{3,})[ \t]*$", re.MULTILINE)
_ENDS = (".", "!", "?", ",", ";", ":", "…", "。", "！", "？", "、")
_MOST_WORDS = 12
_MOST_WORDS_OF_TITLE = 16
_LONGEST_WORD = 9
_WRAPPED_AT = 120

_NAME_PART = r"(?:[A-Z\u00c0-\u00de][\w.'’-]*|de|da|van|von|der|den|la|le|del|di|bin|al|el)"
_NAME = rf"{_NAME_PART}(?:\s{_NAME_PART}){{1,3}}"
_ORG = r"(?:\s\([^()]+\))"
_PEOPLE = re.compile(
    rf"(?:.*\s[–—-]\s)?(?:{_NAME}{_ORG}|{_NAME}{_ORG}?(?:(?:,|\s&|,?\sand)\s{_NAME}{_ORG}?)+|(?<=\s){_NAME}(?:,\s.+)?)"
)


def is_plain(text: str) -> bool:
    """Tell a text without headings, links, quotes and code, in which each line is a paragraph."""
    return _MARKUP.search(text) is None


def is_wrapped(paragraph: str) -> bool:
    """Tell one paragraph wrapped over several lines from several paragraphs of a line each."""
    lines = paragraph.split("\n")
    going_on = sum(line.split(maxsplit=1)[0].islower() for line in lines[1:] if line.strip())
    return going_on * 3 >= len(lines) - 1 > 0 and max(map(len, lines)) <= _WRAPPED_AT


def with_marks(text: str) -> str:
    """Give bullets and underlined headings the signs that Markdown knows them by."""
    text = _UNDERLINED.sub(lambda found: f"{'#' if found[2] else '##'} {found[1]}\n", text)
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
    """Tell a heading from a line that names people, which is left for those who look for talks."""
    if block.kind is not BlockKind.PARAGRAPH or not _is_short(block.text, _MOST_WORDS):
        return False
    if block.text[:1].islower() or block.links or _PEOPLE.fullmatch(block.text):
        return False
    return below.kind is BlockKind.ITEM or not _is_short(below.text, _MOST_WORDS)


def _is_short(text: str, words: int) -> bool:
    return len(text.split()) <= words and len(text) <= words * _LONGEST_WORD and not text.endswith(_ENDS)


def first_line_title(blocks: list[Block]) -> str:
    """Return the first line of notes where it stands as a title above a longer paragraph, or ""."""
    if len(blocks) < 2 or not _is_short(blocks[0].text, _MOST_WORDS_OF_TITLE):  # noqa: PLR2004 - a title and a text
        return ""
    stands_alone = blocks[0].kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and not blocks[0].links
    return blocks[0].text if stands_alone and not blocks[0].text[:1].islower() else ""
