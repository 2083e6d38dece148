"""Make texts on which a regular expression backtracks as much as it can: repeats of the pattern's own pieces."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Any

_PARSER: Any = import_module("re._parser")
_OPS: Any = import_module("re._constants")
_REPEATS = (_OPS.MAX_REPEAT, _OPS.MIN_REPEAT, _OPS.POSSESSIVE_REPEAT)
_LOOKS = (_OPS.ASSERT, _OPS.ASSERT_NOT)
_CATEGORIES = {
    _OPS.CATEGORY_DIGIT: re.compile(r"\d"),
    _OPS.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    _OPS.CATEGORY_SPACE: re.compile(r"\s"),
    _OPS.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    _OPS.CATEGORY_WORD: re.compile(r"\w"),
    _OPS.CATEGORY_NOT_WORD: re.compile(r"\W"),
}
_ORDINARY = " aA1.\n-の"  # what posts are made of, and so tried beside the letters that a pattern names
_OFTEN = 4  # a part repeated less often costs little

_Tree = Iterable[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Attack:
    """A text that nearly matches a pattern: what repeats, and what stands around it."""

    start: str
    piece: str
    ending: str

    def text(self, size: int) -> str:
        """Return the text in about `size` letters."""
        return self.start + self.piece * (size // len(self.piece)) + self.ending


def attacks(pattern: re.Pattern[str], few: int) -> Iterator[Attack]:
    """Yield texts that nearly match a pattern; each choice in the pattern is tried in `few` ways."""
    tree = _PARSER.parse(pattern.pattern, pattern.flags)
    named = "".join(dict.fromkeys(_literals(tree)))
    pieces = dict.fromkeys(_Pieces(named + _ORDINARY, few).of(tree))
    for before, piece in pieces:
        for ending in ("\n\ue000", f"{named}\ue000"):
            yield Attack(before, piece, ending)
            yield Attack("", before + piece, ending)
            yield Attack("", f"{before}{piece} ", ending)
            yield Attack("", f"{before}{piece}\n", ending)


def _literals(tree: _Tree) -> Iterator[str]:
    for op, value in tree:
        if op in (_OPS.LITERAL, _OPS.NOT_LITERAL):
            yield chr(value)
        elif op is _OPS.IN:
            yield from _literals(value)
        for part in _parts(op, value):
            yield from _literals(part)


def _parts(op: Any, value: Any) -> list[_Tree]:
    if op in _REPEATS:
        return [value[2]]
    if op is _OPS.SUBPATTERN:
        return [value[3]]
    if op is _OPS.ATOMIC_GROUP:
        return [value]
    if op is _OPS.BRANCH:
        return list(value[1])
    return [value[1]] if op in _LOOKS else []


class _Pieces:
    """Find the parts of a pattern that repeat, spelt in `few` ways each, with letters to choose from."""

    def __init__(self, letters: str, few: int) -> None:
        self._letters = letters
        self._few = few

    def of(self, tree: _Tree) -> Iterator[tuple[str, str]]:
        """Yield what comes before a repeated part and the part itself, and first the whole pattern."""
        yield from (("", whole) for whole in self._spellings(tree) if whole)
        yield from self._repeated(tree, "")

    def _repeated(self, tree: _Tree, before: str) -> Iterator[tuple[str, str]]:
        for op, value in tree:
            if op in _REPEATS and value[1] >= _OFTEN:
                yield from ((before, piece) for piece in self._spellings(value[2]) if piece)
            for part in _parts(op, value):
                yield from self._repeated(part, before)
            before += next(iter(self._step(op, value)), "")

    def _spellings(self, tree: _Tree) -> list[str]:
        """Return texts that a part of a pattern takes; a choice further on is made anew in each."""
        made = [""] * self._few
        for op, value in tree:
            choices = self._step(op, value) or [""]
            made = [text + choices[number % len(choices)] for number, text in enumerate(made)]
        return list(dict.fromkeys(made))

    def _step(self, op: Any, value: Any) -> list[str]:
        if op in (_OPS.LITERAL, _OPS.NOT_LITERAL, _OPS.ANY, _OPS.IN):
            return list(islice(filter(_taker(op, value), [*_first_letters(op, value), *self._letters]), self._few))
        if op in _LOOKS:
            return []
        texts = [text for part in _parts(op, value) for text in self._spellings(part)]
        return [text * min(max(1, value[0]), _OFTEN) for text in texts] if op in _REPEATS else texts


def _first_letters(op: Any, value: Any) -> Iterator[str]:
    """Yield a letter for each thing that a class of letters names."""
    named = value if op is _OPS.IN else [(op, value)]
    for kind, letter in named:
        if kind is _OPS.LITERAL:
            yield chr(letter)
        elif kind is _OPS.RANGE:
            yield chr(letter[0])


def _taker(op: Any, value: Any) -> Callable[[str], bool]:
    if op is _OPS.IN:
        is_without = value[0][0] is _OPS.NEGATE
        return lambda letter: any(_takes(kind, named, letter) for kind, named in value) is not is_without
    return lambda letter: _takes(op, value, letter)


def _takes(kind: Any, named: Any, letter: str) -> bool:
    if kind is _OPS.RANGE:
        return bool(named[0] <= ord(letter) <= named[1])
    if kind is _OPS.CATEGORY:
        return _CATEGORIES[named].match(letter) is not None
    if kind is _OPS.ANY:
        return letter != "\n"
    return bool((chr(named) == letter) is (kind is _OPS.LITERAL)) if kind is not _OPS.NEGATE else False
