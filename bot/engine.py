"""Open the recaps and answer lookups from them; adapters reach it through bot.app."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

from bot.answers.answer_question import QuestionAnswerer
from bot.answers.autocomplete import Completer
from bot.answers.corpus_statistics import CorpusStatistics, count_statistics
from bot.answers.fusion import Fusion, RankingFeatures, may_need_meaning, read_weights
from bot.answers.look_up import Answerer
from bot.answers.phrase_tagger import load_phrase_tagger
from bot.answers.query_words import load_query_words
from bot.answers.question import Question
from bot.answers.separate_index import SeparateIndexer
from bot.answers.talks_by_link import TalksByLink
from bot.answers.trends import MOST_TRENDS, talks_by_edition, trends_of
from bot.catalogue.as_of import days_of_knowledge
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.data_files import read_facts
from bot.catalogue.load import load_catalogue
from bot.catalogue.updated_files import UpdatedFiles
from bot.digests.catalogue_news import facts_to_news, latest_news, news_of
from bot.digests.changed_sessions import changes_to_entries, with_changed_days
from bot.digests.compose import compose
from bot.digests.entry_key import key_of
from bot.digests.entry_pool import EntryPool, find_background_topics
from bot.digests.session_calendar import calendar_sessions
from bot.errors import Diagnostic
from bot.index.meaning import Meaning
from bot.index.search_index import SearchIndex
from bot.ingest.build_index import BuiltIndex, build_index
from bot.model.calendar_session import CalendarSession
from bot.model.channel import Seen, Subscription
from bot.model.digest import Digest, EmptyDigest
from bot.model.due_digest import DueDigest
from bot.model.edition import Edition
from bot.model.enhancement import FILE as KEPS
from bot.model.entry import Entry
from bot.model.linked_talk import LinkedTalk
from bot.model.lookup import Answer, LookUp, Lookup
from bot.model.progress import Progress, no_progress
from bot.model.schedule_change import FILE as CHANGES
from bot.model.schedule_change import load_changes
from bot.model.suggestion import Suggestion
from bot.model.topic import Topic
from bot.model.topic_share import TopicShare
from bot.recaps.find_files import find_recaps


@dataclass(slots=True)
class Engine:
    """Answer lookups from the recaps it was opened with, until it takes over those of a newer one.

    `diagnostics` are problems to fix in the recap files; `editions` are all known KubeCons.
    """

    diagnostics: tuple[Diagnostic, ...]
    editions: tuple[Edition, ...]
    _answerer: QuestionAnswerer
    _index: SearchIndex
    _completer: Completer
    _count: Callable[[], CorpusStatistics]
    _recaps: frozenset[str] = frozenset()
    _background_topics: frozenset[str] = frozenset()
    _news: tuple[Entry, ...] = ()
    _changes: tuple[Entry, ...] = ()
    _meaning: Meaning | None = None
    _separate_indexer: SeparateIndexer | None = None
    _watched: Callable[[LookUp, Lookup], Answer] | None = None
    _entry_pool: EntryPool = field(init=False)
    _talks_by_link: TalksByLink = field(init=False)

    def __post_init__(self) -> None:
        """Prepare for digests and links, which load all entries when the first is asked for."""
        self._entry_pool = EntryPool(
            self.entries, self.find_topics, self._background_topics, self._news, self.editions, self._changes
        )
        self._talks_by_link = TalksByLink(self._index)

    def look_up(self, lookup: Lookup) -> Answer:
        """Answer a lookup; never raises, whatever the input."""
        look_up = self._answerer.look_up
        return self._watched(look_up, lookup) if self._watched else look_up(lookup)

    def explain(self, lookup: Lookup) -> Question:
        """Return how a lookup is read."""
        return self._answerer.explain(lookup)

    def watch(self, watched: Callable[[LookUp, Lookup], Answer]) -> None:
        """Pass every lookup through `watched`, which counts and times it."""
        self._watched = watched

    def take_over(self, newer: "Engine") -> None:
        """Answer from now on from the recaps of a newer engine; lookups under way end on the older ones."""
        for one in fields(self):
            if one.name != "_watched":
                setattr(self, one.name, getattr(newer, one.name))

    def suggest(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` topics, talks and speakers that complete what is being typed."""
        return self._completer.complete(typed, limit)

    def suggest_kinds(self, typed: str, each: int) -> tuple[Suggestion, ...]:
        """Return up to `each` names of each kind that complete what is being typed, events too."""
        return self._completer.suggest(typed, each)

    def suggest_events(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` events of the recaps that complete what is being typed, the newest first."""
        return self._completer.complete_event(typed, limit)

    def knows_event(self, words: str) -> bool:
        """Return whether words name an event: a KubeCon, or the slug of another conference that recaps are about."""
        return self._completer.knows_event(words)

    def topics_in(self, text: str) -> tuple[str, ...]:
        """Return the topics that a text mentions and recaps write about, rarest first."""
        return self._completer.topics_in(text)

    def find_topics(self, words: str) -> tuple[Topic, ...]:
        """Return the topics that a lookup names; this is not counted as a lookup."""
        return tuple(summary.topic for summary in self._answerer.look_up(Lookup(words, limit=1)).topics)

    def ranking_features(self, lookup: Lookup) -> list[RankingFeatures] | None:
        """Return the ranking features of each candidate, for fitting their weights."""
        return self._answerer.ranking_features(lookup)

    def prepare_meaning(self, lookups: Iterable[str], progress: Progress) -> int:
        """Encode the entries that have no vector yet, if one of the lookups may need it; return how many there were."""
        return self._meaning.prepare(progress) if self._meaning and any(map(may_need_meaning, lookups)) else 0

    def index_to_encode(self) -> Path | None:
        """Return the index whose entries can be encoded; None if this machine has no encoder for them."""
        return self._index.folder if self._meaning and self._meaning.is_possible() else None

    def statistics(self) -> CorpusStatistics:
        """Return how much there is to be found; counted once."""
        return self._count()

    def talks_by_edition(self, topic: str) -> tuple[TopicShare, ...]:
        """Count the talks on a topic, and all talks, in each KubeCon with known talks."""
        return talks_by_edition(self._index.names, self.editions, topic)

    def trends(self, words: str) -> tuple[tuple[str, tuple[TopicShare, ...]], ...]:
        """Return the share of talks on the named topics in each KubeCon; none for a topic without talks."""
        names = [topic.name for topic in self.find_topics(words)]
        return trends_of({name: self.talks_by_edition(name) for name in names[:MOST_TRENDS]})

    def digest(self, subscription: Subscription, due: DueDigest, shown: Seen) -> Digest | EmptyDigest:
        """Compose what is due for a channel; `shown` is what it has seen."""
        return compose(self._entry_pool, self.editions, subscription, due, shown)

    def news(self, until: dt.date, limit: int) -> tuple[Entry, ...]:
        """Return the latest news, newest first, none after the given day."""
        return latest_news(self._news, until, limit)

    def calendar_sessions(self, edition: Edition, topics: Iterable[str], day: dt.date) -> tuple[CalendarSession, ...]:
        """Return the sessions of a KubeCon on some topics, as a calendar has them; `day` is today."""
        return calendar_sessions(self._entry_pool, edition, topics, day)

    def index_beside(self, texts: Mapping[str, str], folder: Path) -> LookUp:
        """Index texts by their names in an empty folder, and return an index of only these texts."""
        return self._separate_indexer.index(texts, folder) if self._separate_indexer else Answer

    def edition_of(self, text: str) -> str:
        """Return the id of the KubeCon that a text names, "" for none."""
        return self._separate_indexer.edition_of(text) if self._separate_indexer else ""

    def recaps(self) -> frozenset[str]:
        """Return the names of all recaps."""
        return self._recaps

    def entries(self) -> Iterator[Entry]:
        """Return every entry that can be found, in the order of the recaps."""
        return self._index.entries()

    def entry(self, key: str) -> Entry | None:
        """Return the entry with a key, as in an item of a card; None if it no longer exists."""
        return next((entry for entry in self.entries() if key_of(entry) == key), None)

    def talk_at(self, address: str) -> LinkedTalk | None:
        """Return the talk that a link leads to, and what was said of it; None if no talk is known there."""
        return self._talks_by_link.find(address)


def open_engine(
    folders: Iterable[Path], corpus: Path, home: Path, today: dt.date | None = None, progress: Progress = no_progress
) -> Engine:
    """Open an engine over the recaps below the folders, with the topics, editions and words of `corpus`.

    The index is kept below `home`; `progress` is called with the number of files read if it has to be built. Dates long
    after `today` are ignored. Raises CatalogueError for a faulty corpus, BotError if `home` cannot be written.
    """
    updated = UpdatedFiles.of_home(corpus, home)
    catalogue = load_catalogue(corpus, updated)
    built = build_index(_files(folders, updated), catalogue, corpus, home, today, progress)
    return _open(built, catalogue, updated)


def build_recaps(folders: Iterable[Path], corpus: Path, home: Path, today: dt.date | None = None) -> BuiltIndex:
    """Build the index of an engine, in any process; raises the same errors as open_engine."""
    updated = UpdatedFiles.of_home(corpus, home)
    return build_index(_files(folders, updated), load_catalogue(corpus, updated), corpus, home, today)


def open_built(built: BuiltIndex, corpus: Path) -> Engine:
    """Open an engine over a built index, without reading recaps."""
    updated = UpdatedFiles.of_home(corpus, built.folder.parents[1])
    return _open(built, load_catalogue(corpus, updated), updated)


def encode_entries(index: Path, corpus: Path) -> int:
    """Encode the entries of an index that have no vectors yet, in any process; return how many."""
    return _open_meaning(SearchIndex(index), corpus).prepare()


def _open_meaning(index: SearchIndex, corpus: Path) -> Meaning:
    vectors = (corpus / "meaning" / "vectors.bin", index.folder.parents[1] / "vectors" / "passages.bin")
    return Meaning(index.entries, index.folder, vectors, corpus / "meaning" / "whitening.npy")


def _open(built: BuiltIndex, catalogue: Catalogue, updated: UpdatedFiles) -> Engine:
    kept, corpus = built.open(), updated.corpus
    words = load_query_words(corpus)
    meaning = _open_meaning(kept.index, corpus)
    fusion = Fusion(kept.index, meaning, read_weights(corpus / "meaning" / "weights.toml"))
    search = Answerer(catalogue, words, kept.index, fusion)
    answerer = QuestionAnswerer(load_phrase_tagger(corpus), words, catalogue, kept.index, search)
    count = cache(lambda: count_statistics(kept.index, days_of_knowledge(updated, catalogue)))
    completer, background_topics = Completer(catalogue, kept.index), find_background_topics(catalogue.topics)
    changes = _changes_in(updated, catalogue)
    return Engine(
        kept.diagnostics,
        with_changed_days(catalogue.editions, changes),
        answerer,
        kept.index,
        completer,
        count,
        kept.recaps,
        background_topics,
        (
            *facts_to_news(read_facts(corpus / "news.jsonl"), catalogue.mentions),
            *news_of(catalogue.topics, catalogue.releases),
        ),
        changes,
        _meaning=meaning,
        _separate_indexer=SeparateIndexer(catalogue, words),
    )


def _changes_in(updated: UpdatedFiles, catalogue: Catalogue) -> tuple[Entry, ...]:
    found = load_changes(updated.folder / CHANGES) if updated.folder else ()
    return tuple(changes_to_entries(found, catalogue.editions, catalogue.mentions)) if found else ()


def _files(folders: Iterable[Path], updated: UpdatedFiles) -> list[Path]:
    """Return the recap files in the folders, with the shipped notes and talks if the shipped recaps are among them."""
    asked, corpus = list(folders), updated.corpus
    recaps = [path for folder in asked for path in find_recaps(folder)]
    if corpus / "recaps" not in asked:
        return recaps
    proposals = [path for path in (updated.path(KEPS),) if path.is_file()]
    return [*recaps, *find_recaps(corpus / "notes"), *proposals, *map(updated.path, updated.names("talks"))]
