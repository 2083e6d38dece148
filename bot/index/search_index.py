"""Search the full-text index for the entries with the words of a lookup, best first."""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import tantivy

from bot.index.analyzer import cut_grams
from bot.index.entry_store import EntryStore, Record, line_to_entry, write_entries
from bot.index.meaning import write_passage_keys
from bot.index.schema import (
    ANY,
    EVENT,
    GRAMS,
    KIND,
    NEARBY,
    NUMBER,
    TITLE,
    TOPIC,
    all_of,
    event_term,
    fields_to_document,
    make_schema,
)
from bot.index.vocabulary import Vocabulary, write_vocabulary
from bot.model.entry import Entry, EntryKind

_WRITER_HEAP_BYTES = 128_000_000
_TITLE_BOOST = 1.5
_MOST_COUNTED = 2_000  # entries with a phrase; beyond that, the exact number does not matter
_NEARBY_BOOST = 0.3
_TIE = 0.1  # how much the second best way of saying a thing adds to the best one


@dataclass(frozen=True, slots=True)
class Term:
    """One way to express a concept: a word's stem, several stems in a row, or the name of a topic.

    `weight` in 0..1 is how far a match by this term can be trusted; `why` says it to a reader.
    """

    stems: tuple[str, ...]
    weight: float = 1.0
    why: str = ""
    topic: str = ""
    phrase: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep the stems as in a record's text, with spaces at both ends, because ranking searches for it often."""
        object.__setattr__(self, "phrase", f" {' '.join(self.stems)} ")


