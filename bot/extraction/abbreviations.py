"""Learn the abbreviations that a recap explains: "Dynamic Resource Allocation (DRA)"."""

import re
from collections.abc import Iterator, Mapping

from bot.model.recap import Recap

# After A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
# text", 2003: https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf
_SHORT = r"[A-Za-z0-9][A-Za-z0-9&/.+-]{1,9}"
_IN_BRACKETS = re.compile(rf"[(（](?P<short>{_SHORT})[)）]")
_CLAUSE_END = re.compile(r"[()（）.;:!?。]\s")
_FURTHEST = 120
_SHORT_THEN_LONG = re.compile(rf"(?<![\w-])(?P<short>{_SHORT})\s*[(（](?P<long>[^()（）]{{4,90}})[)）]")
_AKA = re.compile(
    r"(?P<long>[A-Z][\w-]{1,40}(?: [A-Z][\w-]{1,40}){1,5}),? (?:aka|a\.k\.a\.|or|short:?|kurz) "
    rf"(?P<short>{_SHORT})\b"
)
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EXTRA_WORDS = 5


def learn_abbreviations(recap: Recap) -> Mapping[str, str]:
    """Return the abbreviations that a recap explains, each with its long form, as the recap writes both."""
    learned: dict[str, str] = {}
    for block in recap.blocks:
        for short, long in _explained(block.text):
            learned.setdefault(short, long)
    return learned


def _explained(text: str) -> Iterator[tuple[str, str]]:
    if "(" not in text and "（" not in text and " aka " not in text:
        return
    for match in _IN_BRACKETS.finditer(text):
        start = match.start() - text[match.start() - 1 : match.start()].isspace()
        before = _CLAUSE_END.split(text[max(0, start - _FURTHEST) : start])[-1]
        if _may_be_short(match["short"]) and (long := _long_form(match["short"], before)):
            yield match["short"], long
    for pattern in (_SHORT_THEN_LONG, _AKA):
        for match in pattern.finditer(text):
            if _may_be_short(match["short"]) and (long := _long_form(match["short"], match["long"])):
                yield match["short"], long


def _may_be_short(short: str) -> bool:
    """Return whether a word has the shape of an abbreviation: a capital and no plain word's shape."""
    capitals = sum(map(str.isupper, short))
    return capitals >= 2 or (capitals == 1 and any(map(str.isdigit, short)))  # noqa: PLR2004 - "SLA", "K8s"


def _long_form(short: str, before: str) -> str:
    """Return the end of a text that spells the abbreviation's letters in order, or "".

    The first letter must begin a word; the long form has no more words than letters allow.
    """
    letters = [letter.lower() for letter in short if letter.isalnum()]
    if letters and letters[-1] == "s" and short[-1] == "s":
        letters.pop()  # the plural
    words = _WIDE.split(before)[-1].strip().split()
    window = " ".join(words[-min(len(letters) + _EXTRA_WORDS, len(letters) * 2) :])
    position = len(window)
    for place in range(len(letters) - 1, -1, -1):
        position = _last(letters[place], window, position, begins_word=place == 0)
        if position < 0:
            return ""
    long = window[position:].strip(" ,;\"'“”*_")
    return long if len(long) > len(short) and short not in long.split() else ""


def _last(letter: str, window: str, before: int, *, begins_word: bool) -> int:
    """Return the last position of a letter before a place, at the beginning of a word if required."""
    position = before - 1
    while position >= 0:
        here = window[position].lower() == letter
        if here and (not begins_word or position == 0 or not window[position - 1].isalnum()):
            return position
        position -= 1
    return -1
