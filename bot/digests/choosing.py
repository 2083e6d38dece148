"""Which of many entries a channel is shown: what it has not seen, from several recaps and on several topics."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.digests.digest import key_of
from bot.digests.subscription import Shown
from bot.extraction.entry import Entry


def choose(pool: Iterable[Entry], shown: Shown, number: int) -> list[Entry]:
    """Choose up to `number` entries: those seen least often first, then those of new recaps, then the newest.

    An entry comes again only when all others of the pool have been shown as often.
    """
    ranked = sorted(_once_each(pool), key=lambda entry: _rank(entry, shown))
    chosen: list[Entry] = []
    for _, group in groupby(ranked, key=lambda entry: _rank(entry, shown)[:2]):
        chosen += _spread(list(group), chosen, number - len(chosen))
    return chosen


def _once_each(pool: Iterable[Entry]) -> Iterable[Entry]:
    return {key_of(entry): entry for entry in reversed(list(pool))}.values()


def _rank(entry: Entry, shown: Shown) -> tuple[int, bool, int, str]:
    age = -entry.date.toordinal() if entry.date else 0
    return shown.times.get(key_of(entry), 0), entry.source.recap not in shown.new_recaps, age, key_of(entry)


def _spread(ranked: Sequence[Entry], before: Sequence[Entry], number: int) -> list[Entry]:
    """Choose entries whose recap and topics have not spoken yet, then fill up with the others."""
    recaps = {entry.source.recap for entry in before}
    topics = {topic for entry in before for topic in entry.topics}
    fresh: list[Entry] = []
    others: list[Entry] = []
    for entry in ranked:
        if entry.source.recap in recaps or topics & set(entry.topics):
            others.append(entry)
            continue
        fresh.append(entry)
        recaps.add(entry.source.recap)
        topics.update(entry.topics)
    return [*fresh, *others][: max(number, 0)]
