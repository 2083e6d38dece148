"""Measure how often a lookup finds what it should, the bot beside its rivals over the same entries.

    python benchmarks/lookups.py                      the recaps that the bot comes with, and gold.jsonl
    python benchmarks/lookups.py --gold FILE --recaps DIR

A line of the gold file holds `words`, a `kind`, and `expects`: all of these texts have to stand in one talk or takeaway
(its title, text, speakers, headings or edition); `a|b` where either will do. A lookup that expects nothing has to find
nothing. A topic's own card counts for nothing: only what recaps say does.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from benchmarks.contenders import CONTENDERS, CORPUS, Contender
from benchmarks.table import print_table
from bot.catalogue.load import load_catalogue
from bot.errors import RecapError
from bot.extraction.extract import extract
from bot.model.entry import Entry
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap

_GOLD = Path(__file__).with_name("gold.jsonl")
_ALL = "all"
_EARLY = 3


@dataclass(frozen=True, slots=True)
class Gold:
    """A lookup, its kind, and what has to stand in the entry that it ought to find."""

    words: str
    kind: str
    expects: tuple[str, ...]

    def place_in(self, texts: Sequence[str]) -> int:
        """Return the place of the first right text, from 1; 0 if there is none, or where there ought to be none."""
        if not self.expects:
            return 0 if texts else 1
        places = (place for place, text in enumerate(texts, 1) if self._stands_in(text.casefold()))
        return next(places, 0)

    def _stands_in(self, text: str) -> bool:
        return all(any(way in text for way in expected.casefold().split("|")) for expected in self.expects)


def main() -> None:
    """Print for each contender and kind of lookup how often the right entry came first, and in the first three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=_GOLD, help="the lookups and what they ought to find")
    parser.add_argument("--recaps", type=Path, default=CORPUS / "recaps", help="the folder of recaps to find it in")
    parser.add_argument("--misses", action="store_true", help="name the lookups that the bot does not answer first")
    asked = parser.parse_args()
    gold = [Gold(**json.loads(line)) for line in asked.gold.read_text(encoding="utf-8").splitlines()]
    entries = read_entries(asked.recaps)
    print(f"{len(gold)} lookups over {len(entries):,} entries: right one first / in the first three / mean 1/place\n")
    places = {contender.name: _places(contender, entries, gold) for contender in CONTENDERS}
    kinds = [*dict.fromkeys(one.kind for one in gold), _ALL]
    rows = [
        [f"{kind} ({_count(gold, kind)})", *(_score(found, gold, kind) for found in places.values())] for kind in kinds
    ]
    print_table(("", *places), rows)
    if asked.misses:
        print(*_missed(places[CONTENDERS[0].name], gold), sep="\n")


def read_entries(folder: Path) -> list[Entry]:
    """Return the entries of all recaps below a folder that can be read."""
    catalogue = load_catalogue(CORPUS)
    entries: list[Entry] = []
    for path in find_recaps(folder):
        with suppress(RecapError):
            entries.extend(extract(read_recap(path), catalogue))
    return entries


def _places(contender: Contender, entries: Sequence[Entry], gold: Iterable[Gold]) -> list[int]:
    """Return for each lookup the place of the right text, 0 if it is not among the ten shown."""
    with tempfile.TemporaryDirectory(prefix="kubecon-bench-") as folder:
        contender.build(entries, Path(folder))
        find = contender.open(Path(folder))
        return [one.place_in(find(one.words)) for one in gold]


def _row(kind: str, gold: Sequence[Gold], places: Iterable[Sequence[int]]) -> list[str]:
    return [f"{kind} ({_count(gold, kind)})", *(_score(found, gold, kind) for found in places)]


def _score(places: Sequence[int], gold: Sequence[Gold], kind: str) -> str:
    own = [place for place, one in zip(places, gold, strict=True) if kind in (one.kind, _ALL)]
    first = fmean(place == 1 for place in own)
    early = fmean(0 < place <= _EARLY for place in own)
    return f"{first:4.0%} / {early:4.0%} / {fmean(1 / place if place else 0 for place in own):.2f}"


def _count(gold: Sequence[Gold], kind: str) -> int:
    return sum(kind in (one.kind, _ALL) for one in gold)


def _missed(places: Sequence[int], gold: Sequence[Gold]) -> list[str]:
    return [
        f"{one.kind}: {one.words!r} finds it at place {place or 'none'}"
        for place, one in zip(places, gold, strict=True)
        if place != 1
    ]


if __name__ == "__main__":
    main()
