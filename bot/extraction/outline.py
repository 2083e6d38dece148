"""Determine the headings, items and lead-in line above each block of a recap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.catalogue.catalogue import Catalogue
from bot.extraction.find_event import event_of
from bot.extraction.people.find_people import PeopleSpan, find_people
from bot.extraction.people.person_names import SURE, NameClassifier
from bot.extraction.schedules.known_sessions import KnownSessions, load_sessions
from bot.model.recap import Block, BlockKind, Recap

_LONGEST_LINE = 90
_SHORT_HEADING = 3  # words; a shorter heading says too little on its own
_BELOW_HEADINGS = 7  # a short line that heads what follows ranks below every real heading
_LEADS = (":", "：", "?", "？", "...", "…")
_SENTENCE_ENDS = (".", "!", "?", ":", "：", ";", ",", "。", "！", "？", "…")
_LISTED = (BlockKind.ITEM, BlockKind.ROW)


@dataclass(frozen=True, slots=True)
class Spot:
    """A block, and the indexes of the blocks above it.

    `headings` are those it is below, outermost first; short lines that head a list count as headings.
    `parents` are the items that hold it, outermost first. `lead` is the line before its list that leads to it.
    """

    index: int
    block: Block
    headings: tuple[int, ...] = ()
    parents: tuple[int, ...] = ()
    lead: int | None = None
    is_heading: bool = False
    level: int = 0

    @property
    def text(self) -> str:
        """Return the block's text."""
        return self.block.text


@dataclass(frozen=True)  # without slots: what is found when first asked for is kept
class Outline:
    """A recap's spots in reading order, and a judge of names that knows its words.

    `event` is the one that the recap is about, and `sessions` what is known of its schedule.
    """

    recap: Recap
    catalogue: Catalogue
    spots: tuple[Spot, ...]
    judge: NameClassifier
    event: str = ""
    sessions: KnownSessions = field(default_factory=KnownSessions)
    _people: dict[int, tuple[PeopleSpan, ...]] = field(default_factory=dict)

    def heading(self, spot: Spot) -> str:
        """Return the heading above a spot; a short one with the heading above it."""
        names = [self.spots[index].text.strip(" :：") for index in spot.headings]
        if len(names) > 1 and len(names[-1].split()) <= _SHORT_HEADING and self.spots[spot.headings[-2]].level > 1:
            return f"{names[-2]} › {names[-1]}"
        return names[-1] if names else ""

    def nearest_heading(self, spot: Spot) -> str:
        """Return the heading right above a spot."""
        return self.spots[spot.headings[-1]].text.strip(" :：") if spot.headings else ""

    def above(self, spot: Spot) -> list[str]:
        """Return the texts right above a spot: nearest heading, item and leading line."""
        indexes = (*spot.headings[-1:], *spot.parents[-1:], spot.lead)
        return [self.spots[index].text for index in indexes if index is not None]

    def below(self, spot: Spot) -> tuple[Spot, ...]:
        """Return the blocks below a heading or within an item, in order."""
        return self._below.get(spot.index, ())

    def next(self, spot: Spot) -> Spot | None:
        """Return the spot after this one."""
        return self.spots[spot.index + 1] if spot.index + 1 < len(self.spots) else None

    def people(self, spot: Spot) -> tuple[PeopleSpan, ...]:
        """Return the people that a spot's text names."""
        if spot.index not in self._people:
            self._people[spot.index] = tuple(find_people(spot.block, self.judge))
        return self._people[spot.index]

    def names_in_full(self, first_name: str) -> bool:
        """Return whether the recap names somebody of that first name in full."""
        return first_name in self._first_names

    @cached_property
    def _first_names(self) -> frozenset[str]:
        spans = (span for spot in self.spots for span in self.people(spot) if span.sure >= SURE)
        return frozenset(one.name.split(" ")[0] for span in spans for one in span.speakers if " " in one.name)

    @cached_property
    def _below(self) -> dict[int, tuple[Spot, ...]]:
        found: dict[int, list[Spot]] = {}
        for spot in self.spots:
            for index in (*spot.headings, *spot.parents):
                found.setdefault(index, []).append(spot)
        return {index: tuple(spots) for index, spots in found.items()}


def make_outline(recap: Recap, catalogue: Catalogue) -> Outline:
    """Return the outline of a recap."""
    judge = NameClassifier(catalogue, (block.text for block in recap.blocks))
    event = event_of(recap, catalogue)
    sessions = load_sessions(event, catalogue.schedules)
    return Outline(recap, catalogue, tuple(_Walk(recap.blocks).spots()), judge, event, sessions)


class _Walk:
    """Walk through the blocks, tracking open headings and items."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._headings: list[tuple[int, int]] = []  # level, index
        self._items: list[tuple[int, int]] = []
        self._lead: int | None = None

    def spots(self) -> Iterator[Spot]:
        for index, block in enumerate(self._blocks):
            follower = self._blocks[index + 1] if index + 1 < len(self._blocks) else None
            level = _heading_level(block, follower)
            if level:
                yield self._heading(index, block, level)
            elif block.kind is BlockKind.ITEM:
                yield self._item(index, block)
            else:
                yield self._other(index, block, follower)

    def _heading(self, index: int, block: Block, level: int) -> Spot:
        self._headings = [open_one for open_one in self._headings if open_one[0] < level]
        self._items, self._lead = [], None
        spot = Spot(index, block, _indexes(self._headings), is_heading=True, level=level)
        self._headings.append((level, index))
        return spot

    def _item(self, index: int, block: Block) -> Spot:
        self._items = [open_one for open_one in self._items if open_one[0] < block.level]
        spot = Spot(index, block, _indexes(self._headings), _indexes(self._items), self._lead, level=block.level)
        self._items.append((block.level, index))
        return spot

    def _other(self, index: int, block: Block, follower: Block | None) -> Spot:
        """Read a paragraph, quote or row; a paragraph after a list closes the list and the line that heads it."""
        if block.kind is BlockKind.ROW:
            self._items = []
            return Spot(index, block, _indexes(self._headings), lead=self._lead)
        goes_on = bool(self._items) and follower is not None and follower.kind is BlockKind.ITEM and follower.level > 1
        if not goes_on:
            self._items = []
            if index and self._blocks[index - 1].kind is BlockKind.ITEM:
                self._headings = [open_one for open_one in self._headings if open_one[0] < _BELOW_HEADINGS]
        leads = block.text.endswith(_LEADS) and follower is not None and follower.kind in _LISTED
        self._lead = index if leads else None
        return Spot(index, block, _indexes(self._headings), _indexes(self._items))


def _heading_level(block: Block, follower: Block | None) -> int:
    """Return the rank of a heading, or of a short line used as one; 0 for anything else."""
    if block.kind is BlockKind.HEADING:
        return block.level
    is_line = block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LONGEST_LINE and block.text[:1] not in "(（"
    if not is_line or follower is None:
        return 0
    heads_list = follower.kind in _LISTED and not block.text.endswith(_SENTENCE_ENDS)
    is_bold = " ".join(block.strong) == block.text and not block.text.endswith((".", "!", "?"))
    return _BELOW_HEADINGS if heads_list or (is_bold and follower.kind is not BlockKind.HEADING) else 0


def _indexes(open_ones: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    return tuple(index for _, index in open_ones)
