"""The bot's own lookup and its rivals, each built and opened the way its makers tell people to."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz, process, utils

from bot.answers.look_up import Answerer
from bot.answers.query_words import load_query_words
from bot.catalogue.load import load_catalogue
from bot.index.analyzer import stem_word
from bot.index.entry_store import entries_to_lines
from bot.index.search_index import SearchIndex, write_index
from bot.ingest.manifest import read_manifest, write_manifest
from bot.model.entry import Entry, EntryKind
from bot.model.lookup import Lookup

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
_SHOWN = 10
_TEXTS = "texts.json"
_WORD = re.compile(r"\w+")

Finder = Callable[[str], Sequence[str]]


class Contender(Protocol):
    """Find texts: build writes what is needed into an empty folder, open makes a finder of the ten best texts."""

    name: str

    def build(self, entries: Sequence[Entry], folder: Path) -> None:
        """Write everything that lookups need into an empty folder."""

    def open(self, folder: Path) -> Finder:
        """Return the function that answers a lookup, best text first."""


def entry_to_text(entry: Entry) -> str:
    """Return everything an entry can be found by, as one text; rivals find editions by the words of their id."""
    people = (part for speaker in entry.speakers for part in (speaker.name, speaker.org))
    parts = (entry.title, entry.text, *people, entry.source.heading, entry.source.title, entry.event)
    return " ".join(filter(None, parts))


class BotSearch:
    """Answer as the bot does: reading, spelling, full-text index, ranking, grouping."""

    name = "this bot"

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write the index and its checksums."""
        recaps = groupby(entries, key=lambda entry: entry.source.recap)
        write_index([line for _, recap in recaps for line in entries_to_lines(list(recap))], folder)
        write_manifest([], self.name, folder)

    def open(self, folder: Path) -> Finder:
        """Check and open the index and read the catalogue, as a start of the bot does."""
        if read_manifest(folder, self.name) is None:
            raise SystemExit(f"{folder}: the index just built is not whole; the disk may be full")
        answerer = Answerer(load_catalogue(CORPUS), load_query_words(CORPUS), SearchIndex(folder))

        def find(words: str) -> Sequence[str]:
            entries = (match.entry for match in answerer.look_up(Lookup(words, limit=_SHOWN)).matches)
            return [entry_to_text(entry) for entry in entries if entry.kind is not EntryKind.PROJECT]

        return find


class FullTextTable:
    """Ask SQLite's FTS5 for any of the words, stems alike, ranked by its BM25."""

    name = "SQLite FTS5"

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        """Fill one full-text table and merge its parts."""
        database = sqlite3.connect(folder / "texts.db")
        database.execute("create virtual table texts using fts5(text, tokenize = 'porter unicode61')")
        database.executemany("insert into texts values (?)", ((entry_to_text(entry),) for entry in entries))
        database.execute("insert into texts(texts) values ('optimize')")
        database.commit()
        database.close()

    def open(self, folder: Path) -> Finder:
        """Open the database file."""
        database = sqlite3.connect(folder / "texts.db")

        def find(words: str) -> Sequence[str]:
            asked = " OR ".join(f'"{word}"' for word in _WORD.findall(words))
            if not asked:
                return ()
            rows = database.execute("select text from texts(?) order by rank limit ?", (asked, _SHOWN))
            return [text for (text,) in rows]

        return find


class SparseScores:
    """Ask bm25s, which weighs every word of every text beforehand; stems as the bot cuts them."""

    name = "bm25s"

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        """Weigh all words and save them."""
        import bm25s  # noqa: PLC0415 - its memory is not to be counted as the others'

        texts = [entry_to_text(entry) for entry in entries]
        index = bm25s.BM25()
        index.index(_to_stems(texts), show_progress=False)
        index.save(folder)
        (folder / _TEXTS).write_text(json.dumps(texts), encoding="utf-8")

    def open(self, folder: Path) -> Finder:
        """Map the saved weights into memory."""
        import bm25s  # noqa: PLC0415 - its memory is not to be counted as the others'

        texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
        index = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        shown = min(_SHOWN, len(texts))

        def find(words: str) -> Sequence[str]:
            numbers, scores = index.retrieve(_to_stems([words]), k=shown, show_progress=False)
            return [texts[number] for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]

        return find


def _to_stems(texts: list[str]) -> list[list[str]]:
    from bm25s import tokenize  # noqa: PLC0415 - its memory is not to be counted as the others'

    def stem(words: list[str]) -> list[str]:
        return list(map(stem_word, words))

    stems: list[list[str]] = tokenize(texts, stopwords="en", stemmer=stem, return_ids=False, show_progress=False)
    return stems


class EveryText:
    """Compare the lookup with every text by rapidfuzz, as chat bots with a list of texts often do.

    Of rapidfuzz's scorers this one finds most in lookups.py.
    """

    name = "rapidfuzz"

    def build(self, entries: Iterable[Entry], folder: Path) -> None:
        """Write the texts down; there is nothing to prepare."""
        (folder / _TEXTS).write_text(json.dumps([entry_to_text(entry) for entry in entries]), encoding="utf-8")

    def open(self, folder: Path) -> Finder:
        """Read all texts, and fold them once for all lookups."""
        texts = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
        normalized = [utils.default_process(text) for text in texts]

        def find(words: str) -> Sequence[str]:
            typed = utils.default_process(words)
            found = process.extract(typed, normalized, scorer=fuzz.partial_ratio, score_cutoff=60, limit=_SHOWN)
            return [texts[number] for _, _, number in found]

        return find


CONTENDERS: tuple[Contender, ...] = (BotSearch(), FullTextTable(), SparseScores(), EveryText())
