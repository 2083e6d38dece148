"""How much the bot knows, in figures: what the help and the front page tell of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from bot.index.search_index import SearchIndex
from bot.model.entry import Entry, EntryKind, is_post


@dataclass(frozen=True, slots=True)
class CorpusStatistics:
    """Count what can be found; `newest_*` tell of the recap published last, "" and None where no recap says when.

    `as_of` names what is known as of some day, and that day.
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


def count_statistics(index: SearchIndex, as_of: tuple[tuple[str, dt.date], ...] = ()) -> CorpusStatistics:
    """Count everything in the index; reads every entry, so the result is worth keeping."""
    kinds: Counter[EntryKind] = Counter()
    recaps: set[str] = set()
    topics: set[str] = set()
    editions: set[str] = set()
    newest: Entry | None = None
    for entry in index.entries():
        kinds[entry.kind] += 1
        topics.update(entry.topics)
        editions.update({entry.event} - {""})
        if not is_post(entry.source.recap):
            continue
        recaps.add(entry.source.recap)
        if entry.date and (newest is None or newest.date is None or entry.date > newest.date):
            newest = entry
    return CorpusStatistics(
        recaps=len(recaps),
        talks=kinds[EntryKind.TALK],
        takeaways=kinds[EntryKind.TAKEAWAY],
        speakers=len(index.names.speakers),
        topics=len(topics),
        editions=len(editions),
        newest_title=newest.source.title if newest else "",
        newest_url=newest.source.url if newest else "",
        newest_on=newest.date if newest else None,
        as_of=as_of,
    )
