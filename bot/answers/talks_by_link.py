"""Find the talk that a link leads to: its page in a schedule, its recording or its slides."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from bot.extraction.talk_links import Leads, read_talk_link
from bot.index.search_index import SearchIndex
from bot.model.entry import Entry, EntryKind, is_scheduled
from bot.model.linked_talk import LinkedTalk
from bot.model.recap import Link

_STATEMENTS = 5
_LINKED = frozenset({EntryKind.TALK, EntryKind.TAKEAWAY})

_Place = tuple[Leads, str]  # the same for all addresses of one page or recording


class TalksByLink:
    """Find talks by their links; all entries are read at the first lookup."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def find(self, address: str) -> LinkedTalk | None:
        """Return the talk that an address leads to; None if no talk is known there, or several are."""
        place = _place_of(address)
        talks = [entry for entry in self._at(place) if entry.kind is EntryKind.TALK] if place else []
        talks = [*filter(is_scheduled, talks)] or talks  # recaps may write the title in another way
        if len({talk.title.casefold() for talk in talks}) != 1:
            return None
        talk = talks[0]
        linked = dict.fromkeys(entry for place in sorted(set(_places(talk))) for entry in self._at(place))
        said = [entry for entry in linked if entry.kind is EntryKind.TAKEAWAY]
        return LinkedTalk(talk, tuple(said[:_STATEMENTS]))

    def _at(self, place: _Place) -> list[Entry]:
        return [self._index.candidate(number).record.entry for number in self._numbers.get(place, ())]

    @cached_property
    def _numbers(self) -> dict[_Place, list[int]]:
        found: dict[_Place, list[int]] = defaultdict(list)
        for number, entry in enumerate(self._index.entries()):
            for place in set(_places(entry)) if entry.kind in _LINKED else ():
                found[place].append(number)
        return dict(found)


def _places(entry: Entry) -> Iterator[_Place]:
    return _places_of((entry.source.url, *(link.url for link in entry.links)))


def _places_of(addresses: Iterable[str]) -> Iterator[_Place]:
    return (place for address in addresses if address and (place := _place_of(address)))


def _place_of(address: str) -> _Place | None:
    leads = read_talk_link(Link("", address))
    return (leads.leads, leads.id) if leads else None
