"""What is answered about a KubeCon as a whole: its facts, what it was about, and the best of what recaps say of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.answers.look_up import Answerer
from bot.answers.question import Question
from bot.answers.sort_matches import each_once
from bot.catalogue.catalogue import Catalogue
from bot.index.search_index import Candidate, Scope, SearchIndex, Term
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind
from bot.model.lookup import Answer, Lookup, Match
from bot.model.subject import EventSubject

_ALL = 75
_TOPICS_SHOWN = 8
_ENOUGH_TALKS = 20  # to tell from their titles what a KubeCon was about
_TOPICS_READ = 12
_OF_A_TOPIC = 8  # candidates
_KEYNOTES = 6
_FACTS_FIRST = 2
_SHORTEST, _LONGEST = 50, 260  # letters of a statement that stands on its own feet
_TELLING = tuple(
    f"about.{what}"
    for what in ("attendance", "cfp", "colocated", "date", "keynote", "place", "recording", "talk", "topics")
)
_PAST = ("about.summary", "about.keynote", "about.attendance", "about.recording")


class EventAnswerer:
    """Answer questions about KubeCons."""

    def __init__(self, catalogue: Catalogue, index: SearchIndex, answerer: Answerer) -> None:
        self._catalogue = catalogue
        self._index = index
        self._search = answerer

    def answer(self, question: Question, lookup: Lookup) -> Answer:
        """Answer a question about a KubeCon; what the words ask for stands before what was best there."""
        editions = [edition for id_ in question.events if (edition := self._catalogue.edition(id_))]
        edition = self._likeliest(editions, question)
        found = self._search.look_up(replace(lookup, words=question.words, limit=_ALL))
        best = self._best(edition, lookup, keynotes_first=question.wants("about.keynote"))
        told = [match for match in found.matches if match.entry.event in question.events]
        matches = [*told, *best] if question.wants(*_TELLING) else [*told[: self._facts(question)], *best, *told]
        others = tuple(other for other in editions if other != edition)
        subject = replace(self._subject(edition, lookup), wishes=question.wishes, others=others)
        return replace(
            found, lookup=lookup, read_as=(), topics=(), matches=each_once(matches), did_you_mean=(), subject=subject
        )

    @staticmethod
    def _facts(question: Question) -> int:
        """Return how many statements on when and where it was stand first: none where a summary is asked for."""
        return 0 if question.wants("about.summary") else _FACTS_FIRST

    def _likeliest(self, editions: Sequence[Edition], question: Question) -> Edition:
        """Return the first edition, or the first of which something is told where that is asked for."""
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
        shown = tuple(list(on_topics.items())[:_TOPICS_SHOWN])
        return EventSubject(edition, recaps=written_since, topics=shown, talks=talks, asked_on=lookup.asked_on)

    def _best(self, edition: Edition, lookup: Lookup, *, keynotes_first: bool) -> list[Match]:
        takeaways = [] if lookup.kind is EntryKind.TALK else list(self._highlights(edition))
        keynotes = [] if lookup.kind is EntryKind.TAKEAWAY else list(self._keynotes(edition))
        return [*keynotes, *takeaways] if keynotes_first else [*takeaways, *keynotes]

    def _highlights(self, edition: Edition) -> Iterator[Match]:
        """Return a statement on each of the topics that were spoken of most."""
        scope = Scope(EntryKind.TAKEAWAY, (edition.id,))
        seen: set[int] = set()
        for name in list(self._topics(edition))[:_TOPICS_READ]:
            found = self._index.candidates([[Term((), 1.0, topic=name)]], scope, _OF_A_TOPIC)
            fresh = [one for one in found if one.record.number not in seen]
            best = max(fresh, key=lambda one: _worth(one, name), default=None)
            if best:
                seen.add(best.record.number)
                yield Match(best.record.entry, 0.5, (f"topic {name}",))

    def _topics(self, edition: Edition) -> Mapping[str, int]:
        return self._index.names.told_of(edition.id)[1]

    def _keynotes(self, edition: Edition) -> Iterator[Match]:
        scope = Scope(EntryKind.TALK, (edition.id,))
        for one in self._index.candidates([[Term(("keynot",), 1.0)]], scope, _KEYNOTES * 2):
            if "keynot" in one.record.title:
                yield Match(one.record.entry, 0.4, ("word keynote",))


def _worth(candidate: Candidate, topic: str) -> tuple[bool, bool, float]:
    """Rank statements on a topic: undisputed, of a good length, and about it rather than mentioning it."""
    entry: Entry = candidate.record.entry
    about = topic.casefold() in entry.text.casefold()[: len(entry.text) // 2]
    return not entry.disputed, _SHORTEST <= len(entry.text) <= _LONGEST, candidate.score + about