@dataclass(frozen=True, slots=True)
class Scope:
    """A filter on candidates; None and no events mean no filter, the event "" means entries without event."""

    kind: EntryKind | None = None
    events: tuple[str, ...] = ()

    def holds(self, entry: Entry) -> bool:
        """Return whether an entry is inside the scope."""
        return self.kind in {None, entry.kind} and (not self.events or entry.event in self.events)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that shares words with a lookup, and its BM25 score."""

    record: Record
    score: float


def write_index(lines: Sequence[str], folder: Path) -> None:
    """Write entries (as lines of entries_to_lines), vocabulary and full-text index into an empty folder."""
    write_entries(lines, folder)
    write_vocabulary(map(line_to_entry, lines), folder)
    write_passage_keys(map(line_to_entry, lines), folder)
    (folder / "text").mkdir()
    index = tantivy.Index(make_schema(), path=str(folder / "text"))
    writer = index.writer(_WRITER_HEAP_BYTES, num_threads=1)  # one thread: the same input gives the same index
    for number, line in enumerate(lines):
        writer.add_document(fields_to_document(json.loads(line), number))
    writer.commit()
    writer.wait_merging_threads()


class SearchIndex:
    """Find entries by the words in them; opened from a folder that write_index filled."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entry_store = EntryStore(folder)
        self._index = tantivy.Index.open(str(folder / "text"))
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self.names = Vocabulary(folder)
        self._phrase_count = lru_cache(maxsize=1024)(self._count_phrase)
        self._has_phrase = lru_cache(maxsize=4096)(self._find_phrase)
        self._frequency = lru_cache(maxsize=50_000)(self._count_holding)

    def __len__(self) -> int:
        """Count the entries."""
        return len(self._entry_store)

    def entries(self) -> Iterator[Entry]:
        """Return every entry."""
        return self._entry_store.entries()

    def line(self, number: int) -> str:
        """Return the stored line of one entry."""
        return self._entry_store.line(number)

    def candidate(self, number: int) -> Candidate:
        """Return an entry by its number, as a candidate that shares no word with the lookup."""
        return Candidate(self._entry_store.record(number), 0.0)

    def knows(self, stem: str) -> bool:
        """Return whether any entry contains the stem."""
        return self._frequency(ANY, stem) > 0

    def count_phrase(self, stems: tuple[str, ...]) -> int:
        """Count the entries that contain the stems as a phrase."""
        return self._phrase_count(stems)

    def _count_phrase(self, stems: tuple[str, ...]) -> int:
        return len(self._searcher.search(self._stems_query(ANY, stems), _MOST_COUNTED, count=False).hits)

    def has_phrase(self, stems: tuple[str, ...]) -> bool:
        """Return whether some entry contains the stems as a phrase."""
        return self._has_phrase(stems)

    def _find_phrase(self, stems: tuple[str, ...]) -> bool:
        return bool(self._searcher.search(self._stems_query(ANY, stems), 1, count=False).hits)

    def has_event(self, event: str) -> bool:
        """Return whether any entry is about the event."""
        return self._frequency(EVENT, event) > 0

    def count(self, stem: str) -> int:
        """Count the entries that contain the stem."""
        return self._frequency(ANY, stem)

    def holds(self, term: Term) -> bool:
        """Return whether entries contain the term: its topic, or all of its stems (in any order)."""
        by_name = bool(term.topic) and self._frequency(TOPIC, term.topic) > 0
        return by_name or (bool(term.stems) and all(map(self.knows, term.stems)))

    def rarity(self, term: Term) -> float:
        """Return how distinctive a term is: the inverse document frequency of its rarest stem.

        The formula is BM25's: ln(1 + (N - n + 0.5) / (n + 0.5)), https://en.wikipedia.org/wiki/Okapi_BM25.
        """
        count = min((self._frequency(ANY, stem) for stem in term.stems), default=0)
        if term.topic:
            count = max(count, self._frequency(TOPIC, term.topic))
        return math.log(1 + (len(self) - count + 0.5) / (count + 0.5))

    def candidates(self, concepts: Iterable[Sequence[Term]], scope: Scope, limit: int) -> list[Candidate]:
        """Return up to `limit` entries with at least one of the concepts, best first by BM25.

        Each concept is a sequence of terms that all mean the same thing.
        """
        asked = [(tantivy.Occur.Should, self._concept_query(terms)) for terms in concepts if terms]
        conditions = self._conditions(scope)
        if asked:
            conditions.append((tantivy.Occur.Must, tantivy.Query.boolean_query(asked)))
        if not conditions:
            return []
        return self._search(conditions, limit)

    def titles_like(self, words: Sequence[str], scope: Scope, limit: int) -> list[Candidate]:
        """Return up to `limit` entries whose titles share most runs of letters with some normalized words."""
        grams = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, GRAMS, gram, "basic"))
            for gram in dict.fromkeys(cut_grams(" ".join(words)))
        ]
        conditions = [*self._conditions(scope), (tantivy.Occur.Must, tantivy.Query.boolean_query(grams))]
        return self._search(conditions, limit) if grams else []

    def _search(self, conditions: Sequence[tuple[tantivy.Occur, tantivy.Query]], limit: int) -> list[Candidate]:
        hits = self._searcher.search(tantivy.Query.boolean_query(conditions), limit, count=False).hits
        numbers = self._searcher.fast_field_values(NUMBER, [address for _, address in hits])
        return [
            Candidate(self._entry_store.record(int(number or 0)), score)
            for (score, _), number in zip(hits, numbers, strict=True)
        ]

    def _count_holding(self, field: str, value: str) -> int:
        return int(self._searcher.doc_freq(field, value))

    def _conditions(self, scope: Scope) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        wanted = ((KIND, [str(scope.kind)] if scope.kind else []), (EVENT, list(map(event_term, scope.events))))
        queries = [tantivy.Query.term_set_query(self._schema, name, values) for name, values in wanted if values]
        return [(tantivy.Occur.Must, all_of(queries))] if queries else []

    def _concept_query(self, terms: Sequence[Term]) -> tantivy.Query:
        return tantivy.Query.disjunction_max_query(
            [query for term in terms for query in self._term_queries(term)], _TIE
        )

    def _term_queries(self, term: Term) -> Iterator[tantivy.Query]:
        if term.topic:
            topic = tantivy.Query.term_query(self._schema, TOPIC, term.topic, "basic")
            yield tantivy.Query.boost_query(topic, term.weight)
        if term.stems:
            yield tantivy.Query.boost_query(self._stems_query(ANY, term.stems), term.weight)
            yield tantivy.Query.boost_query(self._stems_query(TITLE, term.stems), term.weight * _TITLE_BOOST)
            yield tantivy.Query.boost_query(self._stems_query(NEARBY, term.stems), term.weight * _NEARBY_BOOST)

    def _stems_query(self, name: str, stems: tuple[str, ...]) -> tantivy.Query:
        if len(stems) == 1:
            return tantivy.Query.term_query(self._schema, name, stems[0])
        return tantivy.Query.phrase_query(self._schema, name, list(stems))
