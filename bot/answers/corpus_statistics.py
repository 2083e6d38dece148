"""Count how much the bot knows, for the help and the front page."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.index.search_index import SearchIndex
from bot.model.entry import Entry, EntryKind, is_post, is_talk, is_video


@dataclass(slots=True)
class EntryCounts:
    """The counts of one edition.

    `recorded` talks can be watched, and of the talks in `told` it is known what was said.
    """

    recaps: set[str] = field(default_factory=set)
    statements: int = 0
    talks: int = 0
    recorded: int = 0
    told: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)

    def add(self, entry: Entry) -> None:
        """Count an entry."""
        self.statements += entry.kind is EntryKind.TAKEAWAY
        self.talks += entry.kind is EntryKind.TALK
        self.recorded += entry.kind is EntryKind.TALK and any(is_video(link.url) for link in entry.links)
        self.topics.update(entry.topics)
        if is_talk(entry.source.recap):
            self.told.add(entry.source.recap)
        if is_post(entry.source.recap):
            self.recaps.add(entry.source.recap)


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """Counts of everything; `newest_*` are those of the latest recap, "" and None if no recap has a date.

    `as_of` names what is known as of some day, and that day. `by_event` counts by event, "" for none.
    """

    recaps: int = 0
    talks: int = 0
    takeaways: int = 0
    speakers: int = 0
    topics: int = 0
    editions: int = 0
    newest_title: str = ""
    newest_url: str = ""
    newest_on: dt.date | None = None
    as_of: tuple[tuple[str, dt.date], ...] = ()
    by_event: Mapping[str, EntryCounts] = field(default_factory=dict)


def count_statistics(index: SearchIndex, as_of: tuple[tuple[str, dt.date], ...] = ()) -> CorpusStatistics:
    """Count everything in the index; reads every entry, so the result is worth keeping."""
    total, by_event = EntryCounts(), defaultdict[str, EntryCounts](EntryCounts)
    newest: Entry | None = None
    for entry in index.entries():
        total.add(entry)
        by_event[entry.event].add(entry)
        if is_post(entry.source.recap) and _is_newer(entry, newest):
            newest = entry
    return CorpusStatistics(
        recaps=len(total.recaps),
        talks=total.talks,
        takeaways=total.statements,
        speakers=len(index.names.speakers),
        topics=len(total.topics),
        editions=len(by_event.keys() - {""}),
        newest_title=newest.source.title if newest else "",
        newest_url=newest.source.url if newest else "",
        newest_on=newest.date if newest else None,
        as_of=as_of,
        by_event=dict(by_event),
    )


def _is_newer(entry: Entry, newest: Entry | None) -> bool:
    return entry.date is not None and (newest is None or newest.date is None or entry.date > newest.date)
