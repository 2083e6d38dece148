"""Find the highlights of a KubeCon: a statement on each topic, and talks to watch."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

from bot.answers.programme_fillers import fills_programme, has_recording
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.index.search_index import Candidate, Scope, SearchIndex, Term
from bot.model.entry import Entry, EntryKind, is_talk
from bot.model.lookup import Match

_NO_SUBJECTS = frozenset({"event", "organisation", "process", "programme", "role"})  # kinds of topics
_OF_ALL_TALKS = 0.1  # a topic that more of all talks are on says nothing about one KubeCon
_TOPICS_READ = 12
_OF_A_TOPIC = 16  # candidates
_KEYNOTES_READ = 60
_TALKS_SHOWN = 12
_FEW = 4  # talks
_EVENTS_KEPT = 64  # what is found of an event stays as it is as long as the index does
_SHORTEST, _LONGEST = 50, 220  # letters of a statement that can be read on its own
_KEYNOTE = re.compile(r"\bkeynotes?\b", re.IGNORECASE)
_KEYNOTE_FIRST = re.compile(r"^keynotes?\b", re.IGNORECASE)


class EventHighlights:
    """Find statements made at events, and talks to watch."""

    def __init__(self, catalogue: Catalogue, index: SearchIndex) -> None:
        self._catalogue = catalogue
        self._index = index
        self._is_telling = cache(self._tells_of_one_event)
        self.takeaways = lru_cache(maxsize=_EVENTS_KEPT)(self._takeaways)
        self.talks = lru_cache(maxsize=_EVENTS_KEPT)(self._talks)

    def telling(self, topics: Mapping[str, int]) -> dict[str, int]:
        """Return the topics that characterize an event: not its organisers, nor what all events are about."""
        return {name: count for name, count in topics.items() if self._is_telling(name)}

    def _takeaways(self, event: str) -> list[Match]:
        """Return a statement on each of the most mentioned topics; those made in keynotes first."""
        found = list(self._on_each_topic(event))
        return sorted(found, key=lambda match: not _is_of_keynote(match.entry))

    def _talks(self, event: str) -> list[Match]:
        """Return the keynotes, those with a recording first; if there are few, also a talk on each main topic."""
        keynotes = list(self._keynotes(event))
        heard = [match for match in keynotes if not fills_programme(match.entry)]
        others = self._on_main_topics(event) if len(heard) < _FEW else ()
        fillers = [match for match in keynotes if fills_programme(match.entry)]
        return [*heard, *others, *fillers][:_TALKS_SHOWN]

    def _tells_of_one_event(self, name: str) -> bool:
        topic = self._catalogue.topic(name)
        counted = self._index.names.talks_on(name).values()
        talks, on_topic = sum(talks for _, talks in counted), sum(on_topic for on_topic, _ in counted)
        return topic is not None and topic.kind not in _NO_SUBJECTS and on_topic <= talks * _OF_ALL_TALKS

    def _on_each_topic(self, event: str) -> Iterator[Match]:
        seen: set[int] = set()
        for name in list(self.telling(self._index.names.told_of(event)[1]))[:_TOPICS_READ]:
            fresh = [one for one in self._on(name, event, EntryKind.TAKEAWAY) if one.record.number not in seen]
            best = max(fresh, key=lambda one: _worth(one, name), default=None)
            if best:
                seen.add(best.record.number)
                yield Match(best.record.entry, 0.5, (f"topic {name}",))

    def _on_main_topics(self, event: str) -> Iterator[Match]:
        for name in list(self.telling(self._index.names.topics_of_talks(event)[1]))[:_TOPICS_READ]:
            found = (one for one in self._on(name, event, EntryKind.TALK) if not fills_programme(one.record.entry))
            best = max(found, key=lambda one: (has_recording(one.record.entry), one.score), default=None)
            if best:
                yield Match(best.record.entry, 0.3, (f"topic {name}",))

    def _on(self, topic: str, event: str, kind: EntryKind) -> Iterable[Candidate]:
        return self._index.candidates([[Term((), 1.0, topic=topic)]], Scope(kind, (event,)), _OF_A_TOPIC)

    def _keynotes(self, event: str) -> Iterator[Match]:
        scope = Scope(EntryKind.TALK, (event,))
        found = self._index.candidates([[Term(("keynot",), 1.0)]], scope, _KEYNOTES_READ)
        titled = [one for one in found if "keynot" in one.record.title]
        for one in sorted(titled, key=_watchable, reverse=True):
            yield Match(one.record.entry, 0.4, ("word keynote",))


def _watchable(candidate: Candidate) -> tuple[bool, bool, bool, float]:
    entry = candidate.record.entry
    return _KEYNOTE_FIRST.match(entry.title) is not None, bool(entry.speakers), has_recording(entry), candidate.score


def _is_of_keynote(entry: Entry) -> bool:
    return is_talk(entry.source.recap) and _KEYNOTE.search(entry.text) is not None


def _worth(candidate: Candidate, topic: str) -> tuple[bool, bool, bool, bool, float]:
    """Rank statements on a topic: undisputed, of a good length, made in a talk, best a keynote, and about the topic."""
    entry = candidate.record.entry
    about = normalize(topic) in normalize(entry.text[: len(entry.text) // 2])
    fits = _SHORTEST <= len(entry.text) <= _LONGEST
    return not entry.disputed, fits, is_talk(entry.source.recap), _is_of_keynote(entry), candidate.score + about
