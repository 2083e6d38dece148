"""Tell the language of a post, where its letters or its small words make it plain."""

import re

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
_SMALL_WORDS = {
    "en": "the of and to in is that for with this was are we you our it on at as have from by not",
    "de": "der die das und ist nicht mit für auf ein eine von den dem zu wir sich auch es im wie aber oder haben",
    "fr": "le la les des et est une un pour dans que qui sur pas avec nous ce cette du au aux par plus sont",
    "es": "el la los las y es una un para en que con por no del se como más al nos lo este esta",
    "it": "il la gli le di che è un una per con non del della sono nel alla più come questo anche si i",
    "pt": "o a os as de que e é um uma para com não em do da no na por mais como se nos",
    "nl": "de het een en van is dat op te niet met voor zijn ook aan er maar wij naar bij deze",
    "pl": "i w na z do że się jest nie to o jak po dla są przez ale oraz od za",
}
_SMALL_WORD_SETS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*")
_SAMPLE = 6_000


def read_language(code: str) -> str:
    """Return the ISO 639-1 code of "en-US" and the like, or ""."""
    found = _CODE.fullmatch(code)
    return found[1].lower() if found else ""


def guess_language(text: str) -> str:
    """Return the language that a text is plainly written in, or ""."""
    sample = text[:_SAMPLE]
    if not sample.isascii() and (language := _language_of_letters(sample)):
        return language
    return _language_of_words([word.lower() for word in _WORD.findall(sample)])


def _language_of_letters(sample: str) -> str:
    counts = {language: len(letters.findall(sample)) for language, letters in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"]:  # Japanese has Chinese characters too, but never alone
        counts["ja"] += counts["zh"]
        counts["zh"] = 0
    if counts["uk"] * 20 > counts["ru"]:
        counts["uk"] += counts["ru"]
    language = max(counts, key=lambda one: counts[one])
    letters = len(_WORD.findall(sample))
    return language if counts[language] > letters * 0.5 else ""


def _language_of_words(words: list[str]) -> str:
    counts = {language: sum(word in small for word in words) for language, small in _SMALL_WORD_SETS.items()}
    ranked = sorted(counts, key=lambda one: counts[one], reverse=True)
    best, second = counts[ranked[0]], counts[ranked[1]]
    return ranked[0] if best >= max(3, len(words) * 0.08) and best > second * 1.3 else ""
