"""Split a recap into takeaways: statements that can be read on their own, each with the heading above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bot.extraction.outline import Outline, Spot
from bot.extraction.sentences import cut_into_statements, split_sentences
from bot.extraction.takeaways.join_items import LONGEST_LABEL, Statement, join_items
from bot.extraction.takeaways.noise import is_bare_link, is_too_short, says_nothing
from bot.extraction.talks.candidate import TalkCandidate
from bot.model.recap import BlockKind

_PAIR = 2  # cells that need no names
_LEADS_ON = re.compile(r"[:：]$|^.{0,50}(?:\.\.\.|…)$")


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One statement, the heading above it, and where it begins."""

    text: str
    heading: str
    spot: Spot


def find_takeaways(outline: Outline, talks: list[TalkCandidate]) -> Iterator[Takeaway]:
    """Return the statements of a recap in order, without lines that only name a talk."""
    naming = {index for talk in talks for index in talk.names}
    headings = _headings_of_talks(outline, talks)
    for statement in _statements(outline, naming):
        heading = headings.get(statement.spot.index) or outline.heading(statement.spot)
        yield Takeaway(statement.text, heading, statement.spot)


def _headings_of_talks(outline: Outline, talks: list[TalkCandidate]) -> dict[int, str]:
    """Return for each block about one talk its title, with the nearest heading below it."""
    found: dict[int, str] = {}
    for talk in talks:
        for index in talk.about if talk.title else ():
            below = [outline.spots[at] for at in outline.spots[index].headings if at > talk.spot.index]
            name = outline.spots[below[-1].index].text.strip(" :：") if below else ""
            found[index] = f"{talk.title} › {name}" if name else talk.title
    return found


def _statements(outline: Outline, naming: set[int]) -> Iterator[Statement]:
    telling = [spot for spot in outline.spots if spot.index not in naming and _tells(outline, spot)]
    for is_list, run in groupby(telling, key=lambda spot: spot.block.kind is BlockKind.ITEM):
        if is_list:
            yield from join_items(outline, list(run))
        else:
            for spot in run:
                yield from _of_block(outline, spot)


def _tells(outline: Outline, spot: Spot) -> bool:
    """Return whether a spot is more than a link; an item of a list may be one that names a topic."""
    if not is_bare_link(spot.block):
        return True
    is_named = spot.block.kind is BlockKind.ITEM and " " in spot.text and "://" not in spot.text
    return is_named and bool(outline.catalogue.mentions(spot.text))


def _of_block(outline: Outline, spot: Spot) -> Iterator[Statement]:
    if spot.is_heading:
        if _stands_alone(outline, spot):
            yield Statement(spot.text, spot)
    elif spot.block.kind is BlockKind.ROW:
        text = _row(spot)
        if not is_too_short(text):
            yield Statement(text, spot)
    elif not _is_question_of_list(outline, spot):
        statements = cut_into_statements(_telling(spot.text))
        yield from (Statement(text, spot) for text in statements if not is_too_short(text))


def _telling(text: str) -> str:
    """Drop empty sentences, and a last one that only introduces what follows."""
    sentences = split_sentences(text)
    telling = [sentence for sentence in sentences if not says_nothing(sentence)]
    if telling and _LEADS_ON.search(telling[-1]) and len(telling[-1]) <= LONGEST_LABEL:
        telling.pop()
    return text if len(telling) == len(sentences) else " ".join(telling)


def _is_question_of_list(outline: Outline, spot: Spot) -> bool:
    """Return whether a question leads to the list below it, whose items carry its words."""
    follower = outline.next(spot)
    return (
        follower is not None
        and follower.lead == spot.index
        and spot.text.endswith(("?", "？"))
        and len(spot.text) <= LONGEST_LABEL
    )


def _stands_alone(outline: Outline, spot: Spot) -> bool:
    """Return whether a heading is a statement with nothing below it."""
    follower = outline.next(spot)
    nothing_below = follower is None or (follower.is_heading and follower.level <= spot.level)
    return nothing_below and not is_too_short(spot.text) and not says_nothing(spot.text)


def _row(spot: Spot) -> str:
    """Return a table's row as "first cell: second cell" or "first cell: Column: cell; …"."""
    block = spot.block
    named = [(column, cell) for column, cell in zip(block.columns, block.cells, strict=False) if cell]
    if not named:
        return block.text
    (_, first), *others = named
    is_pair = len(block.cells) <= _PAIR
    rest = "; ".join(cell if is_pair or not column else f"{column}: {cell}" for column, cell in others)
    return f"{first}: {rest}" if rest else first
