"""Time the reading of recap files into an index, whole and after a change, and a command typed afterwards."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

import trafilatura
from markdown_it import MarkdownIt

from benchmarks.contenders import CORPUS
from benchmarks.posts import Author
from bot.catalogue.load import load_catalogue
from bot.extraction.extract import extract
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import write_index
from bot.ingest.build_index import open_index
from bot.recaps.find_files import find_recaps
from bot.recaps.read_recap import read_recap

Found = TypeVar("Found")
Row = tuple[str, float, float]

_COMMANDS = 5


def measure_reading(megabytes: float) -> list[Row]:
    """Return for each step its name, seconds, and megabytes of Markdown a second."""
    catalogue = load_catalogue(CORPUS)
    with tempfile.TemporaryDirectory(prefix="kubecon-bench-") as name:
        posts, home, index = (Path(name) / part for part in ("posts", "home", "index"))
        posts.mkdir()
        index.mkdir()
        files = Author(catalogue).write_posts(posts, megabytes)
        read, recaps = _timed(lambda: [read_recap(path) for path in files])
        found, entries = _timed(lambda: [extract(recap, catalogue) for recap in recaps])
        rivals = _time_rivals(files)
        indexed, _ = _timed(lambda: write_index([line for some in entries for line in entries_to_lines(some)], index))
        kept, _ = _timed(lambda: open_index(find_recaps(posts), catalogue, CORPUS, home))
        opened, _ = _timed(lambda: open_index(find_recaps(posts), catalogue, CORPUS, home))
        files[0].write_bytes(files[1].read_bytes())
        changed, _ = _timed(lambda: open_index(find_recaps(posts), catalogue, CORPUS, home))
    steps = {
        "read the files": read,
        "find talks and takeaways": found,
        **rivals,
        "write the index": indexed,
        f"all of it, {len(files)} files": kept,
        "again, nothing changed": opened,
        "again, one file changed": changed,
    }
    return [(step, seconds, megabytes / seconds) for step, seconds in steps.items()]


def _time_rivals(files: Sequence[Path]) -> dict[str, float]:
    """Return the seconds that the libraries need by themselves, for Markdown and for the same posts as web pages."""
    parser = MarkdownIt()
    texts = [path.read_text(encoding="utf-8") for path in files]
    pages = [f"<html><body><article>{parser.render(text)}</article></body></html>" for text in texts]
    parsed, _ = _timed(lambda: [parser.parse(text) for text in texts])
    extracted, _ = _timed(lambda: [trafilatura.extract(page) for page in pages])
    return {"markdown-it alone, the same posts": parsed, "trafilatura alone, the same as pages": extracted}


def measure_command() -> list[tuple[str, float]]:
    """Return the seconds of `kubecon ask dra` as its own process: the first one builds the index, others open it."""
    command = [str(Path(sys.executable).with_name("kubecon")), "ask", "dra"]
    with tempfile.TemporaryDirectory(prefix="kubecon-bench-") as home:

        def run() -> object:
            return subprocess.run(command, cwd=home, capture_output=True, check=True)  # noqa: S603 - our own command

        first, _ = _timed(run)
        later = median(_timed(run)[0] for _ in range(_COMMANDS))
    return [("the first, which builds the index", first), (f"later ones, median of {_COMMANDS}", later)]


def _timed(step: Callable[[], Found]) -> tuple[float, Found]:
    started = time.perf_counter()
    found = step()
    return time.perf_counter() - started, found
