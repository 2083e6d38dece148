"""Find mentions of editions in a text: "kubecon-na-2025", "EU '25", "KubeCon in Atlanta", "paris 2024"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from bot.catalogue.events.edition_terms import EditionTerm, EditionTermFinder, EditionTermKind
from bot.catalogue.events.places import Places, filler_words
from bot.catalogue.normalize import written_words
from bot.model.edition import Edition

_WIDEST_GAP = 7
_OTHER_EVENT_WORDS = frozenset({"kcd", "kcds", "rejekts", "day", "days", "summit"})


class Certainty(IntEnum):
    """Rank how certain it is that an edition is meant, weakest first."""

    YEAR = 1
    CITY = 2
    REGION = 3
    EVENT_YEAR = 4
    CITY_YEAR = 5
    REGION_YEAR = 6
    ID = 7


@dataclass(frozen=True, slots=True)
class EditionMention:
    """One mention of an edition.

    `edition_ids` are newest first: several where the words fit several editions, none for only a year and for an
    edition that does not exist; the latter is `unknown`. `year` is the year named, or None. `start` and `end` count
    the words of the normalized text.
    """

    edition_ids: tuple[str, ...]
    certainty: Certainty
    start: int
    end: int
    year: int | None = None
    unknown: bool = False


class EditionMentionFinder:
    """Find mentions of some editions, whose terms are gathered once."""

    def __init__(self, editions: Sequence[Edition], places: Places) -> None:
        self._terms = EditionTermFinder(editions, places)
        self._newest_first = _newest_first(editions)

    def find(self, text: str, year_hint: int | None = None) -> tuple[EditionMention, ...]:
        """Return the mentions of editions in a text, in order.

        A city or region without a year means all editions held there, unless there is one of the year hinted at. A
        region counts only next to "KubeCon" or a year.
        """
        reader = _Reader(self._terms, self._newest_first, written_words(text))
        return tuple(reader.mentions(year_hint))


def _newest_first(editions: Sequence[Edition]) -> tuple[str, ...]:
    ordered = sorted(editions, key=lambda edition: (edition.id[-4:], str(edition.starts_on or "")), reverse=True)
    return tuple(edition.id for edition in ordered)


class _Reader:
    """Read one text: group neighbouring terms, and work out the meaning of each group."""

    def __init__(self, known: EditionTermFinder, newest_first: Sequence[str], written: Sequence[str]) -> None:
        self._known = known
        self._newest_first = newest_first
        self._written = written
        self._words = [word.casefold() for word in written]

    def mentions(self, year_hint: int | None) -> Iterator[EditionMention]:
        gatherings = list(self._gatherings(self._known.pieces(self._written)))
        for place, pieces in enumerate(gatherings):
            following = gatherings[place + 1] if place + 1 < len(gatherings) else []
            shared = _year(following) if following and self._is_joined(pieces[-1], following[0]) else None
            mention = self._mention(pieces, shared or year_hint)
            if mention is not None:
                yield mention

    def _gatherings(self, pieces: Sequence[EditionTerm]) -> Iterator[list[EditionTerm]]:
        gathered: list[EditionTerm] = []
        for piece in pieces:
            if gathered and not (self._is_joined(gathered[-1], piece) and _fits(gathered, piece)):
                yield gathered
                gathered = []
            gathered.append(piece)
        if gathered:
            yield gathered

    def _is_joined(self, before: EditionTerm, after: EditionTerm) -> bool:
        gap = self._words[before.end : after.start]
        return len(gap) <= _WIDEST_GAP and filler_words().issuperset(gap)

    def _mention(self, pieces: Sequence[EditionTerm], year_hint: int | None) -> EditionMention | None:
        telling = self._telling(pieces)
        kinds = {piece.kind for piece in telling}
        if kinds == {EditionTermKind.YEAR}:
            return EditionMention((), Certainty.YEAR, telling[0].start, telling[0].end, telling[0].year)
        if not kinds - {EditionTermKind.EVENT} or self._is_chance(telling, kinds):
            return None
        year, start, end = _year(telling), telling[0].start, telling[-1].end
        ids = frozenset.intersection(*(piece.ids for piece in telling))
        if year is None and year_hint is not None:
            ids = ids & self._known.of_year(year_hint) or ids
        certainty = Certainty.ID if "-".join(self._words[start:end]) in ids else _certainty(kinds)
        in_order = tuple(edition_id for edition_id in self._newest_first if edition_id in ids)
        return EditionMention(in_order, certainty, start, end, year, unknown=not ids)

    def _telling(self, pieces: Sequence[EditionTerm]) -> list[EditionTerm]:
        """Drop places that count only next to "KubeCon"; "KubeCon, New York Times" is not such a mention."""
        is_event = any(piece.kind is EditionTermKind.EVENT for piece in pieces)
        goes_on = pieces[-1].kind is EditionTermKind.ELSEWHERE and pieces[-1].end < len(self._words)
        left_out = (
            ()
            if is_event and not goes_on
            else (EditionTermKind.COUNTRY, EditionTermKind.ELSEWHERE, EditionTermKind.EVENT)
        )
        return [piece for piece in pieces if piece.kind not in left_out]

    def _is_chance(self, telling: Sequence[EditionTerm], kinds: set[EditionTermKind]) -> bool:
        """Return whether words without "KubeCon" only look like an edition: "(EU) 2024/2847", "KCD Paris 2023"."""
        if EditionTermKind.EVENT in kinds or EditionTermKind.CITY in kinds:
            ids = frozenset.intersection(*(piece.ids for piece in telling))
            return not ids and EditionTermKind.EVENT not in kinds and self._follows_other_event(telling[0].start)
        is_apart = any(before.end < after.start for before, after in pairwise(telling))
        is_law = "".join(self._words[telling[-1].end : telling[-1].end + 1]).isdigit()
        return len(kinds) == 1 or is_apart or is_law

    def _follows_other_event(self, start: int) -> bool:
        before = "".join(self._words[max(0, start - 1) : start])
        return before in _OTHER_EVENT_WORDS or before.endswith("con")


def _fits(gathered: Sequence[EditionTerm], piece: EditionTerm) -> bool:
    """Return whether a term belongs to a group; a contradicting year does so only if it is adjacent."""
    if len(gathered) >= _MOST_PIECES:
        return False
    kinds = {before.kind for before in gathered}
    if piece.kind is EditionTermKind.EVENT:
        return kinds == {EditionTermKind.EVENT} or kinds.isdisjoint({EditionTermKind.EVENT, EditionTermKind.ELSEWHERE})
    if piece.kind in kinds:
        return False
    if EditionTermKind.ELSEWHERE in (*kinds, piece.kind):
        return EditionTermKind.EVENT in kinds and kinds | {piece.kind} <= _ANYWHERE
    left = frozenset.intersection(piece.ids, *(before.ids for before in gathered))
    return bool(left) or (piece.kind is EditionTermKind.YEAR and gathered[-1].end == piece.start)


_MOST_PIECES = 12  # of one mention; "kubecon kubecon …" can be of any length
_ANYWHERE = {EditionTermKind.EVENT, EditionTermKind.YEAR, EditionTermKind.ELSEWHERE}


def _year(pieces: Sequence[EditionTerm]) -> int | None:
    return next((piece.year for piece in pieces if piece.year), None)


def _certainty(kinds: set[EditionTermKind]) -> Certainty:
    if EditionTermKind.YEAR not in kinds:
        return Certainty.CITY if EditionTermKind.CITY in kinds else Certainty.REGION
    if EditionTermKind.REGION in kinds:
        return Certainty.REGION_YEAR
    return Certainty.EVENT_YEAR if kinds == {EditionTermKind.EVENT, EditionTermKind.YEAR} else Certainty.CITY_YEAR
