"""What a person may be about to type: topics, talks and speakers that begin like the letters so far."""

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.index.search_index import SearchIndex
from bot.model.edition import Edition

_LIKE_ENOUGH = 0.75  # a wrong suggestion is passed over; a missing one must be typed in full
_SHORTEST_GUESSED = 4


class _Offer(NamedTuple):
    """What is offered, the folded name by which it is found, and how often the recaps speak of it."""

    key: str
    text: str
    weight: int


class Completer:
    """Complete what is being typed from the names that the recaps hold."""

    def __init__(self, catalogue: Catalogue, index: SearchIndex) -> None:
        self._catalogue = catalogue
        self._index = index

    def complete(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` names: exact ones first, then beginnings, then words within, then like spellings.

        Before the first letter these are the topics of the newest edition, the most mentioned first.
        """
        words = normalize(typed)
        if limit <= 0:
            return ()
        if not words:
            return self._newest[:limit]
        near = sorted((rank, -offer.weight, offer.text) for offer in self._offers if (rank := _rank(words, offer.key)))
        found = list(dict.fromkeys(text for _, _, text in near))[:limit]
        if len(found) < limit and len(words) >= _SHORTEST_GUESSED:
            alike = self._index.names.nearest_names(typed, _LIKE_ENOUGH, limit - len(found))
            found = list(dict.fromkeys([*found, *alike]))
        return tuple(found)

    def complete_event(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` names of events that recaps tell of, the newest first; places are found too."""
        words = normalize(typed)
        fitting = [
            edition.name for edition in self._told if words in normalize(f"{edition.name} {edition.id} {edition.city}")
        ]
        return tuple(fitting[: max(limit, 0)])

    @cached_property
    def _told(self) -> list[Edition]:
        told = {event for topic in self._catalogue.topics for event in self._index.names.spoken_of(topic.name)[1]}
        editions = [edition for edition in self._catalogue.editions if edition.id in told]
        return sorted(editions, key=lambda edition: str(edition.starts_on or edition.id[-4:]), reverse=True)

    def topics_in(self, text: str) -> tuple[str, ...]:
        """Return the topics that a running text mentions and recaps speak of; the rarest first, which say the most."""
        spoken_of = {name: self._index.names.spoken_of(name)[0] for name in self._catalogue.mentions(text)}
        return tuple(sorted((name for name, recaps in spoken_of.items() if recaps), key=lambda name: spoken_of[name]))

    @cached_property
    def _offers(self) -> tuple[_Offer, ...]:
        names = self._index.names
        speakers = (_Offer(normalize(name), name, count) for name, count in names.speakers.items())
        titles = (_Offer(normalize(title), title, 0) for title in names.titles)
        return (*self._topic_offers(), *speakers, *titles)

    def _topic_offers(self) -> Iterator[_Offer]:
        for topic in self._catalogue.topics:
            recaps, _ = self._index.names.spoken_of(topic.name)
            for name in (topic.name, *(alias.name for alias in topic.aliases)) if recaps else ():
                yield _Offer(normalize(name), topic.name, recaps)

    @cached_property
    def _newest(self) -> tuple[str, ...]:
        began = {edition.id: str(edition.starts_on or "") for edition in self._catalogue.editions}
        spoken_of = {topic.name: self._index.names.spoken_of(topic.name) for topic in self._catalogue.topics}
        newest = {
            name: max((began.get(event, "") for event in events), default="") for name, (_, events) in spoken_of.items()
        }
        order = sorted(spoken_of, key=lambda name: (newest[name], spoken_of[name][0]), reverse=True)
        return tuple(name for name in order if spoken_of[name][0])


def _rank(words: str, key: str) -> int:
    """Return how well a name fits what was typed: 1 is best, 0 not at all."""
    if key == words:
        return 1
    if key.startswith(words):
        return 2
    return 3 if f" {words}" in key else 0
