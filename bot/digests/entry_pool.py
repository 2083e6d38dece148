"""Store the entries from which digests are chosen, and find those about a topic that are true on a day."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from bot.catalogue.normalize import normalize
from bot.digests.entry_key import key_of
from bot.digests.out_of_date import is_out_of_date, tells_of_old
from bot.digests.status_claims import claim_key, claim_of, is_superseded, newest_claims
from bot.digests.topic_filter import is_about, is_of_longer_name
from bot.model.edition import Edition
from bot.model.entry import Entry, EntryKind, is_post, is_video
from bot.model.topic import Topic

FindTopics = Callable[[str], Sequence[Topic]]
_BACKGROUND_KINDS = frozenset({"event", "organisation", "process", "programme", "role"})
_READABLE = frozenset({"", "en"})  # for channels that have chosen nothing
_NEW_DAYS = 365
_RECORDED_DAYS = 2 * 365
_HISTORY = " history"
_KUBERNETES = "release kubernetes"  # the subject of claims on its releases
_MINOR = 2  # numbers of such a release
_DAY_IN_ADDRESS = re.compile(r"/(20\d\d)/(\d\d)/(\d\d)(?:[/.-]|$)")
_UMBRELLA = 30  # topics of one owner


class EntryPool:
    """The entries; `find_topics` returns the topics that a lookup is about.

    `background_topics` do not make a statement worth reading. `news` are facts of the catalogue, `changes` what changed
    in the schedules of upcoming KubeCons.
    """

    def __init__(
        self,
        entries: Callable[[], Iterable[Entry]],
        find_topics: FindTopics,
        background_topics: frozenset[str] = frozenset(),
        news: Sequence[Entry] = (),
        editions: Iterable[Edition] = (),
        changes: Sequence[Entry] = (),
    ) -> None:
        self._read = entries
        self._find_topics = lru_cache(maxsize=1000)(find_topics)
        self.background_topics = background_topics
        self.news = tuple(news)
        self.changes = tuple(changes)
        self._editions: Mapping[str, Edition] = {edition.id: edition for edition in editions}
        self.about = lru_cache(maxsize=1000)(self._about)
        self.on = lru_cache(maxsize=8)(self._on)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return all takeaways and talks that no source disputes."""
        kept = (entry for entry in self._read() if entry.kind is not EntryKind.PROJECT and not entry.disputed)
        return tuple(entry if (day := told_on(entry)) == entry.date else replace(entry, date=day) for entry in kept)

    @cached_property
    def recaps(self) -> dict[str, Entry]:
        """Return the first entry of each recap, by the recap's name."""
        return {entry.source.recap: entry for entry in reversed(self.entries) if is_post(entry.source.recap)}

    @cached_property
    def _newest_claims(self) -> dict[str, tuple[int, ...]]:
        return newest_claims([*self.entries, *self.news])

    @cached_property
    def _releases(self) -> dict[int, dt.date]:
        """Return when the releases of Kubernetes came, by the number after the point."""
        told = ((claim_of(entry.text), entry.date) for entry in reversed(self.news) if claim_key(entry))
        return {
            claim.rank[1]: day
            for claim, day in told
            if claim and day and claim.subject == _KUBERNETES and len(claim.rank) == _MINOR
        }

    def _is_young(self, entry: Entry, day: dt.date) -> bool:
        """Return whether an entry is recent enough to be worth knowing."""
        if entry.date is None or tells_of_old(entry, day - dt.timedelta(days=_NEW_DAYS), self._releases):
            return False
        days = _RECORDED_DAYS if entry.kind is EntryKind.TALK else _NEW_DAYS
        return -_NEW_DAYS <= (day - entry.date).days <= days

    def name_of(self, words: str) -> str:
        """Return the name of the one topic that the words mean, else the words themselves."""
        return self.names_of(words)[0]

    def names_of(self, words: str) -> tuple[str, ...]:
        """Return all names of the one topic that the words mean, the name it goes by first.

        The beginning of a name, "Argo" for Argo CD, is left out, because it also names a wider topic.
        """
        topic = self._topic(words)
        if topic is None:
            return (_without_history(words),)
        aliases = (alias.name for alias in topic.aliases)
        return (
            topic.name,
            *(alias for alias in aliases if not normalize(topic.name).startswith(f"{normalize(alias)} ")),
        )

    def _topic(self, words: str) -> Topic | None:
        topics = self._find_topics(_without_history(words))
        return topics[0] if len(topics) == 1 else None

    def holds_on(self, entry: Entry, day: dt.date) -> bool:
        """Return whether a statement is still true on a day: not replaced by a newer one, no announced event over."""
        return not (is_superseded(entry, self._newest_claims) or is_out_of_date(entry, day, self._editions))

    def _on(self, day: dt.date) -> tuple[Entry, ...]:
        """Return the entries for a channel without topics on a day."""
        readable = (entry for entry in self.entries if entry.language in _READABLE)
        return tuple(entry for entry in readable if self._is_young(entry, day) and self.holds_on(entry, day))

    def _about(self, words: str, day: dt.date) -> tuple[Entry, ...]:
        """Return the entries about a topic that are true on a day, each once."""
        names, is_history = self.names_of(words), words.casefold().endswith(_HISTORY)
        is_topic = self._topic(words) is not None
        about = (
            entry
            for entry in self.entries
            if is_about(entry, names) and not (is_topic and is_of_longer_name(entry, names[0]))
        )
        kept = {
            key_of(entry): entry
            for entry in reversed(list(about))
            if (is_history or self._is_young(entry, day)) and self.holds_on(entry, day)
        }
        return tuple(kept.values())


def _without_history(words: str) -> str:
    return words.casefold().removesuffix(_HISTORY) if words.casefold().endswith(_HISTORY) else words


def told_on(entry: Entry) -> dt.date | None:
    """Return the date in the address of an entry's page, otherwise that of its recap or note.

    A note is as young as the newest of its sources, and also contains what is in the oldest.
    """
    found = _DAY_IN_ADDRESS.search(entry.links[0].url) if entry.links and not entry.title else None
    if found is None or entry.date is None:
        return entry.date
    try:
        return min(entry.date, dt.date(*map(int, found.groups())))
    except ValueError:
        return entry.date


def find_background_topics(topics: Iterable[Topic]) -> frozenset[str]:
    """Return the names of organisers, of co-located events, and of what nearly all entries belong to.

    A statement names them, but is not about them.
    """
    known = list(topics)
    holders = Counter(holder for topic in known for holder in {topic.owner, topic.part_of})
    kinds = {topic.name for topic in known if topic.kind in _BACKGROUND_KINDS}
    return frozenset(kinds | {name for name, number in holders.items() if number >= _UMBRELLA} - {""})


def takeaways(entries: Iterable[Entry]) -> list[Entry]:
    """Return the takeaways among entries."""
    return [entry for entry in entries if entry.kind is EntryKind.TAKEAWAY]


def recordings(entries: Iterable[Entry]) -> list[Entry]:
    """Return the talks among entries that can be watched."""
    return [
        entry
        for entry in entries
        if entry.kind is EntryKind.TALK and entry.title and any(is_video(link.url) for link in entry.links)
    ]


def sessions(entries: Iterable[Entry], event: str) -> list[Entry]:
    """Return the talks among entries that are part of an edition."""
    return [entry for entry in entries if entry.kind is EntryKind.TALK and entry.title and entry.event == event]
