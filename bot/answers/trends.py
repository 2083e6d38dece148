"""Count how many talks of each KubeCon were on a topic, out of how many."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalogue.events.calendar import sorted_by_day
from bot.index.vocabulary import Vocabulary
from bot.model.edition import Edition
from bot.model.topic_share import TopicShare

_ENOUGH_TALKS = 150  # of a KubeCon, for a share of them to say something; of some only a few talks are known
MOST_TRENDS = 5  # in one chart
_MOST = 20  # KubeCons: the newest, as many as a chart shows


def talks_by_edition(names: Vocabulary, editions: Iterable[Edition], topic: str) -> tuple[TopicShare, ...]:
    """Count the talks on a topic, by its name in the catalogue, in each edition with known talks.

    The first edition comes first. A talk is on a topic if its title, or what a recap says of it, names the topic.
    """
    counted = names.talks_on(topic)
    told = (one for one in editions if one.id in counted)
    return tuple(TopicShare(one, *counted[one.id]) for one in sorted_by_day(told))


def trend_of_talks(shares: Iterable[TopicShare]) -> tuple[TopicShare, ...]:
    """Return the shares of KubeCons with enough talks, from the first that had one on the topic."""
    ((_, trend),) = trends_of({"": tuple(shares)}) or (("", ()),)
    return trend


def trends_of(topics: Mapping[str, Sequence[TopicShare]]) -> tuple[tuple[str, tuple[TopicShare, ...]], ...]:
    """Return the shares of the same KubeCons for each topic that has talks, from the first that had one on any."""
    known = {name: [one for one in shares if one.talks >= _ENOUGH_TALKS] for name, shares in topics.items()}
    told = {name: shares for name, shares in known.items() if any(one.on_topic for one in shares)}
    first = min((_first_talk(shares) for shares in told.values()), default=0)
    return tuple((name, tuple(shares[first:][-_MOST:])) for name, shares in told.items())


def _first_talk(shares: Sequence[TopicShare]) -> int:
    return next(place for place, one in enumerate(shares) if one.on_topic)
