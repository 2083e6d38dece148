"""Define what an answer says about a topic, in addition to its matches."""

from dataclasses import dataclass

from bot.model.enhancement import Enhancement
from bot.model.topic import Topic
from bot.model.topic_share import TopicShare


@dataclass(frozen=True, slots=True)
class TopicSummary:
    """A topic of a lookup, the number of recaps that mention it, and the newest edition of these.

    `enhancements` are the proposals by which it became part of Kubernetes. `trend` is the share of the talks that
    are on it, the first KubeCon first.
    """

    topic: Topic
    recaps: int
    newest_event: str
    enhancements: tuple[Enhancement, ...] = ()
    trend: tuple[TopicShare, ...] = ()
