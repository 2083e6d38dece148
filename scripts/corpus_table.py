"""Write the table in docs/corpus.md that says how much the bot comes with, from what it finds in the corpus.

    .venv/bin/python -m scripts.corpus_table

Everything outside the table stays as it is. The same corpus always gives the same table.
"""

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frontmatter

from bot.answers.corpus_statistics import EntryCounts
from bot.catalogue.load import load_catalogue
from bot.engine import open_engine
from bot.model.edition import Edition
from bot.model.entry import Entry
from bot.recaps.find_files import find_recaps

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "corpus.md"
_CORPUS = ROOT / "corpus"
_COLUMNS = ("edition", "recaps", "sources", "statements", "talks", "recorded", "told", "topics")
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|---|{'---:|' * (len(_COLUMNS) - 1)}\n"
_OTHERS = "other conferences"
_END = "\n\n"


@dataclass(slots=True)
class _Counts(EntryCounts):
    """Count the recap files of an edition too, and their sources: each once, by address or else by title."""

    sources: set[str] = field(default_factory=set)

    def add_recap(self, path: Path) -> None:
        """Count a recap and the sources it lists."""
        self.recaps.add(path.stem)
        sources: Any = frontmatter.load(str(path))["sources"]
        self.sources.update(source["url"] or source["title"] for source in sources)


def main() -> None:
    """Read the corpus and renew the table."""
    with tempfile.TemporaryDirectory() as home:
        engine = open_engine([_CORPUS / "recaps"], _CORPUS, Path(home))
        table = make_table(engine.entries())
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")


def make_table(entries: Iterable[Entry]) -> str:
    """Return the table: the newest edition first, other conferences, and everything together in its last line."""
    ordered = sorted(load_catalogue(_CORPUS).editions, key=_first_day, reverse=True)
    counts = {edition.id: _Counts() for edition in ordered} | {_OTHERS: _Counts()}
    total = _Counts()
    for entry in entries:
        for one in (counts.get(entry.event, counts[_OTHERS]), total):
            one.add(entry)
    for path in find_recaps(_CORPUS / "recaps"):
        for one in (counts[path.parent.name], total):
            one.add_recap(path)
    lines = [_line(edition.short_name, counts[edition.id]) for edition in ordered if counts[edition.id].topics]
    return _HEAD + "\n".join([*lines, _line(_OTHERS, counts[_OTHERS]), _line(f"{len(lines)} editions", total)])


def with_table(page: str, table: str) -> str:
    """Return the page with its table replaced."""
    before, head, rest = page.partition(_HEAD)
    if not head:
        raise SystemExit(f"{PAGE} holds no table to renew; put back its first two lines:\n{_HEAD}")
    return before + table + _END + rest.partition(_END)[2]


def _first_day(edition: Edition) -> str:
    return str(edition.starts_on or "")


def _line(name: str, counts: _Counts) -> str:
    numbers = (
        len(counts.recaps),
        len(counts.sources),
        counts.statements,
        counts.talks,
        counts.recorded,
        len(counts.told),
        len(counts.topics),
    )
    return f"| {name} | {' | '.join(f'{number:,}' for number in numbers)} |"


if __name__ == "__main__":
    main()
