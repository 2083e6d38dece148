"""Find the words that narrow down a KubeCon: the name KubeCon, a region, a city, a year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.catalogue.events.places import Places
from bot.catalogue.normalize import normalize
from bot.model.edition import Edition

_YEAR = re.compile(r"20[1-3]\d")
_SHORT_YEAR = re.compile(r"1[5-9]|[23]\d")
_NO_CITY = "online"


class EditionTermKind(StrEnum):
    """List the kinds of words in a mention."""

    EVENT = "event"
    REGION = "region"
    CITY = "city"
    COUNTRY = "country"
    ELSEWHERE = "elsewhere"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class EditionTerm:
    """Words from `start` to `end` that leave only the editions of `ids` possible."""

    kind: EditionTermKind
    ids: frozenset[str]
    start: int
    end: int
    year: int | None = None


class EditionTermFinder:
    """Know the words that refer to some editions."""

    def __init__(self, editions: Sequence[Edition], places: Places) -> None:
        self._places = places
        event_words = "|".join(places.event_words)
        self._run_together_word = re.compile(rf"({event_words})?([^\W\d_]*?)(20[1-3]\d|1[5-9]|[23]\d)?")
        self.ids = frozenset(edition.id for edition in editions)
        self._by_year = _grouped((edition.id[-4:], edition) for edition in editions)
        self._phrases: dict[str, tuple[EditionTermKind, frozenset[str]]] = {}
        self._add(EditionTermKind.ELSEWHERE, dict.fromkeys(places.elsewhere, frozenset()))
        self._add(EditionTermKind.COUNTRY, _grouped((edition.country, edition) for edition in editions))
        self._add(EditionTermKind.CITY, _grouped((name, e) for e in editions for name in (e.city, *e.also)))
        self._add(
            EditionTermKind.REGION, _grouped((name, e) for e in editions for name in places.regions.get(e.region, ()))
        )
        self._add(EditionTermKind.EVENT, dict.fromkeys(places.event_words, self.ids))
        self._phrases.pop(_NO_CITY, None)
        self._longest = max((phrase.count(" ") + 1 for phrase in self._phrases), default=1)
        self._unspaced = [phrase for phrase in self._phrases if not phrase.isascii()]
        self._first_words = frozenset(phrase.split(" ")[0] for phrase in self._phrases)

    def _add(self, kind: EditionTermKind, names: Mapping[str, frozenset[str]]) -> None:
        for name, ids in names.items():
            phrase = normalize(name)
            self._phrases[phrase] = self._phrases[phrase.replace(" ", "")] = (kind, ids)

    def of_year(self, year: int) -> frozenset[str]:
        """Return the ids of a year's editions."""
        return self._by_year.get(str(year), frozenset())

    def pieces(self, written: Sequence[str]) -> list[EditionTerm]:
        """Return the terms in a text, given in their original case."""
        words = [word.casefold() for word in written]
        is_typed_small = list(written) == words
        pieces: list[EditionTerm] = []
        place = 0
        while place < len(words):
            before = pieces[-1] if pieces and pieces[-1].end == place else None
            found = list(self._pieces_at(words, place, before))
            if (
                words[place] in self._places.short_codes
                and not is_typed_small
                and not written[place].isupper()
                and before is None
            ):
                found = []
            pieces += found
            place = found[-1].end if found else place + 1
        return pieces

    def _pieces_at(self, words: Sequence[str], place: int, before: EditionTerm | None) -> Iterator[EditionTerm]:
        word = words[place]
        if (
            word.isalpha()
            and word.isascii()
            and word not in self._first_words
            and not word.startswith(self._places.event_words)
        ):
            return
        for end in range(min(place + self._longest, len(words)), place, -1):
            if known := self._phrases.get(" ".join(words[place:end])):
                yield EditionTerm(*known, place, end)
                return
        if _YEAR.fullmatch(word) or (_SHORT_YEAR.fullmatch(word) and before and before.kind in _TAKE_SHORT_YEARS):
            yield self._year(word, place)
        elif word.isascii():
            yield from self._run_together(word, place)
        else:
            yield from self._unspaced_pieces(word, place)

    def _year(self, word: str, place: int) -> EditionTerm:
        year = int(word) % 2000 + 2000
        return EditionTerm(EditionTermKind.YEAR, self.of_year(year), place, place + 1, year)

    def _run_together(self, word: str, place: int) -> Iterator[EditionTerm]:
        """Parse words such as "na25", "KubeConEU", "kccncjpn2025", "paris2024"."""
        parts = self._run_together_word.fullmatch(word)
        if parts is None or sum(map(bool, parts.groups())) < 2:  # noqa: PLR2004 - a single part is an ordinary word
            return
        event, name, year = parts.groups()
        region = self._places.run_together.get(name)
        known = self._phrases.get(self._places.regions[region][0] if region else name)
        if name and known is None:
            return
        if event:
            yield EditionTerm(EditionTermKind.EVENT, self.ids, place, place + 1)
        if known:
            yield EditionTerm(*known, place, place + 1)
        if year:
            yield self._year(year, place)

    def _unspaced_pieces(self, word: str, place: int) -> Iterator[EditionTerm]:
        """Find names within a run of letters that has no blanks between its words."""
        for phrase in self._unspaced:
            if phrase in word:
                yield EditionTerm(*self._phrases[phrase], place, place + 1)


_TAKE_SHORT_YEARS = (EditionTermKind.EVENT, EditionTermKind.REGION)


def _grouped(named: Iterable[tuple[str, Edition]]) -> dict[str, frozenset[str]]:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for name, edition in named:
        groups[name].add(edition.id)
    return {name: frozenset(ids) for name, ids in groups.items()}
