"""Turn list items into statements: join short ones, with the words they belong to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.extraction.outline import Outline, Spot
from bot.extraction.sentences import cut_into_statements, split_sentences
from bot.extraction.takeaways.noise import is_too_short, says_nothing
from bot.extraction.word_lists import count_wide

LONGEST_LABEL = 100
_TINY_WORDS, _TINY_WIDE = 4, 14
_LABEL_WORDS = 8  # a shorter item with items below only names what they are about
_SHORT = 110  # an item up to this length is shown with the words it hangs on
_SHORT_NAME = 60
_SIGN = re.compile(r"[:：,，;(（]|\.\s|\s[–—-]\s|\shttps?:")
_LONGEST_JOINED = 300


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, and the block where it begins."""

    text: str
    spot: Spot


def join_items(outline: Outline, items: list[Spot]) -> Iterator[Statement]:
    """Return the statements that a run of items makes."""
    waiting: list[Spot] = []
    for spot in items:
        is_tiny = _is_tiny(outline, spot)
        if waiting and not (is_tiny and _goes_with(spot, waiting)):
            yield from _joined(outline, waiting)
            waiting = []
        if is_tiny:
            waiting.append(spot)
        else:
            yield from _single(outline, spot)
    yield from _joined(outline, waiting)


def _is_tiny(outline: Outline, spot: Spot) -> bool:
    if outline.below(spot):
        return False
    wide = count_wide(spot.text)
    return wide <= _TINY_WIDE if wide > len(spot.text) / 2 else len(spot.text.split()) <= _TINY_WORDS


def _goes_with(spot: Spot, waiting: list[Spot]) -> bool:
    """Return whether an item hangs on the same words as those that wait, and there is room for it."""
    last = waiting[-1]
    hangs_together = (spot.headings, spot.parents, spot.lead) == (last.headings, last.parents, last.lead)
    return hangs_together and sum(len(one.text) for one in waiting) < _LONGEST_JOINED


def _joined(outline: Outline, spots: list[Spot]) -> Iterator[Statement]:
    telling = [spot for spot in spots if not says_nothing(spot.text)]
    if not telling:
        return
    label = _label(outline, telling[0]) or outline.nearest_heading(telling[0])
    text = _after(label, "; ".join(spot.text.rstrip(" ;,") for spot in telling))
    if not is_too_short(text):
        yield from (Statement(part, telling[0]) for part in cut_into_statements(text))


def _single(outline: Outline, spot: Spot) -> Iterator[Statement]:
    if (outline.below(spot) and _only_names(spot)) or says_nothing(spot.text):
        return
    label = _label(outline, spot) if len(spot.text) <= _SHORT else ""
    text = _after(label, spot.text)
    if not is_too_short(text):
        yield from (Statement(part, spot) for part in cut_into_statements(text))


def _only_names(spot: Spot) -> bool:
    """Return whether an item only names what the items below it are about."""
    return len(spot.text.split()) <= _LABEL_WORDS and _name(spot) == spot.text.rstrip(" :：.")


def _after(label: str, text: str) -> str:
    if not label:
        return text
    return f"{label} {text}" if label[-1] in "?!？！" else f"{label}: {text}"


def _label(outline: Outline, spot: Spot) -> str:
    """Return the words an item hangs on: those of the items above it, or the line that leads to its list."""
    names = [name for index in spot.parents if (name := _name(outline.spots[index]))]
    if spot.parents:
        path = names[-1:] if not names or len(": ".join(names[-2:])) > LONGEST_LABEL else names[-2:]
        return ": ".join(path)
    if spot.lead is None:
        return ""
    lead = split_sentences(outline.spots[spot.lead].text)[-1].rstrip(" :：.…")
    return lead if len(lead) <= LONGEST_LABEL else ""


def _name(spot: Spot) -> str:
    """Return the name of an item: its bold beginning, or all of it if that is short."""
    first = spot.block.strong[0] if spot.block.strong else ""
    if first and spot.text.startswith(first) and len(first) <= LONGEST_LABEL:
        return first.rstrip(" :：.")
    text = spot.text.rstrip(" :：")
    return text if len(text) <= _SHORT_NAME else _short_beginning(text)


def _short_beginning(text: str) -> str:
    """Return the beginning of a longer text up to the first sign, if it is short."""
    beginning = _SIGN.split(text, maxsplit=1)[0].strip()
    return beginning if len(beginning) <= _SHORT_NAME else ""
