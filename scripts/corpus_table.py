"""Write the tables that say how much the bot comes with, from what it finds in the corpus.

The one in docs/corpus.md is by edition, the one in README.md by year.

    .venv/bin/python -m scripts.corpus_table

Everything outside the tables stays as it is. The same corpus always gives the same tables.
"""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import frontmatter

from bot.answers.corpus_statistics import EntryCounts
from bot.catalogue.load import load_catalogue
from bot.engine import Engine, open_engine
from bot.model.edition import Edition
from bot.model.entry import Entry
from bot.recaps.find_files import find_recaps

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "corpus.md"
README = ROOT / "README.md"
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
    """Read the corpus and update the tables."""
    with tempfile.TemporaryDirectory() as home:
        engine = open_engine([_CORPUS / "recaps"], _CORPUS, Path(home))
        tables = {PAGE: make_table(engine.entries()), README: make_yearly_table(engine)}
    for page, table in tables.items():
        page.write_text(with_table(page.read_text(encoding="utf-8"), table), encoding="utf-8")


def make_yearly_table(engine: Engine) -> str:
    """Return the table by year, the newest first."""
    by_year: dict[str, list[Edition]] = {}
    counts = engine.statistics().by_event
    for edition in sorted(engine.editions, key=_first_day, reverse=True):
        if edition.id in counts:
            by_year.setdefault(edition.id[-4:], []).append(edition)
    rows = [_yearly_row(year, editions, counts) for year, editions in by_year.items()]
    head = "| year | KubeCons | talks | with a recording | takeaways |\n|---|---|---:|---:|---:|"
    return "\n".join([head, *rows])


def _yearly_row(year: str, editions: list[Edition], counts: Mapping[str, EntryCounts]) -> str:
    names = ", ".join(edition.short_name.removeprefix("KubeCon ").removesuffix(f" {year}") for edition in editions)
    of_year = [counts[edition.id] for edition in editions]
    talks, recorded = sum(one.talks for one in of_year), sum(one.recorded for one in of_year)
    return f"| {year} | {names} | {talks:,} | {recorded:,} | {sum(one.statements for one in of_year):,} |"


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
    """Return the page with the table replaced that begins with the same two lines."""
    two_lines = "".join(table.splitlines(keepends=True)[:2])
    before, head, rest = page.partition(two_lines)
    if not head:
        raise SystemExit(f"a page holds no table to update; put back its first two lines:\n{two_lines}")
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
