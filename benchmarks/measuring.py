"""Measure the time, disk and memory of one contender, each in a process of its own so that figures do not mix."""

import itertools
import math
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.contenders import CONTENDERS, CORPUS, Contender
from benchmarks.synthetic import make_entries
from benchmarks.typed import Typist
from bot.catalogue.load import load_catalogue

Given = ParamSpec("Given")
Found = TypeVar("Found")

_LOOKUPS_OF_A_KIND = 100
_SAMPLED_ENTRIES = 5_000
_FEWEST_LOOKUPS = 5
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Figures:
    """What lookups cost: the start until the first answer, then each lookup, and memory after the last.

    `resident_mb` counts pages of mapped files too, which the system takes back when it needs them; `own_mb` does not.
    """

    start_ms: float
    lookup_ms: tuple[float, ...]
    resident_mb: float
    own_mb: float

    def percentile(self, share: float) -> float:
        """Return the time in milliseconds that this share of the lookups stayed within."""
        ordered = sorted(self.lookup_ms)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def in_own_process(function: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> Found:
    """Call a function in a fresh process, so that nothing that ran before is warm or takes memory."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(function, *args, **kwargs).result()


def make_lookups(count: int) -> list[str]:
    """Type a thousand lookups of all kinds, from a sample of so many invented entries."""
    catalogue = load_catalogue(CORPUS)
    sample = itertools.islice(make_entries(count, catalogue), 0, None, max(1, count // _SAMPLED_ENTRIES))
    return Typist(list(sample), catalogue).lookups(_LOOKUPS_OF_A_KIND)


def build(place: int, count: int, folder: Path) -> float:
    """Build a contender over so many invented entries and return the seconds it took."""
    entries = list(make_entries(count, load_catalogue(CORPUS)))
    started = time.perf_counter()
    CONTENDERS[place].build(entries, folder)
    return time.perf_counter() - started


def ask(place: int, folder: Path, lookups: Sequence[str], most_seconds: float) -> Figures:
    """Open a contender and look up the lookups in turn, until they or the seconds run out."""
    contender: Contender = CONTENDERS[place]
    started = time.perf_counter()
    find = contender.open(folder)
    find(lookups[0])
    opened = time.perf_counter()
    taken: list[float] = []
    for lookup in lookups[1:]:
        before = time.perf_counter()
        find(lookup)
        taken.append((time.perf_counter() - before) * 1000)
        if before - opened > most_seconds and len(taken) >= _FEWEST_LOOKUPS:
            break
    return Figures((opened - started) * 1000, tuple(taken), *_memory_mb())


def disk_mb(folder: Path) -> float:
    """Return how much room the files in a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _memory_mb() -> tuple[float, float]:
    if _STATUS.exists():
        fields = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines())
        resident, own = (int(fields[name].split()[0]) / 1000 for name in ("VmRSS", "RssAnon"))
        return resident, own
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return most, most
