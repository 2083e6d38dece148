"""Parse notes without markup: a short line above a list or a paragraph is a heading."""

import re
from dataclasses import replace
from itertools import groupby

from bot.model.recap import Block, BlockKind
from bot.recaps.front_matter.dates import read_date

_MARKUP = re.compile(r"^ {0,3}(?:#{1,6}\s|```|~~~|>\s)|\]\(|\[\[|\{[{%]|<(?:p|div|h[1-6]|a|li|br|img)\b", re.MULTILINE)
_BULLET = re.compile(r"^([ \t]*)[•◦▪‣●○·∙➤►*-][ \t]+(?=\S)", re.MULTILINE)
_UNDERLINED = re.compile(r"^(?=\S)(.+)\n(?:(={3,})|-{3,})[ \t]*$", re.MULTILINE)
_ENDS = (".", "!", "?", ",", ";", ":", "…", "。", "！", "？", "、")
_MOST_WORDS = 16
_LONGEST = 120
_MOST_IN_A_ROW = 3
_SPOKEN = re.compile(r"[\[(][^\]\n]{0,12}\d{1,2}:\d\d[^\]\n]{0,12}[\])]\s+\S")  # a line of a chat or a transcript

_NAME_PART = r"(?:[A-Z\u00c0-\u00de][\w.'’-]{0,40}|de|da|van|von|der|den|la|le|del|di|bin|al|el)"
_NAME = rf"{_NAME_PART}(?:\s{_NAME_PART}){{1,3}}"
_ORG = r"(?:\s\([^()]{1,100}\))"
_PEOPLE = re.compile(
    rf"(?:.{{0,100}}\s[–—-]\s)?(?:[Bb]y\s{_NAME}.*|{_NAME}{_ORG}|{_NAME}{_ORG}?(?:(?:,|\s&|,?\sand)\s{_NAME}{_ORG}?){{1,9}}|(?<=\s){_NAME}(?:,\s.+)?)"
)


def is_plain(text: str) -> bool:
    """Detect a text without headings, links, quotes and code, in which each line is a paragraph."""
    return _MARKUP.search(text) is None


def is_wrapped(paragraph: str) -> bool:
    """Distinguish one paragraph wrapped over several lines from several paragraphs of a line each."""
    lines = paragraph.split("\n")
    going_on = sum(line.split(maxsplit=1)[0].islower() for line in lines[1:] if line.strip())
    return going_on * 3 >= len(lines) - 1 > 0 and max(map(len, lines)) <= _LONGEST


def with_marks(text: str) -> str:
    """Give bullets and underlined headings the signs that Markdown knows them by."""
    text = _UNDERLINED.sub(lambda found: f"{'#' if found[2] else '##'} {found[1]}\n", text)
    return _BULLET.sub(r"\1- ", text)


def with_headings(blocks: list[Block]) -> list[Block]:
    """Turn lines above a list or a paragraph into headings if they look like one.

    Up to three short lines in a row are headings ("Talks", "Ferries at Scale"), a longer row is ambiguous.
    A line that names people stays as it is, for those who look for talks.
    """
    found = list(blocks)
    for is_short, row in groupby(range(len(blocks)), key=lambda place: _is_short(blocks[place])):
        places = list(row)
        if is_short and len(places) <= _MOST_IN_A_ROW and places[-1] + 1 < len(blocks):
            for place in places:
                if not _tells_who_or_when(blocks[place].text):
                    found[place] = replace(blocks[place], kind=BlockKind.HEADING, level=2 if place else 1)
    return found


def _is_short(block: Block) -> bool:
    text = block.text
    if block.kind is not BlockKind.PARAGRAPH or block.strong or block.links or text[0].islower() or _SPOKEN.match(text):
        return False
    return len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not text.endswith(_ENDS)


def _tells_who_or_when(text: str) -> bool:
    return _PEOPLE.fullmatch(text) is not None or read_date(text) is not None
