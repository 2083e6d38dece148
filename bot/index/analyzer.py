"""Reduce texts and lookups to the same word stems."""

import re
from functools import lru_cache

import tantivy

from bot.catalogue.normalize import normalize

# Scripts written without (reliable) blanks, Thai, Khmer, Chinese, Japanese, Korean: cut into pairs of letters.
_WIDE_RUN = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u1780-\u17ff\u2e80-\U0010ffff]+")
# What the stemmer makes the same as a word of another meaning ("certificate"), and another form with a stem of its own.
_STEMMED_TOO_FAR = re.compile(r"\bcertifications?\b")
_APART = "certified"
_CACHED_WORDS = 4096
_GRAM = 3
_SHORTEST_CUT = 3  # letters of a word that is cut into grams


def _make_stemmer() -> tantivy.TextAnalyzer:
    # English for all: other languages lose a little, but the same on both sides.
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
        .filter(tantivy.Filter.stemmer("english"))
        .filter(tantivy.Filter.remove_long(80))
        .build()
    )


_STEMMER = _make_stemmer()


def _pairs(run: re.Match[str]) -> str:
    letters = run.group()
    if len(letters) == 1:
        return f" {letters} "
    return " " + " ".join(letters[i : i + 2] for i in range(len(letters) - 1)) + " "


def split_words(text: str) -> list[str]:
    """Cut text into normalized words; a run of unspaced script becomes its overlapping pairs of letters."""
    return _WIDE_RUN.sub(_pairs, normalize(text)).split()


def stem_text(text: str) -> list[str]:
    """Cut text into word stems in reading order."""
    return _stem(_WIDE_RUN.sub(_pairs, normalize(text)))


def _stem(normalized: str) -> list[str]:
    stems: list[str] = _STEMMER.analyze(_STEMMED_TOO_FAR.sub(_APART, normalized))
    return stems


def cut_grams(text: str) -> list[str]:
    """Return the runs of three letters of a text's normalized words, each word with a mark at both ends."""
    marked = (f"^{word}$" for word in normalize(text).split() if len(word) >= _SHORTEST_CUT)
    return [word[place : place + _GRAM] for word in marked for place in range(len(word) - _GRAM + 1)]


@lru_cache(maxsize=_CACHED_WORDS)
def stem_word(word: str) -> str:
    """Return the stem of a normalized word, the word itself if it has none."""
    stems = _stem(word)
    return stems[0] if stems else word
