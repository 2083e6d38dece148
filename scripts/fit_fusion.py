"""Fit how signs of words and of meaning count together, and write the weights into corpus/meaning/weights.toml.

    .venv/bin/python -m scripts.fit_fusion RECAPS LOOKUPS.jsonl

LOOKUPS holds one object a line: `q` (what is typed), `kind`, `evidence` (texts one of which the right entry holds) and
`docs` (the recaps it may come from, or none). The weights maximise the likelihood of the right entries among all
candidates of their lookup (a conditional logit, https://en.wikipedia.org/wiki/Conditional_logit). Figures are
cross-validated: lookups about one recap are either all fitted to or all judged.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from bot.answers.fusion import FusionWeights
from bot.engine import open_engine
from bot.model.entry import Entry
from bot.model.lookup import Lookup

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
WEIGHTS = CORPUS / "meaning" / "weights.toml"
NAMES = [one.name for one in fields(FusionWeights)]
FOLDS = 5
STEPS = 500
RATE = 0.3
PENALTY = 0.01
FIRST = 3  # an answer counts as found among the first three
COVERAGE_WEIGHT = 0.55  # scores stay on the scale of ranking.py, where coverage counts so much


@dataclass(frozen=True, slots=True)
class FusionExample:
    """One lookup: its kind, the recap it is about, the signs of its candidates, and which are right and kept."""

    kind: str
    recap: str
    signs: np.ndarray
    right: np.ndarray
    kept: np.ndarray


def normalize(text: str) -> str:
    """Return the words of a text, in lower case and without punctuation."""
    return " ".join(re.findall(r"\w+", text.lower()))


def is_right(entry: Entry, lookup: Mapping[str, Any]) -> bool:
    """Return whether an entry holds what the lookup wants."""
    if lookup.get("docs") and entry.source.recap not in lookup["docs"]:
        return False
    people = " ".join(f"{speaker.name} {speaker.org}" for speaker in entry.speakers)
    said = normalize(f"{entry.source.heading} {entry.title} {entry.text} {people}")
    return any(normalize(evidence) in said for evidence in lookup["evidence"])


def read_examples(recaps: Path, lookups: Path) -> Iterator[FusionExample]:
    """Return those lookups that words alone do not settle."""
    engine = open_engine([recaps], CORPUS, ROOT / "var")
    wanted = [json.loads(line) for line in lookups.read_text(encoding="utf-8").splitlines()]
    typed = [lookup["q"] for lookup in wanted]
    engine.prepare_meaning(typed, lambda done, of: print(f"{done} of {of} encoded", file=sys.stderr))
    for lookup in wanted:
        signs = engine.ranking_features(Lookup(lookup["q"])) if lookup["evidence"] else None
        if signs:
            right = np.array([is_right(one.candidate.record.entry, lookup) for one in signs])
            recap = next((s.candidate.record.entry.source.recap for s, ok in zip(signs, right, strict=True) if ok), "")
            kept = np.array([one.is_match() for one in signs])
            values = np.array([one.values for one in signs], dtype=float)
            yield FusionExample(lookup["kind"], (lookup.get("docs") or [recap])[0], values, right, kept)


def fit(examples: Sequence[FusionExample]) -> np.ndarray:
    """Return the weights that make the right candidates likeliest."""
    able = [one for one in examples if one.right.any()]
    spread = np.vstack([one.signs for one in able]).std(axis=0)
    signs = [one.signs / spread for one in able]
    weights = np.zeros(len(NAMES))
    for _ in range(STEPS):
        slope = PENALTY * weights
        for values, one in zip(signs, able, strict=True):
            odds = np.exp(values @ weights - (values @ weights).max())
            wanted = np.where(one.right, odds, 0)
            slope += (odds / odds.sum() - wanted / wanted.sum()) @ values / len(able)
        weights -= RATE * slope
    return weights / spread


def is_found(example: FusionExample, weights: np.ndarray) -> bool:
    """Return whether a right candidate is among the first that are kept."""
    scores = np.where(example.kept, example.signs @ weights, -np.inf)
    first = np.argsort(-scores)[:FIRST]
    return bool((example.right & example.kept)[first].any())


def cross_validate(examples: Sequence[FusionExample]) -> dict[str, tuple[int, int]]:
    """Return by kind how many lookups are found, and how many there are, with weights fitted to other recaps."""
    recaps = sorted({one.recap for one in examples})
    fold_of = {recap: number % FOLDS for number, recap in enumerate(np.random.default_rng(0).permutation(recaps))}
    found: dict[str, list[bool]] = defaultdict(list)
    for fold in range(FOLDS):
        weights = fit([one for one in examples if fold_of[one.recap] != fold])
        for one in examples:
            if fold_of[one.recap] == fold:
                found[one.kind].append(is_found(one, weights))
    return {kind: (sum(hits), len(hits)) for kind, hits in sorted(found.items())}


def write(weights: np.ndarray, figures: Mapping[str, tuple[int, int]]) -> None:
    """Write the weights with the figures of the fit."""
    told = ", ".join(f"{kind} {hits} of {count}" for kind, (hits, count) in figures.items())
    scaled = weights * COVERAGE_WEIGHT / weights[NAMES.index("coverage")]
    lines = [
        "# What each sign of a good answer adds to its score, where words alone do not settle a lookup.",
        "# Written by scripts/fit_fusion.py. Right within the first three, with weights fitted to other recaps:",
        f"# {told}.",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in zip(NAMES, scaled, strict=True)),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Fit, judge and write."""
    if len(arguments) != 2 or not all(Path(one).exists() for one in arguments):  # noqa: PLR2004 - the two it needs
        print(__doc__, file=sys.stderr)
        return 2
    examples = list(read_examples(*map(Path, arguments)))
    figures = cross_validate(examples)
    write(fit(examples), figures)
    print(WEIGHTS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
