"""Complete what is being typed with topics, talks and speakers."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.normalize import normalize
from bot.index.search_index import SearchIndex
from bot.model.edition import Edition
from bot.model.suggestion import Suggestion, SuggestionKind

_LIKE_ENOUGH = 0.75  # a wrong suggestion is passed over; a missing one must be typed in full
_SHORTEST_GUESSED = 4


class _Offer(NamedTuple):
    """A completion: the normalized name to find it by, its text, how often recaps mention it, and its kind."""

    key: str
    text: str
    weight: int
    kind: SuggestionKind


class Completer:
    """Complete what is being typed with names from the recaps."""

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
        found = list(dict.fromkeys(offer.text for offer in _fitting(words, self._offers)))[:limit]
        if len(found) < limit and len(words) >= _SHORTEST_GUESSED:
            alike = self._index.names.nearest_names(typed, _LIKE_ENOUGH, limit - len(found))
            found = list(dict.fromkeys([*found, *alike]))
        return tuple(found)

    def knows_event(self, words: str) -> bool:
        """Return whether words name an event: a KubeCon, or the slug of another conference that recaps are about."""
        mentions = self._catalogue.edition_mentions(words)
        slug = "-".join(normalize(words).split())
        return any(mention.edition_ids for mention in mentions) or self._index.has_event(slug)

    def suggest(self, typed: str, each: int) -> tuple[Suggestion, ...]:
        """Return up to `each` names of each kind, events too; the kind of the best name first.

        Before the first letter these are the topics and the talked-of events that are the newest.
        """
        words = normalize(typed)
        if words:
            offers = _fitting(words, (*self._offers, *self._event_offers))
            found = [Suggestion(offer.text, offer.kind) for offer in offers] or self._alike(typed, each)
        else:
            topics = [Suggestion(name, SuggestionKind.TOPIC) for name in self._newest[:each]]
            found = [*topics, *(Suggestion(offer.text, offer.kind) for offer in self._event_offers)]
        by_kind: dict[SuggestionKind, dict[Suggestion, None]] = {}
        for suggestion in found:
            by_kind.setdefault(suggestion.kind, {})[suggestion] = None
        return tuple(suggestion for group in by_kind.values() for suggestion in list(group)[: max(each, 0)])

    def _alike(self, typed: str, limit: int) -> list[Suggestion]:
        """Return names with a spelling similar to the typed text."""
        if len(normalize(typed)) < _SHORTEST_GUESSED or limit <= 0:
            return []
        alike = self._index.names.nearest_names(typed, _LIKE_ENOUGH, limit)
        return [Suggestion(name, self._kinds[name]) for name in alike if name in self._kinds]

    def complete_event(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` names of events in recaps, newest first; their places count too."""
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
        """Return the topics that a text mentions and recaps write about, rarest first, as these say the most."""
        spoken_of = {name: self._index.names.spoken_of(name)[0] for name in self._catalogue.mentions(text)}
        return tuple(sorted((name for name, recaps in spoken_of.items() if recaps), key=lambda name: spoken_of[name]))

    @cached_property
    def _offers(self) -> tuple[_Offer, ...]:
        names = self._index.names
        people, talks = SuggestionKind.PERSON, SuggestionKind.TALK
        speakers = (_Offer(normalize(name), name, count, people) for name, count in names.speakers.items())
        titles = (_Offer(normalize(title), title, 0, talks) for title in names.titles)
        return (*self._topic_offers(), *speakers, *titles)

    @cached_property
    def _event_offers(self) -> tuple[_Offer, ...]:
        """Return the events of recaps by each of their names, newest first."""
        return tuple(
            _Offer(normalize(name), edition.short_name, -number, SuggestionKind.EVENT)
            for number, edition in enumerate(self._told)
            for name in (f"{edition.short_name} {edition.city}", edition.name, edition.city)
        )

    @cached_property
    def _kinds(self) -> dict[str, SuggestionKind]:
        return {offer.text: offer.kind for offer in self._offers}

    def _topic_offers(self) -> Iterator[_Offer]:
        for topic in self._catalogue.topics:
            recaps, _ = self._index.names.spoken_of(topic.name)
            for name in (topic.name, *(alias.name for alias in topic.aliases)) if recaps else ():
                yield _Offer(normalize(name), topic.name, recaps, SuggestionKind.TOPIC)

    @cached_property
    def _newest(self) -> tuple[str, ...]:
        began = {edition.id: str(edition.starts_on or "") for edition in self._catalogue.editions}
        spoken_of = {topic.name: self._index.names.spoken_of(topic.name) for topic in self._catalogue.topics}
        newest = {
            name: max((began.get(event, "") for event in events), default="") for name, (_, events) in spoken_of.items()
        }
        order = sorted(spoken_of, key=lambda name: (newest[name], spoken_of[name][0]), reverse=True)
        return tuple(name for name in order if spoken_of[name][0])


def _fitting(words: str, offers: Iterable[_Offer]) -> list[_Offer]:
    """Return the completions of the typed text, best first."""
    ranked = [(rank, -offer.weight, offer.text, offer) for offer in offers if (rank := _rank(words, offer.key))]
    return [offer for *_, offer in sorted(ranked)]


def _rank(words: str, key: str) -> int:
    """Return how well a name completes the typed text: 1 is best, 0 not at all."""
    if key == words:
        return 1
    if key.startswith(words):
        return 2
    return 3 if f" {words}" in key else 0
