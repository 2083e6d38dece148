"""A digest that is being put together: what it is for, and what it tells already."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.digests.entry_key import keys_of
from bot.digests.entry_pool import EntryPool, takeaways
from bot.digests.same_facts import with_same
from bot.digests.select_entries import is_seen, most_told_first, newest_first, select_entries
from bot.model.channel import Seen, Subscription
from bot.model.digest import Part, PartKind
from bot.model.edition import Edition
from bot.model.entry import Entry

_TOPICS = 4  # a digest: more would not be read
_MIXED = 4


@dataclass(slots=True)
class Draft:
    """What every part is put together from; `day` is the digest's day in the channel, `told` what stands in it."""

    entry_pool: EntryPool
    editions: Sequence[Edition]
    subscription: Subscription
    shown: Seen
    day: dt.date
    told: list[Entry] = field(default_factory=list)

    @property
    def topic_names(self) -> set[str]:
        """Return the names of the channel's topics."""
        return {self.entry_pool.name_of(topic) for topic in self.subscription.topics}

    def pools(self) -> list[tuple[str, Sequence[Entry]]]:
        """Return the entries about each topic, those with most to tell that is new first; one mix without topics."""
        if not self.subscription.topics:
            return [("", self.entry_pool.on(self.day))]
        found = [(topic, self.entry_pool.about(topic, self.day)) for topic in self.subscription.topics]
        unseen = {topic: sum(not is_seen(entry, self.shown) for entry in takeaways(pool)) for topic, pool in found}
        kept = sorted(found, key=lambda pair: not unseen[pair[0]])[:_TOPICS]
        return [pair for pair in found if pair in kept and pair[1]]

    def everything(self) -> list[Entry]:
        """Return the entries about any of the topics."""
        return [entry for _, pool in self.pools() for entry in pool]

    def select(self, ranked: Iterable[Entry], number: int, *, is_mix: bool = False) -> list[Entry]:
        """Choose what the channel has not seen and the draft does not tell yet, and tell it."""
        chosen = select_entries(ranked, self.shown, number, self.told, is_mix=is_mix)
        self.told += chosen
        return chosen

    def part(
        self, kind: PartKind, topic: str, pool: Iterable[Entry], number: int, edition: Edition | None = None
    ) -> Part:
        """List some entries about a topic, the newest first, or a mix that leads with what most recaps speak of."""
        entries = list(pool)
        if topic:
            chosen = self.select(newest_first(entries, self.entry_pool.names_of(topic)), number)
        else:
            ranked = most_told_first(entries, self.entry_pool.background_topics)
            chosen = self.select(ranked, max(number, _MIXED), is_mix=True)
        name = self.entry_pool.name_of(topic) if topic else ""
        newest = sorted(chosen, key=lambda entry: entry.date or dt.date.min, reverse=True) if topic else chosen
        return Part(kind, tuple(newest), name, len(entries) - len(chosen), edition.id if edition else "")

    def keys(self, entries: Sequence[Entry]) -> tuple[str, ...]:
        """Return what a channel remembers of the entries that it is shown, with all that say the same."""
        alike = with_same(entries, self.everything())
        return tuple(dict.fromkeys(key for entry in alike for key in keys_of(entry)))


def held_before(editions: Iterable[Edition], edition: Edition, region: str = "") -> Edition | None:
    """Return the edition before another one, of the same region where one is given."""
    earlier = [one for one in editions if first_day(one) < first_day(edition) and region in {"", one.region}]
    return max(earlier, key=first_day, default=None)


def first_day(edition: Edition) -> dt.date:
    """Return the day on which an edition begins, the last there is where no day is known."""
    return edition.starts_on or dt.date.max
