"""Measure how fast the bot finds, starts and reads, beside its rivals on the same texts and the same lookups.

    python benchmarks/speed.py                     10,000 and 100,000 entries: about three minutes on two cores
    python benchmarks/speed.py --sizes 1000000     a million entries: about seven minutes, 3 GB of memory, 2 GB of disk

Entries, posts and lookups are invented, the same ones on every machine. A lookup is timed as a whole, from the words
typed to the ten best texts; the start until the first of them is answered. Every contender builds and answers in a
process of its own. Where a rival is slow, it is asked as many of the lookups as fit into --seconds. Absolute times
depend on the machine; the ratios to this bot's median hardly do.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.contenders import CONTENDERS
from benchmarks.measuring import Figures, ask, build, disk_mb, in_own_process, make_lookups
from benchmarks.table import print_table

_COLUMNS = ("build s", "disk MB", "start ms", "lookups", "p50 ms", "p99 ms", "p50 ratio", "resident MB", "own MB")


def main() -> None:
    """Measure what the command line asks for and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000", help="how many entries, commas between")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long a contender may look up")
    parser.add_argument("--markdown", type=float, default=4.0, help="how many megabytes of Markdown to read")
    parser.add_argument("--parts", default=",".join(_PARTS), help="which parts to measure, commas between")
    asked = parser.parse_args()
    for part in asked.parts.split(","):
        _PARTS[part](asked)


def _print_lookups(asked: argparse.Namespace) -> None:
    for size in map(int, asked.sizes.split(",")):
        print(f"{size:,} invented entries\n")
        print_table(("", *_COLUMNS), list(_contend(size, asked.seconds)))


def _print_reading(asked: argparse.Namespace) -> None:
    from benchmarks.reading import measure_reading  # noqa: PLC0415 - takes memory that lookups do not need

    print(f"{asked.markdown:g} MB of invented posts, one core\n")
    print_table(("", "seconds", "MB a second"), in_own_process(measure_reading, asked.markdown))


def _print_command(_: argparse.Namespace) -> None:
    from benchmarks.reading import measure_command  # noqa: PLC0415 - takes memory that lookups do not need

    print("The command `kubecon ask dra`, over the recaps that come with the bot\n")
    print_table(("", "seconds"), measure_command())


_PARTS = {"lookups": _print_lookups, "reading": _print_reading, "command": _print_command}


def _contend(size: int, most_seconds: float) -> Iterator[list[object]]:
    lookups = in_own_process(make_lookups, size)
    ours = 0.0
    for place, contender in enumerate(CONTENDERS):
        with tempfile.TemporaryDirectory(prefix="kubecon-bench-") as name:
            folder = Path(name)
            seconds = in_own_process(build, place, size, folder)
            figures = in_own_process(ask, place, folder, lookups, most_seconds)
            ours = ours or figures.percentile(0.5)
            yield [contender.name, seconds, disk_mb(folder), *_to_cells(figures, ours)]


def _to_cells(figures: Figures, ours: float) -> list[object]:
    half = figures.percentile(0.5)
    return [
        figures.start_ms,
        len(figures.lookup_ms),
        half,
        figures.percentile(0.99),
        half / ours,
        figures.resident_mb,
        figures.own_mb,
    ]


if __name__ == "__main__":
    main()
