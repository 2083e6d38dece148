"""The little words of questions, and words that people use for the same thing."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.catalogue.folding import fold


@dataclass(frozen=True, slots=True)
class Words:
    """Hold folded words: `little` ones decide nothing, `same` gives for a word those that may stand for it.

    `kinds` maps what people call a kind of entry ("sessions") to its name ("talk").
    `asks` maps what a question may be after ("number", "date", "share", "maturity") to words that ask for it.
    """

    little: frozenset[str]
    same: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, str]
    asks: Mapping[str, tuple[str, ...]]


def load_words(corpus: Path) -> Words:
    """Read words.toml of the corpus folder."""
    with (corpus / "words.toml").open("rb") as file:
        fields = tomllib.load(file)
    return Words(
        little=frozenset(fold(" ".join(fields["little"].values())).split()),
        same=_neighbours(fields["same"]),
        kinds={fold(word): kind for kind, words in fields["kinds"].items() for word in words.split()},
        asks={what: tuple(map(fold, asking)) for what, asking in fields["asks"].items()},
    )


def _neighbours(groups: list[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        words = [fold(word) for word in group.split(",")]
        for word in words:
            found[word].update(dict.fromkeys(other for other in words if other != word))
    return {word: tuple(others) for word, others in found.items()}
