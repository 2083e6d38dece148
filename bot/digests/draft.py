"""Store a digest while it is composed: its purpose, and what it already contains."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.digests.entry_key import key_of_lead, key_of_source, key_of_topic, keys_of
from bot.digests.entry_pool import EntryPool, takeaways
from bot.digests.same_facts import with_same
from bot.digests.select_entries import in_turn, is_seen, most_told_first, select_entries
from bot.model.channel import Seen, Subscription
from bot.model.digest import Part, PartKind
from bot.model.edition import Edition
from bot.model.entry import Entry

_TOPICS = 4  # a digest: more would not be read
_MIXED = 4


@dataclass(slots=True)
class Draft:
    """The data from which each part is composed.

    `day` is the digest's day in the channel, `told` its entries so far, `lead` its first entry.
    """

    entry_pool: EntryPool
    editions: Sequence[Edition]
    subscription: Subscription
    shown: Seen
    day: dt.date
    told: list[Entry] = field(default_factory=list)
    lead: Entry | None = None

    @property
    def topic_names(self) -> set[str]:
        """Return the names of the channel's topics."""
        return {self.entry_pool.name_of(topic) for topic in self.subscription.topics}

    def pools(self) -> list[tuple[str, Sequence[Entry]]]:
        """Return the entries about each topic, topics with the most news first; one mix without topics."""
        if not self.subscription.topics:
            return [("", self.entry_pool.on(self.day))]
        found = [(topic, self.entry_pool.about(topic, self.day)) for topic in self.subscription.topics]
        unseen = {topic: sum(not is_seen(entry, self.shown) for entry in takeaways(pool)) for topic, pool in found}
        kept = sorted(found, key=lambda pair: not unseen[pair[0]])[:_TOPICS]
        return [pair for pair in found if pair in kept and pair[1]]

    def everything(self) -> list[Entry]:
        """Return the entries about any of the topics."""
        return [entry for _, pool in self.pools() for entry in pool]

    def select(self, ranked: Sequence[Entry], number: int, *, is_mix: bool = False) -> list[Entry]:
        """Select entries that neither the channel nor the draft contains yet, and add them."""
        number -= self.lead is not None and self.lead in ranked  # which counts as one of them
        chosen = select_entries(ranked, self.shown, number, self.told, is_mix=is_mix)
        self.told += chosen
        return chosen

    def part(
        self, kind: PartKind, topic: str, pool: Iterable[Entry], number: int, edition: Edition | None = None
    ) -> Part:
        """List some entries about a topic, newest first, or a mix that starts with what most recaps mention."""
        entries = list(pool)
        if topic:
            chosen = self.select(self.ranked(topic, entries), number)
        else:
            chosen = self.select(self.ranked(topic, entries), max(number, _MIXED), is_mix=True)
        name = self.entry_pool.name_of(topic) if topic else ""
        newest = sorted(chosen, key=lambda entry: entry.date or dt.date.min, reverse=True) if topic else chosen
        more = len(entries) - len(chosen) - (self.lead in entries)
        return Part(kind, tuple(newest), name, more, edition.id if edition else "")

    def topics_of_lead(self) -> list[str]:
        """Return the topics of the first entry: those that the channel follows, otherwise the first that it names."""
        if self.lead is None:
            return []
        if not self.subscription.topics:
            return list(self.lead.topics[:1])
        return [self.entry_pool.name_of(topic) for topic, pool in self.pools() if self.lead in pool]

    def ranked(self, topic: str, entries: Sequence[Entry]) -> list[Entry]:
        """Rank the entries about a topic, or of the mix, so that sources alternate."""
        if topic:
            return in_turn(entries, self.entry_pool.names_of(topic), self.shown)
        pool = takeaways(self.everything())
        return most_told_first(entries, pool, self.entry_pool.background_topics, self.shown)

    def keys(self, entries: Sequence[Entry]) -> tuple[str, ...]:
        """Return the keys of shown entries, and of all with the same statement."""
        alike = with_same(entries, self.everything())
        sources = [key_of_source(entry) for entry in takeaways(entries)]
        topics = {topic for entry in entries for topic in entry.topics} - self.entry_pool.background_topics
        mixed = [] if self.subscription.topics else [key_of_topic(topic) for topic in sorted(topics)]
        led = [key_of_lead(topic) for topic in self.topics_of_lead()]
        return tuple(dict.fromkeys([*(key for entry in alike for key in keys_of(entry)), *sources, *mixed, *led]))


def held_before(editions: Iterable[Edition], edition: Edition, region: str = "") -> Edition | None:
    """Return the edition before another one, of the same region if one is given."""
    earlier = [one for one in editions if first_day(one) < first_day(edition) and region in {"", one.region}]
    return max(earlier, key=first_day, default=None)


def first_day(edition: Edition) -> dt.date:
    """Return the first day of an edition, the latest possible day if none is known."""
    return edition.starts_on or dt.date.max
