"""Recognize one company in the different names that schedules write."""

import tomllib
from functools import cache
from pathlib import Path

from bot.catalogue.normalize import normalize

# It is the same whatever topics and recaps are read, and so is no part of what the catalogue is opened with.
_FILE = Path(__file__).resolve().parents[2] / "corpus" / "companies.toml"
_SHORTEST_INITIALS = 3  # two letters are the initials of too many


def is_same_company(one: str, other: str) -> bool:
    """Return whether two names are of one company: "AWS" and "Amazon Web Services", "IBM" and "IBM Research"."""
    return any(_is_alike(_words(this), _words(that)) for this in _names(one) for that in _names(other))


def _is_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    short, long = sorted((one, other), key=len)
    if not short or "".join(short) == "".join(long):
        return bool(short)
    is_within = any(long[start : start + len(short)] == short for start in range(len(long)))
    initials = "".join(word[0] for word in long)
    return is_within or (len(initials) >= _SHORTEST_INITIALS and short == (initials,))


@cache
def _names(name: str) -> frozenset[str]:
    """Return a name and the other names of that company."""
    known = (group for group in _groups() if any(_words(name) == _words(one) for one in group))
    return frozenset({name}.union(*known))


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(normalize(name).removeprefix("the ").split())


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, tomllib.loads(_FILE.read_text(encoding="utf-8"))["same"]))
