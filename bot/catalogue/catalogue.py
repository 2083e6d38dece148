"""Store topics and editions, and find them by their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bot.catalogue.events.find_edition_mentions import EditionMention, EditionMentionFinder
from bot.catalogue.events.other_conferences import OtherConference, OtherConferenceFinder
from bot.catalogue.events.places import Places
from bot.catalogue.topics.find_mentions import MentionFinder
from bot.catalogue.topics.name_index import Named, NameIndex, name_key
from bot.model.edition import Edition
from bot.model.enhancement import Enhancement
from bot.model.release import Release
from bot.model.topic import Topic

__all__ = ["Catalogue", "Named"]


@dataclass(frozen=True)  # without slots: the dictionaries are built when first needed, and kept
class Catalogue:
    """All topics and editions, the releases of Kubernetes by version, and proposals to enhance it by topic.

    `ambiguous` gives for a name with several meanings all of them: names of topics, or plain texts. `schedules` are
    the files of sessions by the event's id.
    """

    topics: tuple[Topic, ...] = ()
    editions: tuple[Edition, ...] = ()
    ambiguous: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    releases: Mapping[str, Release] = field(default_factory=dict)
    enhancements: Mapping[str, tuple[Enhancement, ...]] = field(default_factory=dict)
    schedules: Mapping[str, Path] = field(default_factory=dict)
    places: Places = field(default_factory=Places)

    def topic(self, name: str) -> Topic | None:
        """Return the topic of that name in any spelling; an alias finds none."""
        return self._topics_by_key.get(name_key(name))

    def edition(self, edition_id: str) -> Edition | None:
        """Return the edition of that id ("kubecon-na-2025")."""
        return self._editions_by_id.get(edition_id)

    def named(self, words: str) -> Named | None:
        """Return what the whole text is a name or alias of, or None."""
        return self._names.named(words)

    def named_in(self, words: str) -> tuple[Named, ...]:
        """Return every name and alias among the words that a person typed, in the order typed."""
        return self._names.named_in(words)

    def mentions(self, text: str) -> tuple[str, ...]:
        """Return the names of the topics that a running text mentions, each once, in order."""
        return self._mention_finder.find(text)

    def edition_mentions(self, text: str, year_hint: int | None = None) -> tuple[EditionMention, ...]:
        """Return the mentions of KubeCons in a text, in order; see `EditionMentionFinder.find`."""
        return self._edition_mention_finder.find(text, year_hint)

    def other_conferences(self, text: str) -> tuple[OtherConference, ...]:
        """Return the conferences other than KubeCon that a text names, in order."""
        return self._other_conference_finder.find(text)

    @cached_property
    def _names(self) -> NameIndex:
        readings = {name_key(name): texts for name, texts in self.ambiguous.items()}
        return NameIndex(self.topics, readings)

    @cached_property
    def _mention_finder(self) -> MentionFinder:
        return MentionFinder(self._names)

    @cached_property
    def _edition_mention_finder(self) -> EditionMentionFinder:
        return EditionMentionFinder(self.editions, self.places)

    @cached_property
    def _other_conference_finder(self) -> OtherConferenceFinder:
        return OtherConferenceFinder(self.editions, self.places)

    @cached_property
    def _topics_by_key(self) -> dict[str, Topic]:
        return {name_key(topic.name): topic for topic in self.topics}

    @cached_property
    def _editions_by_id(self) -> dict[str, Edition]:
        return {edition.id: edition for edition in self.editions}
