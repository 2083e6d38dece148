"""What digests are chosen from: the entries of all recaps, and those about one topic."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

from bot.digests.entry_key import key_of
from bot.model.entry import Entry, EntryKind, is_post, is_video
from bot.model.topic import Topic

Find = Callable[[str], tuple[Sequence[Entry], Sequence[str]]]
_BACKGROUND_KINDS = frozenset({"event", "organisation", "process", "programme", "role"})
_READABLE = frozenset({"", "en"})  # for channels that have chosen nothing


class EntryPool:
    """Hold the entries; `find` gives what a lookup finds, and the names of the topics that it is about.

    `asides` are the topics that make no statement worth reading by themselves, see asides_among.
    """

    def __init__(
        self, entries: Callable[[], Iterable[Entry]], find: Find, background_topics: frozenset[str] = frozenset()
    ) -> None:
        self._read = entries
        self._find = lru_cache(maxsize=1000)(find)
        self.background_topics = background_topics
        self.about = lru_cache(maxsize=1000)(self._about)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return all takeaways and talks that nothing disputes."""
        return tuple(entry for entry in self._read() if entry.kind is not EntryKind.PROJECT and not entry.disputed)

    @cached_property
    def default_entries(self) -> tuple[Entry, ...]:
        """Return what a channel without topics gets."""
        return tuple(entry for entry in self.entries if entry.language in _READABLE)

    @cached_property
    def recaps(self) -> dict[str, Entry]:
        """Return the first entry of each recap, by the recap's name."""
        return {entry.source.recap: entry for entry in reversed(self.entries) if is_post(entry.source.recap)}

    def name_of(self, words: str) -> str:
        """Return the name of the one topic that the words mean, else the words themselves."""
        topics = self._find(words)[1]
        return topics[0] if len(topics) == 1 else words

    def _about(self, words: str) -> tuple[Entry, ...]:
        """Return the entries about what the words mean, each once."""
        found, topics = self._find(words)
        named = set(topics)
        about = [*found, *(entry for entry in self.entries if named & set(entry.topics))]
        kept = {key_of(entry): entry for entry in reversed(about) if not entry.disputed}
        return tuple(kept.values())


def find_background_topics(topics: Iterable[Topic]) -> frozenset[str]:
    """Return the names of those who organise, and of what is held beside: whom a statement names, not what it tells."""
    return frozenset(topic.name for topic in topics if topic.kind in _BACKGROUND_KINDS)


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
