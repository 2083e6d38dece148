"""Answer a question about a KubeCon as a whole: its facts, topics and highlights."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers.event_highlights import EventHighlights
from bot.answers.look_up import Answerer
from bot.answers.question import Question
from bot.answers.sort_matches import each_once
from bot.catalogue.catalogue import Catalogue
from bot.index.search_index import SearchIndex
from bot.model.edition import Edition
from bot.model.entry import EntryKind
from bot.model.lookup import Answer, Lookup, Match
from bot.model.subject import EventSubject

_ALL = 75
_TOPICS_SHOWN = 8
_ENOUGH_TALKS = 20  # to derive the topics of a KubeCon from their titles
_FACTS = tuple(f"about.{what}" for what in ("attendance", "cfp", "colocated", "date", "place"))
_DATES_AND_PLACE = 2  # statements
_ON_TOPICS = 2  # statements that say what it was about in so many words
_WATCHED = ("about.keynote", "about.recording", "about.talk")
_PAST = ("about.summary", "about.keynote", "about.attendance", "about.recording")


class EventAnswerer:
    """Answer questions about KubeCons."""

    def __init__(self, catalogue: Catalogue, index: SearchIndex, answerer: Answerer) -> None:
        self._catalogue = catalogue
        self._index = index
        self._search = answerer
        self._highlights = EventHighlights(catalogue, index)

    def answer(self, question: Question, lookup: Lookup) -> Answer:
        """Answer a question about a KubeCon; what the words ask for comes before the highlights."""
        editions = [edition for id_ in question.events if (edition := self._catalogue.edition(id_))]
        edition = self._likeliest(editions, question)
        found = self._search.look_up(replace(lookup, words=question.words, limit=_ALL))
        best = self._best(edition, lookup, talks_first=question.wants(*_WATCHED))
        told = [match for match in found.matches if match.entry.event in question.events]
        first = told if question.wants(*_FACTS) else []
        if question.wants("about.place", "about.date"):
            facts = self._search.look_up(replace(lookup, words=edition.id, limit=_DATES_AND_PLACE)).matches
            first = [*told, *(match for match in facts if match.entry.event == edition.id)]
        if question.wants("about.topics"):
            first = [match for match in told if match.entry.kind is EntryKind.TAKEAWAY][:_ON_TOPICS]
        matches = [*first, *best, *told]
        others = tuple(other for other in editions if other != edition)
        subject = replace(self._subject(edition, lookup), wishes=question.wishes, others=others)
        return replace(
            found, lookup=lookup, read_as=(), topics=(), matches=each_once(matches), did_you_mean=(), subject=subject
        )

    def _likeliest(self, editions: Sequence[Edition], question: Question) -> Edition:
        """Return the first edition, or the first about which something is known if that is asked for."""
        if question.wants("about.attendance"):
            return next((edition for edition in editions if edition.attendance), editions[0])
        if question.wants(*_PAST) and not question.wants("next", "last"):
            return next((edition for edition in editions if self._index.names.told_of(edition.id)[0]), editions[0])
        return editions[0]

    def _subject(self, edition: Edition, lookup: Lookup) -> EventSubject:
        dates, topics = self._index.names.told_of(edition.id)
        talks, on_topics = self._index.names.topics_of_talks(edition.id)
        if talks < _ENOUGH_TALKS:
            talks, on_topics = 0, dict(topics)
        begun = str(edition.starts_on or "9999")
        written_since = sum(date >= begun for date in dates.values())
        shown = tuple(list(self._highlights.telling(on_topics).items())[:_TOPICS_SHOWN])
        return EventSubject(edition, recaps=written_since, topics=shown, talks=talks, asked_on=lookup.asked_on)

    def _best(self, edition: Edition, lookup: Lookup, *, talks_first: bool) -> list[Match]:
        takeaways = [] if lookup.kind is EntryKind.TALK else self._highlights.takeaways(edition.id)
        talks = [] if lookup.kind is EntryKind.TAKEAWAY else self._highlights.talks(edition.id)
        return [*talks, *takeaways] if talks_first else [*takeaways, *talks]
