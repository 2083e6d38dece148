"""Define what adapters may use of an engine: lookups, entries and diagnostics, but not its index or catalogue."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol, Self

from bot.answers.corpus_statistics import CorpusStatistics
from bot.answers.question import Question
from bot.errors import Diagnostic
from bot.model.calendar_session import CalendarSession
from bot.model.edition import Edition
from bot.model.entry import Entry
from bot.model.linked_talk import LinkedTalk
from bot.model.lookup import Answer, LookUp, Lookup
from bot.model.progress import Progress
from bot.model.suggestion import Suggestion
from bot.model.topic_share import TopicShare


class Knowledge(Protocol):
    """Give access to the recaps and the catalogue."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return the problems in recap files that a person should fix."""

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return all KubeCons known."""

    def look_up(self, lookup: Lookup) -> Answer:
        """Answer a lookup; never raises, whatever the input."""

    def explain(self, lookup: Lookup) -> Question:
        """Return how a lookup is understood."""

    def suggest(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` topics, talks and speakers that complete what is being typed."""

    def suggest_events(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` events that complete what is being typed, newest first."""

    def suggest_kinds(self, typed: str, each: int) -> tuple[Suggestion, ...]:
        """Return up to `each` names of each kind that complete what is being typed, events too."""

    def news(self, until: dt.date, limit: int) -> tuple[Entry, ...]:
        """Return the latest news, newest first, none after the given day."""

    def knows_event(self, words: str) -> bool:
        """Return whether words name an event: a KubeCon, or another conference that recaps are about."""

    def topics_in(self, text: str) -> tuple[str, ...]:
        """Return the topics that a text mentions and recaps write about, rarest first."""

    def trends(self, words: str) -> tuple[tuple[str, tuple[TopicShare, ...]], ...]:
        """Return the share of talks on the named topics in each KubeCon; none for a topic without talks."""

    def prepare_meaning(self, lookups: Iterable[str], progress: Progress) -> int:
        """Encode the entries that have no vector yet, if one of the lookups may need it; return how many there were."""

    def index_to_encode(self) -> Path | None:
        """Return the index whose entries can be encoded; None if this machine has no encoder."""

    def calendar_sessions(self, edition: Edition, topics: Iterable[str], day: dt.date) -> tuple[CalendarSession, ...]:
        """Return the sessions of a KubeCon on some topics, as a calendar has them; `day` is today."""

    def entries(self) -> Iterator[Entry]:
        """Return every entry, in the order of the recaps."""

    def entry(self, key: str) -> Entry | None:
        """Return the entry with a key, as in an item of a card; None if it no longer exists."""

    def talk_at(self, address: str) -> LinkedTalk | None:
        """Return the talk that a link leads to, and what was said of it; None if no talk is known there."""

    def statistics(self) -> CorpusStatistics:
        """Return how much there is to be found."""

    def watch(self, watched: Callable[[LookUp, Lookup], Answer]) -> None:
        """Pass every lookup through `watched`, which counts and times it."""

    def take_over(self, newer: Self) -> None:
        """Answer from the recaps of a newer engine from now on."""
