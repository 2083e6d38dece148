"""Normalize spellings: case, accents and punctuation do not count."""

import re
import unicodedata

# Chinese, Japanese and Korean letters: a text in them may touch Latin words without a blank ("用CRD实现").
_WIDE_LETTERS = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30fa\u30fc-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
)
_WIDE_RUN = re.compile(f"[{_WIDE_LETTERS}]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")

# RankingFeatures that Unicode would turn into letters, marks that no one sees, and all kinds of hyphens and dashes.
_SIGNS = dict.fromkeys("™℠", " ") | dict.fromkeys("\u00ad\u200c\u200d\u2060\ufeff", "") | dict.fromkeys("‐‑‒–—―−", "-")
_SIGN = re.compile(f"[{''.join(_SIGNS)}]")
# Letters that Unicode does not take apart.
_LETTERS = dict(zip("øØłŁđĐı", "oOlLdDi", strict=True)) | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
_LETTER = re.compile(f"[{''.join(_LETTERS)}]")

_VERSION_SIGN = re.compile(r"[vV](?=\d+\.\d)(?<![^\W_].)")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_PERCENT = re.compile(r"\s%(?<=\d\s%)")
WORD = re.compile(
    r"""\d+(?:\.\d+)*(?:\s?-\s?\d+(?:\.\d+)*)?%             # 70%, 50-70%
    |   [^\W_]+(?:(?:(?<=\d)\.(?=\d)|&(?=[^\W_]))[^\W_]+)*  # words; 1.34 and 1&1 stay whole
        (?:[+\#]+(?![^\W_]|[+\#]))?                         # c++, c#
    """,
    re.VERBOSE,
)
# Most texts have no sign that can belong to a word, and then their words are found in half the time.
_MORE_THAN_LETTERS = re.compile(r"[%&+#.](?:(?<!\.)|(?=\d))")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_BLANKS = re.compile(r"\s")


def normalize(text: str) -> str:
    """Return the words of a text in lower case without accents and punctuation, one blank between two.

    A number stays one word: "v1.34" and "1.34" give "1.34", "9,000" gives "9000", "50 - 70 %" gives "50-70%". So do
    "c++", "c#" and "1&1". Everything else that is not a letter or digit parts words, and so does a change between
    Chinese, Japanese or Korean and other letters. Folding twice changes nothing.
    """
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())  # plain words, as most names and phrases are
    return " ".join(written_words(text)).casefold()


def written_words(text: str) -> list[str]:
    """Return the words that `normalize` finds, in their original case."""
    folded = fold_characters(text)
    if _MORE_THAN_LETTERS.search(folded) is None:
        return _LETTERS_AND_DIGITS.findall(folded)
    return [_BLANKS.sub("", word) if "-" in word else word for word in WORD.findall(folded)]


def fold_characters(text: str) -> str:
    """Return a text in which every `WORD` is one that `normalize` finds; punctuation stays."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", _SIGN.sub(lambda sign: _SIGNS[sign.group()], text))
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", text))
        text = _LETTER.sub(lambda letter: _LETTERS[letter.group()], text)
        text = _WIDE_RUN.sub(r" \g<0> ", text)
    if "%" in text:
        text = _PERCENT.sub("%", text)
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if "." in text:
        text = _VERSION_SIGN.sub("", text)
    return text
