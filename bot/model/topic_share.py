"""Define the share of a KubeCon's talks on a topic."""

from dataclasses import dataclass

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
