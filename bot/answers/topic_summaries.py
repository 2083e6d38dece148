"""Summarize topics from the catalogue and the recaps that mention them."""

from collections.abc import Mapping

from bot.answers.trends import talks_by_edition, trend_of_talks
from bot.catalogue.catalogue import Catalogue
from bot.index.vocabulary import Vocabulary
from bot.model.entry import Entry, EntryKind, Source
from bot.model.lookup import Match
from bot.model.topic import Topic
from bot.model.topic_summary import TopicSummary

_ALIASES_SHOWN = 6


class TopicSummaries:
    """Summarize topics; `age` gives each event's age, the newest the highest."""

    def __init__(self, names: Vocabulary, age: Mapping[str, float], catalogue: Catalogue) -> None:
        self._names = names
        self._age = age
        self._catalogue = catalogue

    def summary(self, topic: Topic) -> TopicSummary:
        """Count the recaps that mention a topic, and return the newest edition among them."""
        recaps, newest = self._spoken_of(topic)
        trend = trend_of_talks(talks_by_edition(self._names, self._catalogue.editions, topic.name))
        return TopicSummary(topic, recaps, newest, self._catalogue.enhancements.get(topic.name, ()), trend)

    def _spoken_of(self, topic: Topic) -> tuple[int, str]:
        recaps, events = self._names.spoken_of(topic.name)
        return recaps, max(events, key=lambda event: self._age.get(event, -1.0), default="")

    def match(self, topic: Topic) -> Match:
        """Make the match that shows a topic itself, in the catalogue's words."""
        entry = Entry(
            kind=EntryKind.PROJECT,
            title=topic.name,
            text=" · ".join(fact for fact in _facts(topic) if fact),
            source=Source("topics", topic.source or "catalogue of topics", topic.homepage, topic.kind, 0),
            event=self._spoken_of(topic)[1],
            topics=(topic.name,),
        )
        return Match(entry, 1.0, (f"name {topic.name}",))


def _facts(topic: Topic) -> tuple[str, ...]:
    names = ", ".join(alias.name for alias in topic.aliases[:_ALIASES_SHOWN])
    return topic.description, _maturity(topic), f"also {names}" if names else "", topic.homepage


def _maturity(topic: Topic) -> str:
    since = f" since {topic.maturity_since}" if topic.maturity_since else ""
    return f"CNCF {topic.maturity}{since}" if topic.maturity else ""
