"""List schedule changes of an upcoming KubeCon that a channel has not seen, on its topics."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.catalogue.events.calendar import last_day
from bot.digests.draft import Draft
from bot.digests.select_entries import is_seen
from bot.model.digest import Part, PartKind
from bot.model.edition import Edition
from bot.model.entry import SCHEDULE, Entry, EntryKind, Source
from bot.model.schedule_change import ScheduleChange

_SHOWN = 8
_DAYS = 7


def changes_to_entries(
    changes: Iterable[ScheduleChange], editions: Iterable[Edition], mentions: Callable[[str], tuple[str, ...]]
) -> Iterator[Entry]:
    """Yield a statement for each change in the schedule of a known edition."""
    names = {edition.id: edition.short_name for edition in editions}
    for change in changes:
        if change.event in names:
            source = Source(f"{SCHEDULE}changes", f"{names[change.event]} schedule", change.url, "", 0)
            day, topics = dt.date.fromisoformat(change.on), mentions(change.title)
            yield Entry(EntryKind.TAKEAWAY, "", change.text, source, event=change.event, date=day, topics=topics)


def with_changed_days(editions: Iterable[Edition], changes: Sequence[Entry]) -> tuple[Edition, ...]:
    """Return the editions with the days on which changes in their schedules were seen."""
    days = {(entry.event, entry.date) for entry in changes if entry.date}
    return tuple(
        replace(one, changed_on=tuple(sorted(day for event, day in days if event == one.id))) for one in editions
    )


def changes_part(draft: Draft, edition: Edition | None = None) -> Part:
    """List the changes of the last days, of one edition or of all upcoming ones."""
    coming = {one.id for one in draft.editions if last_day(one) >= draft.day and edition in (None, one)}
    names = draft.topic_names
    since = draft.day - dt.timedelta(days=_DAYS)
    recent = [
        entry
        for entry in draft.entry_pool.changes
        if entry.event in coming and entry.date and since <= entry.date <= draft.day and not is_seen(entry, draft.shown)
    ]
    wanted = [entry for entry in recent if not names or names & set(entry.topics)]
    told = wanted[:_SHOWN] if draft.subscription.has_countdown else []
    draft.told += told
    return Part(PartKind.CHANGES, tuple(told), event=edition.id if edition else "")
