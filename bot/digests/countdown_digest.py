"""Compose countdown digests: before a KubeCon what to attend and what changed, after it what was written."""

from collections.abc import Iterator

from bot.catalogue.events.calendar import last_day
from bot.digests.changed_sessions import changes_part
from bot.digests.draft import Draft, first_day, held_before
from bot.digests.entry_pool import sessions, takeaways
from bot.digests.lead import is_settled, lead, told_since
from bot.digests.status_claims import weight_of
from bot.digests.weekly_digest import dates, recent_news
from bot.model.digest import Part, PartKind
from bot.model.edition import Edition
from bot.model.entry import Entry, is_post

_TOPICS = 2  # since each has more entries
_EACH = 2
_SESSIONS = 4
_CHANGES = 3
_RECAPS = 6


def countdown(draft: Draft, edition: Edition) -> Iterator[Part]:
    """Yield the parts of a digest before a KubeCon."""
    pools = draft.pools()[:_TOPICS]
    before, ahead = last_held(draft, edition), dates(draft)
    changed = recent_news(draft, first_day(before), weightiest=True) if before else []
    yield changes_part(draft, edition)
    if before:
        yield lead(draft, _what_changed(draft, before, changed))
    for topic, pool in pools:
        yield draft.part(PartKind.SESSIONS, topic, sessions(pool, edition.id), _SESSIONS, edition)
    if before:
        yield Part(PartKind.NEWS, tuple(draft.select(changed, _CHANGES)))
    for topic, pool in pools if before else ():
        said = takeaways(pool)
        last_time = [entry for entry in said if before and entry.event == before.id]
        yield draft.part(PartKind.LAST_TIME, topic, last_time, _EACH, before)
        since = [entry for entry in said if before and _is_since(entry, before, edition, draft)]
        yield draft.part(PartKind.SINCE, topic, since, _EACH)
    yield ahead


def _what_changed(draft: Draft, before: Edition, news: list[Entry]) -> list[Entry]:
    """Rank what a countdown may lead with: news on the channel's topics, then graduations and releases."""
    names, told = draft.topic_names, told_since(draft, last_day(before))
    mine = [entry for entry in news if names & set(entry.topics)]
    weighty = [entry for entry in news if weight_of(entry) > 1]
    settled = [entry for entry in told if is_settled(entry.text)]
    return [*mine, *settled, *weighty, *told] if names else [*weighty, *settled, *told]


def last_held(draft: Draft, edition: Edition) -> Edition | None:
    """Return the KubeCon before it in the same region, else the one before it anywhere."""
    return held_before(draft.editions, edition, edition.region) or held_before(draft.editions, edition)


def _is_since(entry: Entry, before: Edition, edition: Edition, draft: Draft) -> bool:
    between = {one.id for one in draft.editions if first_day(before) < first_day(one) < first_day(edition)}
    return entry.event in between


def reading(draft: Draft, edition: Edition) -> Iterator[Part]:
    """List what was written since the edition began; earlier announcements are not recaps."""
    for topic, pool in draft.pools():
        said = [entry for entry in takeaways(pool) if _is_of(entry, edition)]
        yield draft.part(PartKind.TAKEAWAYS, topic, said, _EACH, edition)
    yield _recaps(draft, edition)


def _is_of(entry: Entry, edition: Edition) -> bool:
    return entry.event == edition.id and (entry.date is None or entry.date >= first_day(edition))


def _recaps(draft: Draft, edition: Edition) -> Part:
    """Yield one entry about the topics from each recap of an edition, newest first."""
    about = {entry.source.recap for entry in draft.everything()}
    known = [one for name, one in draft.entry_pool.recaps.items() if name in about and _is_of(one, edition)]
    known = [entry for entry in known if is_post(entry.source.recap)]
    known.sort(key=lambda entry: (-entry.date.toordinal() if entry.date else 0, entry.source.recap))
    return Part(PartKind.RECAPS, tuple(known[:_RECAPS]), more=max(0, len(known) - _RECAPS))
