"""Read a summary that is only in the front matter, as in link posts."""

import re
from collections.abc import Sequence

from bot.model.recap import Block, BlockKind
from bot.recaps.cleanup.run_on_lines import split_run_on_line
from bot.recaps.front_matter.parse_front_matter import Value
from bot.recaps.front_matter.split import FrontMatter
from bot.recaps.rich_text import collapse_blanks

_KEYS = ("summary", "description", "excerpt", "abstract", "tldr", "lead", "content")
_WORDS_TO_FIND = 3


def read_summary(front: FrontMatter, body: Sequence[Block]) -> list[Block]:
    """Return the summary in the front matter as paragraphs if it is longer than the body; otherwise it is a teaser."""
    told = sum(len(block.text) for block in body)
    texts = {key: _plain(front.values.get(key, "")) for key in _KEYS}
    longest = sorted((key for key in _KEYS if len(texts[key]) > told), key=lambda key: -len(texts[key]))
    kept: list[str] = []
    for key in longest:
        if not any(texts[key].rstrip(" .…") in texts[other] for other in kept):
            kept.append(key)
    return [block for key in kept for block in _to_blocks(texts[key], front, front.lines.get(key, front.first_line))]


def _plain(value: Value) -> str:
    return collapse_blanks(value) if isinstance(value, str) else ""


def _to_blocks(text: str, front: FrontMatter, line: int) -> list[Block]:
    """Assign each statement the line of its first words, if they are found."""
    blocks = []
    place = _start_of_line(front.text, line - front.first_line)
    for statement in split_run_on_line(text):
        words = r"\s+".join(re.escape(word) for word in statement.split()[:_WORDS_TO_FIND])
        found = re.compile(words).search(front.text, place)
        if found:
            place = found.start()
            line = front.first_line + front.text.count("\n", 0, place)
        blocks.append(Block(BlockKind.PARAGRAPH, statement, line))
    return blocks


def _start_of_line(text: str, number: int) -> int:
    place = 0
    for _ in range(number):
        place = text.find("\n", place) + 1
    return place
