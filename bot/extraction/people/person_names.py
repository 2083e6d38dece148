"""Decide by their form whether words are a person's name; there is no list of people."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from bot.catalogue.catalogue import Catalogue
from bot.extraction.people.company_names import is_company, is_role
from bot.languages.pattern_templates import words_of_class
from bot.model.edition import Edition

Found = TypeVar("Found")

SURE = 0.6  # two words with capitals that nothing speaks against
LIKELY = 0.25  # good enough if the words around it say that this is a name
UPPER = r"A-ZÀ-ÖØ-Þ\u0100-\u0136\u0139-\u0147\u014a-\u0178\u0179-\u017dȘȚ"  # within a set of letters

_FULL_NAME, _SINGLE_NAME = 0.85, 0.45
_ORDINARY_WORD, _FURTHER_WORD = 0.35, 0.15  # what speaks against a name
_MOST_WORDS, _USUAL_WORDS = 6, 3
_SHORTEST_SHOUTED = 4  # French posts write surnames in capitals
_PARTICLE = re.compile(r"d[aeiou]|dos|dell?a?|de[rn]|van|vo[nm]|zu|bin|ibn|al|el|la|le|y|e|te[rn]|af|mc")
_LONGEST_PARTICLE, _MOST_INITIALS = 5, 4
_NEVER_FIRST = re.compile(
    r"(?:an?|the|my|our|your|his|her|their|its|this|that|these|those|not?|how|why|what|when|where|who|and|but|so|then"
    r"|or|i) ",
    re.IGNORECASE,
)
_NICKNAME = re.compile(r"""\s?(?:["“”«»][^\s"“”«»?!]{2,20}["“”«»]|\([A-Z][\w-]{1,15}\))(?=\s)""")
_HELD = re.compile(r"['’](?:s|t|re|ve|ll|d|m)?$")  # "Acme's", "Don't"
_INITIALS = re.compile(r"(?:[A-Z]\.?){1,2}")
_PREFIX = re.compile(
    r"(?:Mc|Mac|De|Di|Du|Da|La|Le|Van|Von|Fitz|El|Al|O['’]|D['’]|L['’])(?=[A-Z])|(?:van|von|de|di)(?=[A-Z])"
)
_WIDE_NAME = re.compile(
    r"[\u3400-\u9fff々]{2,5}|[\u3400-\u9fff々]{1,3}[ \u3000][\u3400-\u9fff々\u3041-\u309f]{1,4}"
    r"|[\u30a0-\u30ff]{2,8}[・ ][\u30a0-\u30ff]{2,10}|[가-힣]{2,4}"
)
_HANDLE = re.compile(r"@[A-Za-z_][A-Za-z0-9_.-]{2,30}")
_SMALL_WORD = re.compile(r"(?<![\w@/.:-])[a-zà-öø-ÿ][a-zà-öø-ÿ'’]+(?![\w@/])")


def is_wide_name(text: str) -> bool:
    """Return whether a text may be a name in a script without capitals; only its context can confirm it."""
    return not text.isascii() and _WIDE_NAME.fullmatch(text) is not None


class NameClassifier:
    """Classify names in one recap, knowing which words it also writes in lower case."""

    def __init__(self, catalogue: Catalogue, texts: Iterable[str]) -> None:
        """Initialize with the recap's texts; a word that they write in small letters is hardly a name."""
        self._catalogue = catalogue
        self._small = {word for text in texts for word in _SMALL_WORD.findall(text)}
        self._places = _places(catalogue.editions)
        self._scores: dict[str, float] = {}
        self._ordinary: dict[str, bool] = {}
        self._remembered: dict[str, Any] = {}

    def score(self, text: str) -> float:
        """Return in 0..1 how likely the whole text is one person's name."""
        if text not in self._scores:
            self._scores[text] = self._judge(text)
        return self._scores[text]

    def remember(self, run: str, read: Callable[[str, "NameClassifier"], Found]) -> Found:
        """Return the cached result for a run of words, as posts repeat most of them."""
        if run not in self._remembered:
            self._remembered[run] = read(run, self)
        found: Found = self._remembered[run]
        return found

    def _judge(self, text: str) -> float:
        if text.startswith("@") and _HANDLE.fullmatch(text):
            return SURE
        if is_wide_name(text):
            return LIKELY
        words = (text if text.replace(" ", "").isalpha() else _NICKNAME.sub("", text)).split()
        if not 1 <= len(words) <= _MOST_WORDS or _NEVER_FIRST.match(text) or not _is_name_shaped(words):
            return 0.0
        telling = [word for word in words if not (_is_particle(word) or _is_initials(word))]
        score = _FULL_NAME if len(words) > 1 else _SINGLE_NAME
        score -= _ORDINARY_WORD * sum(map(self.is_ordinary, telling))
        score -= _FURTHER_WORD * max(0, len(telling) - _USUAL_WORDS)
        return score if telling and score >= LIKELY and not self._is_known_otherwise(text) else 0.0

    def _is_known_otherwise(self, text: str) -> bool:
        return is_company(text) or text.casefold() in self._places or self._catalogue.named(text) is not None

    def are_ordinary(self, words: Iterable[str]) -> bool:
        """Return whether all words are ordinary, so that no name can begin with two of them or be one of them."""
        return all(map(self.is_ordinary, words))

    def may_be_small_name(self, text: str) -> bool:
        """Return whether lower-case words can be a name where one is expected: none of them is ordinary."""
        known = self._catalogue.named
        return all(word not in words_of_class("ordinary_word") and known(word) is None for word in text.split())

    def is_ordinary(self, word: str) -> bool:
        """Return whether posts write the word in lower case, or it is a role, a topic or a place."""
        if word not in self._ordinary:
            small = word.casefold()
            is_known = (
                small in words_of_class("ordinary_word")
                or small in self._small
                or small in self._places
                or is_role(word)
            )
            self._ordinary[word] = is_known or self._catalogue.named(word) is not None
        return self._ordinary[word]


def _is_name_shaped(words: list[str]) -> bool:
    last = words[-1]
    if _is_particle(words[0]) or _is_particle(last) or any(map(_is_held, words)):
        return False
    if len(last) > 1 and _is_initials(last) and not last.endswith("."):
        return False
    is_shouted = len(words) > 1 and last.isupper() and last.isalpha() and len(last) >= _SHORTEST_SHOUTED
    return all(map(_is_name_word, words[:-1] if is_shouted else words))


def _is_particle(word: str) -> bool:
    return len(word) <= _LONGEST_PARTICLE and _PARTICLE.fullmatch(word) is not None


def _is_initials(word: str) -> bool:
    return len(word) <= _MOST_INITIALS and _INITIALS.fullmatch(word) is not None


def _is_held(word: str) -> bool:
    return ("'" in word or "’" in word) and _HELD.search(word) is not None


@lru_cache(maxsize=10_000)
def _is_name_word(word: str) -> bool:
    if _is_particle(word) or _is_initials(word):
        return True
    prefix = _PREFIX.match(word)
    bare = word[prefix.end() if prefix else 0 :]
    return bool(bare) and all(_is_particle(part) or _is_capitalised(part) for part in re.split(r"[-‐]", bare))


def _is_capitalised(part: str) -> bool:
    letters = part.replace("'", "").replace("’", "").rstrip(".")
    return letters.isalpha() and letters[0].isupper() and (letters[1:].islower() or len(letters) == 1)


@lru_cache(maxsize=4)
def _places(editions: tuple[Edition, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for one in editions for name in (one.city, one.country, *one.also) if name)
