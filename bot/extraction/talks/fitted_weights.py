"""Weigh features by weights that were fitted to posts with known talks."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Features = dict[str, float]

_WEIGHTS = Path(__file__).with_name("talk_weights.toml")


def weigh(table: str, features: Features) -> float:
    """Return how strongly features indicate a talk, by the weights of a table: above 0 they do."""
    weights = _load_weights()[table]
    return weights["bias"] + sum(weight * features[name] for name, weight in weights.items() if name != "bias")


@cache
def _load_weights() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads(_WEIGHTS.read_text(encoding="utf-8"))
