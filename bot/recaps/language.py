"""Detect the language of a post from its script or its function words, if they are clear."""

import re
from collections import Counter

from bot.languages.pattern_templates import words_by_language

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("uk", re.compile("[іїєґІЇЄҐ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
_SMALL_WORDS = words_by_language("small_word")
_LANGUAGES_OF = {
    word: [language for language, words in _SMALL_WORDS.items() if word in words]
    for words in _SMALL_WORDS.values()
    for word in words
}
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
_OTHER_THAN_LATIN = re.compile("[\u0370-\u1cff\u3040-\ud7af]")
_SHARE_OF_LETTERS = 0.5
_SAMPLE = 3_000
_FEWEST_WORDS = 3
_SHARE_OF_WORDS = 0.08
_AHEAD = 1.3


def read_language(code: str) -> str:
    """Return the ISO 639-1 code of "en-US" and the like, or ""."""
    found = _CODE.fullmatch(code.strip())
    return found[1].lower() if found else ""


def guess_language(text: str) -> str:
    """Return the language that a text is plainly written in, or ""."""
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    foreign = 0 if sample.isascii() else len(_OTHER_THAN_LATIN.findall(sample))
    return _language_of_letters(sample) if foreign > len(words) * _SHARE_OF_LETTERS else _language_of_words(words)


def _language_of_letters(sample: str) -> str:
    counts = {language: len(letters.findall(sample)) for language, letters in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"]:  # Japanese has Chinese characters too, but never only these
        counts["zh"] = 0
    if counts["uk"] * 20 > counts["ru"]:  # Ukrainian is known by a few letters that Russian has not
        counts["ru"] = 0
    return max(counts, key=lambda language: counts[language])


def _language_of_words(words: list[str]) -> str:
    counts = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    (best, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= max(_FEWEST_WORDS, len(words) * _SHARE_OF_WORDS) and most > second * _AHEAD else ""
