"""Which of many entries a channel is shown: what it has not seen, from several recaps and on several topics."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from bot.digests.entry_key import key_of
from bot.model.channel import Seen
from bot.model.entry import Entry


def select_entries(
    pool: Iterable[Entry], shown: Seen, number: int, background_topics: frozenset[str] = frozenset()
) -> list[Entry]:
    """Choose up to `number` entries: those seen least often first, then those of new recaps, then what is talked about.

    An entry comes again only when all others of the pool have been shown as often. `asides` are topics that do not
    count as talked about.
    """
    once = list(_once_each(pool))
    talked_about = _count_recaps(once, background_topics)
    ranked = sorted(once, key=lambda entry: (*_turn(entry, shown), *_interest(entry, talked_about)))
    chosen: list[Entry] = []
    for _, group in groupby(ranked, key=lambda entry: _turn(entry, shown)):
        chosen += _spread(list(group), chosen, number - len(chosen))
    return chosen


def _once_each(pool: Iterable[Entry]) -> Iterable[Entry]:
    return {key_of(entry): entry for entry in reversed(list(pool))}.values()


def _count_recaps(entries: Iterable[Entry], background_topics: frozenset[str]) -> Mapping[str, int]:
    """Count the recaps that speak of each topic."""
    spoken_of = {
        (topic, entry.source.recap) for entry in entries for topic in entry.topics if topic not in background_topics
    }
    return Counter(topic for topic, _ in spoken_of)


def _turn(entry: Entry, shown: Seen) -> tuple[int, bool]:
    return shown.times.get(key_of(entry), 0), entry.source.recap not in shown.new_recaps


def _interest(entry: Entry, talked_about: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Rank what names a topic before what names none (numbers, dates, thanks), this year's before last year's.

    Of one year, the topic comes first of which most recaps speak.
    """
    year, day = (-entry.date.year, -entry.date.toordinal()) if entry.date else (0, 0)
    recaps = max((talked_about[topic] for topic in entry.topics), default=0)
    return year if recaps else 1, -recaps, day, key_of(entry)


def _spread(ranked: Sequence[Entry], before: Sequence[Entry], number: int) -> list[Entry]:
    """Choose one after the other what has least in common with those chosen before it: recap, source and topics."""
    told = Counter(mark for entry in before for mark in _marks(entry))
    left = {key_of(entry): entry for entry in ranked}
    chosen: list[Entry] = []
    while left and len(chosen) < number:
        entry = min(left.values(), key=lambda entry: sum(told[mark] for mark in _marks(entry)))
        told.update(_marks(entry))
        chosen.append(left.pop(key_of(entry)))
    return chosen


def _marks(entry: Entry) -> tuple[str, ...]:
    sources = {entry.source.url, *(link.url for link in entry.links)} - {""}
    return (entry.source.recap, *sources, *entry.topics)
