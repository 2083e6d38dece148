"""Weigh features by weights that were fitted to posts with known talks."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.extraction.talks.scoring import ENOUGH

Features = dict[str, float]

# By how much the features must speak for a talk: a talk invented is worse than one missed. Chosen by the mean F1 of a
# post, over posts of authors that the weights did not learn from, and for people over further posts too.
_MARGINS = {"headings": 0.3, "marked": 1.0, "people": 1.5}
_WEIGHTS = Path(__file__).with_name("talk_weights.toml")


def weigh(table: str, features: Features) -> float:
    """Return the evidence of features by the weights of a table: ENOUGH if they clearly indicate a talk."""
    weights = _load_weights()[table]
    return (
        ENOUGH
        - _MARGINS[table]
        + weights["bias"]
        + sum(weight * features[name] for name, weight in weights.items() if name != "bias")
    )


@cache
def _load_weights() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
