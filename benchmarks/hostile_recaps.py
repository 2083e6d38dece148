"""Recap files that mean harm, or look as if they did, and what comes of each beside a good one."""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.contenders import CORPUS
from bot.catalogue.load import load_catalogue
from bot.ingest.build_index import OpenIndex, open_index
from bot.recaps.find_files import find_recaps

Row = tuple[list[object], bool]

COLUMNS = ("recap file", "kB", "what the bot says of it", "is it read", "seconds")
GOOD = "# Otters at KubeCon NA 2025\n\n- Otters hold hands while they sleep in large clusters.\n"
_STATEMENT = "Otters hold hands while they sleep in large clusters."
_BODY = "\n## Takeaways\n\n- Stoats wait for their turn in every queue of the pond.\n"
_DEEP = 60_000


def _yaml(inside: str) -> bytes:
    return f"---\ntitle: Stoats at KubeCon NA 2025\n{inside}\n---\n{_BODY}".encode()


def _toml(inside: str) -> bytes:
    return f'+++\ntitle = "Stoats at KubeCon NA 2025"\n{inside}\n+++\n{_BODY}'.encode()


def _body(text: str) -> bytes:
    return _yaml("draft: false") + f"\n{text}\n".encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "YAML: lists nested 60,000 deep": lambda: _yaml(f"tags: {'[' * _DEEP}{']' * _DEEP}"),
    "YAML: 60,000 dashes in a line": lambda: _yaml(f"tags:\n{'- ' * _DEEP}x"),
    "YAML: 40 references that double each time": lambda: _yaml(
        "a0: &a0 x\n" + "\n".join(f"a{n + 1}: &a{n + 1} [*a{n}, *a{n}]" for n in range(40))
    ),
    "YAML: 100,000 values": lambda: _yaml(f"tags: [{'a,' * 100_000}]"),
    "YAML: no line of 2,000 is right": lambda: _yaml('a: "b" : [c\n' * 2_000),
    "YAML: front matter of 2 MB": lambda: _yaml("note: " + "x" * 2_000_000),
    "YAML: never closed": lambda: b"---\ntitle: [Stoats\n" + b"- {a: \n" * 20_000,
    "JSON: lists nested 60,000 deep": f'{{\n"tags": {"[" * _DEEP}\n}}\n{_BODY}'.encode,
    "TOML: a key of 60,000 parts": lambda: _toml("a." * _DEEP + "b = 1"),
    "TOML: tables nested 60,000 deep": lambda: _toml("a = " + "{a=" * _DEEP),
    "TOML: a table over several lines, twice": lambda: _toml('a = {\n b = { c = "x" },\n b = { c = "y" },\n}'),
    "TOML: a number of 100,000 digits": lambda: _toml("a = " + "9" * 100_000),
    "a date in the year 2099": lambda: _yaml("date: 2099-10-31"),
    "a rule in its first line": f"---\n\n## Takeaways\n{_BODY}\n---\n\n- Newts.\n".encode,
    "4 MB of opening brackets": lambda: _body("[" * 4_000_000),
    "quotes nested 50,000 deep": lambda: _body(">" * 50_000 + " x"),
    "lists nested 2,000 deep": lambda: _body("\n".join("  " * depth + "- x" for depth in range(2_000))),
    "a link label of 200 addresses": lambda: _body(f"- [{'http://' * 200}](x)"),
    "100,000 stars": lambda: _body("*" * 100_000),
    "100,000 colons behind a title": lambda: _body('- "A talk about Cilium"' + ":" * 100_000),
    "a word of 1 MB": lambda: _body("x" * 1_000_000),
    "a table of 20,000 columns": lambda: _body("|" * 20_000 + "\n" + "|-" * 20_000 + "|\n" + "|x" * 20_000),
    "HTML: elements nested 100,000 deep": lambda: b"<!doctype html><html><body>" + b"<div>" * 100_000 + b"x",
    "HTML: a comment that never ends": lambda: b"<html><body><p>x</p><!--" + b"-" * 1_000_000,
    "bytes that are no text": lambda: bytes(range(256)) * 400,
    "text in UTF-16, cut in the middle": lambda: GOOD.encode("utf-16")[:-7],
    "nothing at all": lambda: b"",
    "more than 5 MB": lambda: b"- x\n" * 1_500_000,
}
UNREADABLE = ("bytes that are no text", "nothing at all", "more than 5 MB")


def hostile_rows() -> Iterator[Row]:
    """Yield for each kind what came of it, and whether the good recap beside it was read and the bot found no fault."""
    for kind, content in HOSTILE.items():
        with tempfile.TemporaryDirectory(prefix="kubecon-bench-") as folder:
            yield _row(kind, content(), Path(folder))


def keep_beside_good(contents: dict[str, bytes], folder: Path) -> OpenIndex:
    """Read recaps, by the names of their files, beside a good one into an index below a folder."""
    recaps = folder / "recaps"
    recaps.mkdir()
    (recaps / "good.md").write_text(GOOD, encoding="utf-8")
    for name, content in contents.items():
        (recaps / name).write_bytes(content)
    today = dt.datetime.fromtimestamp(time.time(), dt.UTC).date()
    return open_index(find_recaps(recaps), load_catalogue(CORPUS), CORPUS, folder / "home", today)


def has_good(kept: OpenIndex) -> bool:
    """Return whether the good recap is found, and the bot met no fault of its own."""
    faults = [diagnostic for diagnostic in kept.diagnostics if "a fault of the bot" in diagnostic.reason]
    return _STATEMENT in {entry.text for entry in kept.index.entries()} and not faults


def _row(kind: str, content: bytes, folder: Path) -> Row:
    began = time.perf_counter()
    kept = keep_beside_good({"hostile.md": content}, folder)
    seconds = time.perf_counter() - began
    said = kept.diagnostics[0].reason if kept.diagnostics else "nothing"
    more = f" (and {len(kept.diagnostics) - 1} more)" if len(kept.diagnostics) > 1 else ""
    is_read = "yes" if "hostile" in kept.recaps else "no"
    return [kind, f"{len(content) / 1000:,.0f}", said + more, is_read, f"{seconds:.1f}"], has_good(kept)
