"""How many talks of each KubeCon were on a topic, out of how many."""

from collections.abc import Iterable

from bot.catalogue.events.calendar import sorted_by_day
from bot.index.vocabulary import Vocabulary
from bot.model.edition import Edition
from bot.model.topic_share import TopicShare

_ENOUGH_TALKS = 150  # of a KubeCon, for a share of them to say something; of some only a few talks are known
_MOST = 20  # KubeCons: the newest, as many as a chart shows


def talks_by_edition(names: Vocabulary, editions: Iterable[Edition], topic: str) -> tuple[TopicShare, ...]:
    """Count the talks on a topic, by its name in the catalogue, in each edition of which talks are known.

    The first edition comes first. A talk is on a topic if its title, or what a recap says of it, names the topic.
    """
    counted = names.talks_on(topic)
    return tuple(TopicShare(one, *counted[one.id]) for one in sorted_by_day(editions) if one.id in counted)


def trend_of_talks(shares: Iterable[TopicShare]) -> tuple[TopicShare, ...]:
    """Return the shares of KubeCons with enough talks, from the first that had one on the topic."""
    known = [one for one in shares if one.talks >= _ENOUGH_TALKS]
    first = next((place for place, one in enumerate(known) if one.on_topic), len(known))
    return tuple(known[first:][-_MOST:])
