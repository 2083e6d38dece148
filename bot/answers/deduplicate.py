"""Show a statement once even if many recaps contain it, and take recaps in turn."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.ranking import Ranked
from bot.index.edit_distance import likeness
from bot.model.entry import EntryKind, Source

_SAME = 0.9
_NEARLY_AS_LONG = 0.8
_COMPARED = 30  # as many as anyone looks at; further down a repeated statement does no harm
_AGREED = 0.04  # what each other recap that says the same adds
_MOST_AGREED = 0.12
_AGAIN = 0.03  # what each earlier match from the same recap costs
_CROWD = 0.25  # and what they may cost together


@dataclass(frozen=True, slots=True)
class Deduplicated:
    """A ranked entry, and other places with the same statement."""

    ranked: Ranked
    also_in: tuple[Source, ...]


_Kept = tuple[Ranked, list[Source]]


def deduplicate(ranked: Sequence[Ranked]) -> list[Deduplicated]:
    """Merge equal entries; frequent statements move up a little, recaps that were already shown down."""
    return _spread(_merge(ranked))


def _merge(ranked: Sequence[Ranked]) -> list[Deduplicated]:
    kept: list[_Kept] = []
    compared = _Compared()
    for one in ranked:
        twin = compared.twin_of(one)
        if twin is None:
            kept.append((one, []))
            if len(kept) <= _COMPARED:
                compared.add(kept[-1])
        else:
            twin[1].append(one.record.entry.source)
    return [Deduplicated(one, tuple(sources)) for one, sources in kept]


class _Compared:
    """Hold the entries that further ones are compared with, sorted so that few of them need to be."""

    def __init__(self) -> None:
        self._talks: dict[tuple[str, str], _Kept] = {}
        self._of_kind: defaultdict[EntryKind, list[_Kept]] = defaultdict(list)

    def add(self, kept: _Kept) -> None:
        record = kept[0].record
        self._of_kind[record.entry.kind].append(kept)
        if record.entry.kind is EntryKind.TALK:
            self._talks.setdefault((record.title, record.entry.event), kept)

    def twin_of(self, one: Ranked) -> _Kept | None:
        """Return the first entry that says the same, None if there is none."""
        entry = one.record.entry
        if entry.kind is EntryKind.TALK and entry.title:
            return self._talks.get((one.record.title, entry.event))
        return next((twin for twin in self._of_kind[entry.kind] if _say_the_same(twin[0], one)), None)


def _say_the_same(one: Ranked, other: Ranked) -> bool:
    """Return whether two entries of one kind, of which the other is no talk with a title, say the same."""
    a, b = one.record, other.record
    if a.entry.kind is EntryKind.TALK and a.entry.title:
        return a.title == b.title and a.entry.event == b.entry.event
    if not _NEARLY_AS_LONG <= len(a.said) / len(b.said) <= 1 / _NEARLY_AS_LONG:
        return False  # they cannot be that alike, and most pairs end here
    return likeness(a.said, b.said, _SAME) > 0 and _numbers(a.said) == _numbers(b.said)


def _numbers(said: str) -> set[str]:
    """Return the words with digits: statements that differ in one, even a year, are different."""
    return {word for word in said.split() if any(map(str.isdigit, word))}


def _spread(grouped: Sequence[Deduplicated]) -> list[Deduplicated]:
    spoken: Counter[str] = Counter()
    costs: list[tuple[float, Deduplicated]] = []
    for one in grouped:
        recap = one.ranked.record.entry.source.recap
        agreed = min(_AGREED * len(one.also_in), _MOST_AGREED)
        costs.append((one.ranked.score + agreed - min(_AGAIN * spoken[recap], _CROWD), one))
        spoken[recap] += 1
    return [one for _, one in sorted(costs, key=lambda cost: -cost[0])]
