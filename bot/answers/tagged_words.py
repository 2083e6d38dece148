"""Store the words of a lookup with their tags, named topics and editions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answers.find_edition import RequestedEdition
from bot.answers.phrase_tagger import Tags
from bot.catalogue.catalogue import Named
from bot.model.lookup import Interpretation

_WHOLE = "whole"  # tags a phrase whose words are no filler there


@dataclass(frozen=True, slots=True)
class TaggedWords:
    """The normalized words of a lookup; each place has its tags.

    `named` are the topics that are named, `edition` the KubeCon that is asked for, `today` the day on which it is
    asked, None if the day is not known. `translated` are the words that were translated to English.
    """

    words: tuple[str, ...]
    tags: tuple[Tags, ...]
    named: tuple[Named, ...] = ()
    edition: RequestedEdition | None = None
    today: dt.date | None = None
    stop_words: frozenset[str] = frozenset()
    translated: tuple[Interpretation, ...] = ()

    @property
    def text(self) -> str:
        """Return the words with a blank between two."""
        return " ".join(self.words)

    def has(self, *tags: str) -> bool:
        """Return whether a word has one of the tags; a tag may be a section's name, such as "about"."""
        return any(_is_one_of(tag, tags) for found in self.tags for tag in found)

    def wishes(self) -> frozenset[str]:
        """Return all tags of all words."""
        return frozenset().union(*self.tags)

    def left(self, *tags: str, named: bool = False) -> list[int]:
        """Return the positions of words without any of the tags that are no stop words and not part of an edition.

        A name of a topic is left, whatever else it may mean, unless `named` says that names are known too.
        """
        inside = set(self.edition.places) if self.edition else set()
        names = {place for name in self.named for place in range(name.start, name.end)}
        return [
            place
            for place, found in enumerate(self.tags)
            if place not in inside
            and not (named and place in names)
            and (place in names or _WHOLE in found or not self._is_known(place, found, tags))
        ]

    def _is_known(self, place: int, found: Tags, tags: Sequence[str]) -> bool:
        return self.words[place] in self.stop_words or any(_is_one_of(tag, tags) for tag in found)

    def said(self, places: Iterable[int]) -> str:
        """Return the words at some places."""
        return " ".join(self.words[place] for place in places)


def _is_one_of(tag: str, tags: Sequence[str]) -> bool:
    return any(tag == one or tag.startswith(f"{one}.") for one in tags)
