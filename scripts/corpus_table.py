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

from bot.catalogue.edition import Edition
from bot.catalogue.load import load_catalogue
from bot.engine import open_engine
from bot.extraction.entry import Entry, EntryKind
from bot.recaps.finding import find_recaps

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "corpus.md"
_CORPUS = ROOT / "corpus"
_HEAD = "| edition | recaps | sources | statements | talks | topics |\n|---|---:|---:|---:|---:|---:|\n"
_END = "\n\n"


@dataclass(slots=True)
class _Counts:
    """Collect what there is of one edition; sources count once each, by address or else by title."""

    recaps: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    statements: int = 0
    talks: int = 0
    topics: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        self.statements += entry.kind is EntryKind.TAKEAWAY
        self.talks += entry.kind is EntryKind.TALK
        self.topics.update(entry.topics)

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
    """Return the table, the newest edition first, with everything together in its last line."""
    counts: dict[str, _Counts] = {}
    total = _Counts()
    for entry in entries:
        for one in (counts.setdefault(entry.event, _Counts()), total):
            one.add(entry)
    for path in find_recaps(_CORPUS / "recaps"):
        for one in (counts.setdefault(path.parent.name, _Counts()), total):
            one.add_recap(path)
    editions = sorted(load_catalogue(_CORPUS).editions, key=_first_day, reverse=True)
    lines = [_line(edition.short_name, counts[edition.id]) for edition in editions if edition.id in counts]
    return _HEAD + "\n".join([*lines, _line(f"{len(lines)} editions", total)])


def with_table(page: str, table: str) -> str:
    """Return the page with its table replaced."""
    before, head, rest = page.partition(_HEAD)
    if not head:
        raise SystemExit(f"{PAGE} holds no table to renew; put back its first two lines:\n{_HEAD}")
    return before + table + _END + rest.partition(_END)[2]


def _first_day(edition: Edition) -> str:
    return str(edition.starts_on or "")


def _line(name: str, counts: _Counts) -> str:
    cells = (len(counts.recaps), len(counts.sources), counts.statements, counts.talks, len(counts.topics))
    return f"| {name} | {' | '.join(f'{number:,}' for number in cells)} |"


if __name__ == "__main__":
    main()
