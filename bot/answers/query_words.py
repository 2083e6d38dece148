"""Load stop words, synonyms and question words."""

import tomllib
from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.catalogue.common_words import CommonWords
from bot.catalogue.normalize import normalize


@dataclass(frozen=True, slots=True)
class QueryWords:
    """Normalized words: `stop_words` decide nothing, `synonyms` gives the words that may replace a word.

    `aspects` say what of a thing is wanted ("alternatives"), and are said of many things.
    `kinds` maps what people call a kind of entry ("sessions") to its name ("talk").
    `asks` maps what a question may be after ("number", "date", "share", "maturity") to words that ask for it.
    `ordinary` words are of everyday speech.
    """

    stop_words: frozenset[str]
    synonyms: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    question_words: Mapping[str, tuple[str, ...]]
    aspects: frozenset[str] = frozenset()
    ordinary: Container[str] = frozenset()


def read_query_words(corpus: Path) -> dict[str, Any]:
    """Read query_words.toml of the corpus folder: a section for each language, and some for all."""
    with (corpus / "query_words.toml").open("rb") as file:
        return tomllib.load(file)


def load_query_words(corpus: Path) -> QueryWords:
    """Load stop words, synonyms and question words from the corpus folder."""
    fields = read_query_words(corpus)
    little = (section.get(name, "") for section in fields.values() for name in ("little", "binding"))
    return QueryWords(
        stop_words=frozenset(normalize(" ".join(little)).split()),
        synonyms=_neighbours(fields["same"]["groups"]),
        kinds={normalize(word): kind for kind, words in fields["kinds"].items() for word in words.split()},
        question_words={what: tuple(map(normalize, asking)) for what, asking in fields["asks"].items()},
        aspects=frozenset(normalize(fields["aspects"]["words"]).split()),
        ordinary=CommonWords(corpus / "ordinary_words.txt"),
    )


def _neighbours(groups: list[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        words = [normalize(word) for word in group.split(",")]
        for word in words:
            found[word].update(dict.fromkeys(other for other in words if other != word))
    return {word: tuple(others) for word, others in found.items()}
