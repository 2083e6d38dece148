"""Select the entries of a digest: not yet seen, from several recaps and on several topics."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.digests.entry_key import key_of, key_of_source, key_of_topic, keys_of
from bot.digests.same_facts import count_sources, say_the_same
from bot.digests.topic_filter import count_before, place_in
from bot.model.channel import Seen
from bot.model.entry import Entry

_NEAR, _FAR = 40, 2  # characters, and how many such steps count


def is_seen(entry: Entry, shown: Seen) -> bool:
    """Return whether a channel has seen an entry, or another one with the same fact."""
    return any(key in shown.times for key in keys_of(entry))


def newest_first(pool: Iterable[Entry], names: tuple[str, ...] = ()) -> list[Entry]:
    """Rank the newest month first, and within it statements that name the topic early."""

    def rank(entry: Entry) -> tuple[int, int, int, str]:
        day = entry.date or dt.date.min
        place = place_in(entry, names) // _NEAR if names else 0
        return -(day.year * 12 + day.month), min(place, _FAR), -day.toordinal(), key_of(entry)

    return sorted(pool, key=rank)


def in_turn(pool: Iterable[Entry], names: tuple[str, ...], shown: Seen) -> list[Entry]:
    """Rank statements that name the topic first and come from rarely used sources first."""
    return sorted(newest_first(pool, names), key=lambda entry: count_before(entry, names) + times_shown(entry, shown))


def times_shown(entry: Entry, shown: Seen) -> int:
    """Count how often a channel was shown something from the page or recording of an entry."""
    return shown.times.get(key_of_source(entry), 0)


def most_told_first(
    entries: Iterable[Entry], pool: Sequence[Entry], background_topics: frozenset[str], shown: Seen
) -> list[Entry]:
    """Rank first what most sources say, then what most mention, alternating sources and topics.

    What names no topic (numbers, thanks) comes last.
    """
    talked_about = _count_recaps(pool, background_topics)
    told = count_sources(pool)

    def rank(entry: Entry) -> tuple[bool, int, int, float, int, str]:
        turns = (talked_about[topic] / (1 + shown.times.get(key_of_topic(topic), 0)) for topic in entry.topics)
        most, day = max(turns, default=0.0), entry.date or dt.date.min
        return (
            not most,
            times_shown(entry, shown),
            -told.get(key_of(entry), 0),
            -most,
            -day.toordinal(),
            key_of(entry),
        )

    return sorted(entries, key=rank)


def select_entries(
    ranked: Iterable[Entry], shown: Seen, number: int, told: Sequence[Entry] = (), *, is_mix: bool = False
) -> list[Entry]:
    """Select up to `number` entries in order: none that was shown, or that repeats another entry or one of `told`.

    A source is used again only if there are too few others; in a mix, so is a topic.
    """
    chosen: list[Entry] = []
    left: list[Entry] = []
    for entry in ranked:
        if len(chosen) == number:
            break
        if is_seen(entry, shown) or any(say_the_same(entry, one) for one in (*told, *chosen)):
            continue
        crowd = {mark for one in (*told, *chosen) for mark in _marks(one, is_mix=is_mix)}
        (left if crowd & _marks(entry, is_mix=is_mix) else chosen).append(entry)
    for entry in left[: number * 10]:
        if len(chosen) < number and not any(say_the_same(entry, one) for one in chosen):
            chosen.append(entry)
    return chosen


def _count_recaps(entries: Iterable[Entry], background_topics: frozenset[str]) -> Mapping[str, int]:
    """Count the recaps that mention each topic."""
    spoken_of = {
        (topic, entry.source.recap) for entry in entries for topic in entry.topics if topic not in background_topics
    }
    return Counter(topic for topic, _ in spoken_of)


def _marks(entry: Entry, *, is_mix: bool) -> set[str]:
    """Return what entries should not share: their pages, and in a mix their topics."""
    pages = {entry.source.url, *(link.url for link in entry.links)} - {""}
    return pages | set(entry.topics[:2] if is_mix else ()) or {entry.source.recap}
