"""How many talks of each KubeCon were on a topic, out of how many."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.catalogue.events.calendar import sorted_by_day
from bot.index.vocabulary import Vocabulary
from bot.model.edition import Edition


@dataclass(frozen=True, slots=True)
class TopicShare:
    """How many `talks` of an edition are known, and how many of them are `on_topic`."""

    edition: Edition
    on_topic: int
    talks: int

    @property
    def share(self) -> float:
        """Return the talks on the topic as a part of all, 0..1."""
        return self.on_topic / self.talks


def talks_by_edition(names: Vocabulary, editions: Iterable[Edition], topic: str) -> tuple[TopicShare, ...]:
    """Count the talks on a topic, by its name in the catalogue, in each edition of which talks are known.

    The first edition comes first. A talk is on a topic if its title, or what a recap says of it, names the topic.
    """
    counted = names.talks_on(topic)
    return tuple(TopicShare(one, *counted[one.id]) for one in sorted_by_day(editions) if one.id in counted)
