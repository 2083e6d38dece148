"""Write the tables in docs/reliability.md that say what the bot survives, from trying all of it.

    .venv/bin/python -m scripts.reliability_table [--kills 100] [--channels 300] [--seconds 60] [--drops 200] ...

It takes about half an hour. Each table stands between two marks; everything outside of them stays as it is. Fails where
a message is missing or is there twice, a lookup was not answered in time, a stranger was answered with a fault, or a
recap harmed the one beside it.
"""

import argparse
import datetime as dt
import os
import platform
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks import (
    digest_load,
    digest_troubles,
    hostile_input,
    hostile_recaps,
    kill_digests,
    odd_answers,
    socket_drops,
    strangers,
)
from bot.model.day_text import day_to_text

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reliability.md"
_COMMANDS_A_SECOND = 20
_TYPED_A_SECOND = 25.0
_ODD_TIMES = 2
_FEWER = 5  # troubles are lived through by so many times fewer channels than kills

Row = tuple[list[object], bool]


def main() -> int:
    """Try everything, and update the tables as they come."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--channels", type=int, default=300)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--due", type=int, default=5000)
    options.add_argument("--drops", type=int, default=200)
    options.add_argument("--suites", type=Path, help="public test suites, as benchmarks/hostile_input.py wants them")
    options.add_argument("--only", default="", help="the names of some tables, with commas between")
    chosen = options.parse_args()
    scale = digest_troubles.Scale(chosen.channels // _FEWER, chosen.seconds)
    tables: dict[str, tuple[Sequence[str], Iterable[Row]]] = {
        "kills": (kill_digests.COLUMNS, _kills(chosen.kills, chosen.channels)),
        "troubles": (digest_troubles.COLUMNS, digest_troubles.trouble_rows(scale)),
        "load": (
            digest_load.COLUMNS,
            map(digest_load.load_row, (chosen.due,), (chosen.seconds,), (_COMMANDS_A_SECOND,)),
        ),
        "drops": (socket_drops.COLUMNS, map(socket_drops.drops_row, (chosen.drops,), (_TYPED_A_SECOND,))),
        "odd": (odd_answers.COLUMNS, odd_answers.odd_rows(_ODD_TIMES)),
        "strangers": (strangers.COLUMNS, strangers.stranger_rows(chosen.seconds)),
        "hostile": (hostile_input.COLUMNS, _hostile(chosen.suites)),
        "recaps": (hostile_recaps.COLUMNS, hostile_recaps.hostile_rows()),
    }
    all_good = True
    for name in chosen.only.split(",") if chosen.only else tables:
        columns, rows = tables[name]
        lines = [_line(columns), "|---" * len(columns) + "|"]
        for row, is_good in rows:
            lines.append(_line(row))
            print(lines[-1], "" if is_good else "NOT GOOD", flush=True)
            all_good = all_good and is_good
            _update_table(name, "\n".join((*lines, "", _machine())))
    return 0 if all_good else 1


def _kills(kills: int, channels: int) -> Iterator[Row]:
    for where in ("slack", "discord"):
        yield kill_digests.kill_row(where, kills, channels, 1, postgres=False)
    for where in ("slack", "discord"):
        yield kill_digests.kill_row(where, kills, channels, 2, postgres=True)


def _hostile(suites: Path | None) -> Iterator[Row]:
    for what, outcome in hostile_input.rows(suites):
        yield [what, *outcome.cells()], outcome.is_good


def _update_table(name: str, text: str) -> None:
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_table(page, name, text), encoding="utf-8")


def with_table(page: str, name: str, text: str) -> str:
    """Return the page with what stands between two marks replaced."""
    begin, end = f"<!-- {name}: written by scripts/reliability_table.py -->", f"<!-- {name} ends -->"
    updated, number = re.subn(
        f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", page, flags=re.DOTALL
    )
    if number != 1:
        raise SystemExit(f"{PAGE} lacks its marks; put back {begin} and {end}")
    return updated


def _line(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _machine() -> str:
    day = dt.datetime.fromtimestamp(time.time(), dt.UTC)
    return f"Tried on {day_to_text(day)}, with {os.cpu_count()} cores and Python {platform.python_version()}."


if __name__ == "__main__":
    sys.exit(main())
