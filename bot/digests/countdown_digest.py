"""What is told around a KubeCon: ahead of it what to go to and what changed, after it what was written."""

from collections.abc import Iterator

from bot.digests.changed_sessions import changes_part
from bot.digests.draft import Draft, first_day, held_before
from bot.digests.entry_pool import sessions, takeaways
from bot.digests.weekly_digest import dates, news
from bot.model.digest import Part, PartKind
from bot.model.edition import Edition
from bot.model.entry import Entry, is_post

_TOPICS = 2  # since more is told of each
_EACH = 2
_SESSIONS = 4
_CHANGES = 5
_RECAPS = 6


def countdown(draft: Draft, edition: Edition) -> Iterator[Part]:
    """Give the parts of a digest ahead of a KubeCon."""
    pools = draft.pools()[:_TOPICS]
    before, ahead = last_held(draft, edition), dates(draft)
    yield changes_part(draft, edition)
    for topic, pool in pools:
        yield draft.part(PartKind.SESSIONS, topic, sessions(pool, edition.id), _SESSIONS, edition)
    if before:
        yield news(draft, first_day(before), _CHANGES, levels_first=True)
    for topic, pool in pools if before else ():
        said = takeaways(pool)
        last_time = [entry for entry in said if before and entry.event == before.id]
        yield draft.part(PartKind.LAST_TIME, topic, last_time, _EACH, before)
        since = [entry for entry in said if before and _is_since(entry, before, edition, draft)]
        yield draft.part(PartKind.SINCE, topic, since, _EACH)
    yield ahead


def last_held(draft: Draft, edition: Edition) -> Edition | None:
    """Return the KubeCon before it in the same region, else the one before it anywhere."""
    return held_before(draft.editions, edition, edition.region) or held_before(draft.editions, edition)


def _is_since(entry: Entry, before: Edition, edition: Edition, draft: Draft) -> bool:
    between = {one.id for one in draft.editions if first_day(before) < first_day(one) < first_day(edition)}
    return entry.event in between


def reading(draft: Draft, edition: Edition) -> Iterator[Part]:
    """List what was written since the edition began; what was announced beforehand is no recap of it."""
    for topic, pool in draft.pools():
        said = [entry for entry in takeaways(pool) if _is_of(entry, edition)]
        yield draft.part(PartKind.TAKEAWAYS, topic, said, _EACH, edition)
    yield _recaps(draft, edition)


def _is_of(entry: Entry, edition: Edition) -> bool:
    return entry.event == edition.id and (entry.date is None or entry.date >= first_day(edition))


def _recaps(draft: Draft, edition: Edition) -> Part:
    """Give one entry of each recap of an edition that is about the topics, the newest first."""
    about = {entry.source.recap for entry in draft.everything()}
    known = [one for name, one in draft.entry_pool.recaps.items() if name in about and _is_of(one, edition)]
    known = [entry for entry in known if is_post(entry.source.recap)]
    known.sort(key=lambda entry: (-entry.date.toordinal() if entry.date else 0, entry.source.recap))
    return Part(PartKind.RECAPS, tuple(known[:_RECAPS]), more=max(0, len(known) - _RECAPS))
