"""Load the lists of words that distinguish names of people, companies, titles, themes and links."""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")
_WIDE = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々ー"  # scripts that part no words by blanks
_WIDE_RUN = re.compile(f"[{_WIDE}]+")
_WIDE_LETTER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_WORD = re.compile(rf"[^\W\d_{_WIDE}]+")


@cache
def company_words() -> frozenset[str]:
    """Return words that occur in names of companies and other organisations."""
    return frozenset(_read("company_words.txt").split())


@cache
def companies_like_people() -> frozenset[str]:
    """Return companies that are called after people, or otherwise like a person."""
    return frozenset(_read("companies.txt").splitlines())


def count_wide(text: str) -> int:
    """Return how many letters of a text are Chinese, Japanese or Korean, which have no spaces between words."""
    return 0 if text.isascii() else len(_WIDE_LETTER.findall(text))


def is_made_of(text: str, words: frozenset[str]) -> bool:
    """Return whether a text has words, and only those of a list; digits and signs do not count."""
    parted, runs = _WORD.findall(text.casefold()), () if text.isascii() else _WIDE_RUN.findall(text)
    return words.issuperset(parted) and all(map(_wide_pattern(words).fullmatch, runs)) and bool(parted or runs)


@cache
def _wide_pattern(words: frozenset[str]) -> re.Pattern[str]:
    wide = sorted(filter(_WIDE_RUN.fullmatch, words), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(wide)})+")


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").casefold()
