"""Separate a recap's statements from the source at their end, and from disputes below them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.recap import Block, BlockKind, Link, Recap

_DISPUTE = re.compile(r"(?:disputed\s*[:：]\s*|(?=superseded\s*[:：]\s*))(?=\S)", re.IGNORECASE)
_CLOSING = re.compile(r"(?<=[.!?…。！？”\"])(?: \([^()]+\))+$")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Dispute:
    """What a better source says, in a recap's words, with its links."""

    text: str
    links: tuple[Link, ...]


def split_annotations(recap: Recap) -> tuple[Recap, Mapping[int, Dispute]]:
    """Return the recap without annotations, and each dispute by the line of its statement.

    An item "disputed: ..." disputes the item above it, and "superseded: ..." says what is true since then. A source
    is what a statement closes with in brackets after its last full stop, if the brackets contain only links; it stays
    in the block's links.
    """
    disputes: dict[int, Dispute] = {}
    blocks: list[Block] = []
    for block in recap.blocks:
        disputed = _disputed_by(block, blocks)
        if disputed is None:
            blocks.append(_without_source(block))
        else:
            disputes[disputed.line] = Dispute(_DISPUTE.sub("", block.text, count=1), block.links)
    return replace(recap, blocks=tuple(blocks)), disputes


def _disputed_by(block: Block, before: Sequence[Block]) -> Block | None:
    """Return the item that a dispute is in, None if the block is not a dispute."""
    if block.kind is not BlockKind.ITEM or not _DISPUTE.match(block.text):
        return None
    above = next((one for one in reversed(before) if one.kind is not BlockKind.ITEM or one.level < block.level), None)
    return above if above is not None and above.kind is BlockKind.ITEM else None


def _without_source(block: Block) -> Block:
    closing = _CLOSING.search(block.text) if block.text.endswith(")") else None
    if closing is None or not all(_is_links(text, block.links) for text in _IN_BRACKETS.findall(closing[0])):
        return block
    return replace(block, text=block.text[: closing.start()])


def _is_links(text: str, links: Iterable[Link]) -> bool:
    """Return whether a text consists only of links."""
    for words in sorted((link.text for link in links if link.text), key=len, reverse=True):
        text = text.replace(words, "", 1)
    return not text.strip(" ,;&·")
