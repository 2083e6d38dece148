"""Find names of conferences other than KubeCon: "KCD New York 2026", "Rejekts NA 2025", "CiliumCon EU"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.catalogue.events.places import Places, filler_words
from bot.catalogue.normalize import WORD, fold_characters, normalize
from bot.model.edition import Edition


@dataclass(frozen=True, slots=True)
class OtherConference:
    """A conference that is no KubeCon; `start` and `end` count the words of the normalized text."""

    slug: str
    name: str
    year: int | None
    start: int
    end: int


_OWN_CON = re.compile(r"[A-Z]\w*[a-z]Con")  # ArgoCon, GitOpsCon
_YEAR = re.compile(r"20[1-3]\d")
_SHORT_YEAR = re.compile(r"[1-3]\d")
_SENTENCE_END = re.compile(r"[.!?:;|\n。]")
_LONGEST_NAME = 6
_LONGEST_PLACE = 3
_WIDEST_GAP = 4


class OtherConferenceFinder:
    """Find conferences other than KubeCon; the co-located events of the editions, and their cities, are known."""

    def __init__(self, editions: Sequence[Edition], places: Places) -> None:
        self._known = _Known(editions, places)

    def find(self, text: str) -> tuple[OtherConference, ...]:
        """Return the conferences other than KubeCon that a text names, in order."""
        return tuple(_Reader(self._known, text).events())


class _Known:
    """Know names of events and places."""

    def __init__(self, editions: Sequence[Edition], names: Places) -> None:
        self.names = names
        self.region_year = re.compile(rf"({'|'.join(names.regions)})(?:20)?([1-3]\d)")
        self.events = {normalize(name): name for edition in editions for name in edition.colocated}
        self.events |= names.series
        self.places = {normalize(place): _slug(place) for place in names.elsewhere}
        self.places |= {normalize(place): _slug(place) for e in editions for place in (e.city, e.country)}
        self.places |= {normalize(name): region for region, written in names.regions.items() for name in written}
        self._regions = {(_slug(edition.city), edition.id[-4:]): edition.region for edition in editions}

    def home(self, name: str, where: str, year: int | None) -> str:
        """Return the region for the city of a KubeCon that the event was co-located with."""
        return where if name in self.names.series_by_place else self._regions.get((where, str(year)), where)


class _Reader:
    """Read one text from left to right: the name of an event, then its place and year."""

    def __init__(self, known: _Known, text: str) -> None:
        plain = fold_characters(text)
        matches = list(WORD.finditer(plain))
        self._known = known
        self._written = [match.group() for match in matches]
        self._words = [word.casefold() for word in self._written]
        self._is_typed_small = self._written == self._words
        ends = [0, *(match.end() for match in matches)]
        gaps = [plain[end : match.start()] for end, match in zip(ends, matches, strict=False)]
        self._sentence_starts = {place for place, gap in enumerate(gaps) if _SENTENCE_END.search(gap)}

    def events(self) -> Iterator[OtherConference]:
        place = floor = 0
        while place < len(self._words):
            event = self._event(place, floor)
            if event is not None:
                yield event
                floor = event.end
            place = event.end if event is not None else place + 1

    def _event(self, start: int, floor: int) -> OtherConference | None:
        """Return the event whose name begins here; words before `floor` belong to another."""
        named = self._name(start)
        if named is None:
            return None
        name, end = named
        region_year = self._known.region_year.fullmatch(self._word(end))
        if region_year:
            return self._held(name, region_year[1], 2000 + int(region_year[2]), start, end + 1)
        where, end = self._where(name, end)
        year, end = self._when(end, after_region=where in self._known.names.regions)
        if year and not where:
            where, end = self._where(name, end)
        if not where:
            where, start = self._where_before(start, floor)
        if not year and start > floor and _YEAR.fullmatch(self._words[start - 1]):
            year, start = int(self._words[start - 1]), start - 1
        return self._held(name, where, year, start, end)

    def _held(self, name: str, where: str, year: int | None, start: int, end: int) -> OtherConference:
        where = self._known.home(name, where, year)
        parts = [_slug(name), where, str(year or "")]
        shown = [
            name,
            where.upper() if where in self._known.names.short_codes else where.replace("-", " ").title(),
            str(year or ""),
        ]
        return OtherConference("-".join(filter(None, parts)), " ".join(filter(None, shown)), year, start, end)

    def _word(self, place: int) -> str:
        return self._words[place] if place < len(self._words) else ""

    def _name(self, start: int) -> tuple[str, int] | None:
        """Return the name of the event that begins here, and its end."""
        for end in range(min(start + _LONGEST_NAME, len(self._words)), start, -1):
            if name := self._known.events.get(" ".join(self._words[start:end])):
                return name, end
        written = self._written[start]
        if _OWN_CON.fullmatch(written) and not self._words[start].startswith(self._known.names.event_words):
            return written, start + 1
        return None

    def _where(self, name: str, start: int) -> tuple[str, int]:
        """Return the slug of the place named here, "" for none, and its end."""
        begin = start + 1 if self._word(start) in ("in", "at") else start
        for end in range(min(begin + _LONGEST_PLACE, len(self._words)), begin, -1):
            phrase = " ".join(self._words[begin:end])
            if place := self._known.places.get(phrase):
                return place, end
            if name in self._known.names.series_by_place and self._is_unknown_place(begin, end):
                return phrase.replace(" ", "-"), end
        return "", start

    def _where_before(self, start: int, floor: int) -> tuple[str, int]:
        """Return the slug of the place right before an event ("China Contributor Summit"), and its start."""
        for begin in range(max(floor, start - _LONGEST_PLACE), start):
            if place := self._known.places.get(" ".join(self._words[begin:start])):
                return place, begin
        return "", start

    def _is_unknown_place(self, begin: int, end: int) -> bool:
        """Return whether words can only be a place: capitalised, in one sentence, and right before a year."""
        return (
            bool(_YEAR.fullmatch(self._word(end)))
            and filler_words().isdisjoint(self._words[begin:end])
            and self._sentence_starts.isdisjoint(range(begin, end))
            and (self._is_typed_small or all(word[:1].isupper() for word in self._written[begin:end]))
        )

    def _when(self, start: int, *, after_region: bool) -> tuple[int | None, int]:
        """Return the year named here, and its end."""
        if after_region and _SHORT_YEAR.fullmatch(self._word(start)):
            return 2000 + int(self._word(start)), start + 1
        for place in range(start, min(start + _WIDEST_GAP, len(self._words))):
            if _YEAR.fullmatch(self._words[place]):
                return int(self._words[place]), place + 1
            if self._words[place] not in filler_words() or place in self._sentence_starts:
                break
        return None, start


def _slug(name: str) -> str:
    return normalize(name).replace(" ", "-")
