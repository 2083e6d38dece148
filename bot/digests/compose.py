"""Put a digest together from what the recaps hold and what the channel has seen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.catalogue.events.calendar import days_to_go, upcoming
from bot.digests.entry_key import key_of
from bot.digests.entry_pool import EntryPool, recordings, sessions, takeaways
from bot.digests.select_entries import select_entries
from bot.digests.upcoming_dates import upcoming_dates
from bot.model.channel import Seen, Subscription
from bot.model.digest import Digest, EmptyDigest, Part, PartKind
from bot.model.due_date import DigestKind, DueDate
from bot.model.edition import Edition
from bot.model.entry import Entry

_TOPICS = 4  # a digest: more would not be read
_TOPICS_AHEAD = 2  # a countdown, which tells more of each
_EACH = 3
_MIXED = 5
_TALKS = 3
_RECAPS = 6
_DATES = 4
_DATES_AHEAD_DAYS = 45
_EDITIONS_AHEAD_DAYS = 60
_NOT_ENTRIES = (PartKind.DATES, PartKind.RECAPS)


@dataclass(frozen=True, slots=True)
class _Context:
    """Hold what every part is put together from; `day` is the digest's day in the channel."""

    entry_pool: EntryPool
    editions: Sequence[Edition]
    subscription: Subscription
    shown: Seen
    day: date

    def pools(self) -> list[tuple[str, Sequence[Entry]]]:
        """Return the entries about each topic, those the channel has seen least of first; one mix without topics."""
        if not self.subscription.topics:
            return [("", self.entry_pool.default_entries)]
        found = {topic: pool for topic in self.subscription.topics if (pool := self.entry_pool.about(topic))}
        least_seen_first = sorted(found, key=lambda topic: self._times_seen(found[topic]))
        return [(topic, found[topic]) for topic in least_seen_first[:_TOPICS]]

    def _times_seen(self, pool: Sequence[Entry]) -> int:
        return min(self.shown.times.get(key_of(entry), 0) for entry in pool)

    def everything(self) -> list[Entry]:
        """Return the entries about any of the topics."""
        return [entry for _, pool in self.pools() for entry in pool]


def compose(
    entry_pool: EntryPool, editions: Sequence[Edition], subscription: Subscription, due: DueDate, shown: Seen
) -> Digest | EmptyDigest:
    """Put together what is due for a channel, or say why there is nothing to post."""
    day = due.at.astimezone(subscription.zone).date()
    context = _Context(entry_pool, editions, subscription, shown, day)
    edition = next((edition for edition in editions if edition.id == due.edition), None)
    if due.edition and edition is None:
        return EmptyDigest(f"{due.edition} is no longer announced")
    coming = _near(context, edition)
    told = _once_each(_parts(context, due.kind, edition))
    parts = tuple(part for part in told if part.entries or (part.kind is PartKind.DATES and coming))
    if not any(part.kind is not PartKind.DATES for part in parts) and due.kind is not DigestKind.COUNTDOWN:
        return EmptyDigest(_why_nothing(subscription, edition))
    keys = tuple(
        dict.fromkeys(key_of(entry) for part in parts if part.kind not in _NOT_ENTRIES for entry in part.entries)
    )
    return Digest(due, day, parts, keys, edition, coming)


def _parts(context: _Context, kind: DigestKind, edition: Edition | None) -> Iterator[Part]:
    if kind is DigestKind.COUNTDOWN and edition:
        yield from _countdown(context, edition)
    elif kind is DigestKind.READING and edition:
        yield from _reading(context, edition)
    else:
        yield from _weekly(context)


def _once_each(parts: Iterable[Part]) -> Iterator[Part]:
    """Leave out of a part what a part before it holds; days and recaps stay whole."""
    told: set[str] = set()
    for part in parts:
        if part.kind in _NOT_ENTRIES:
            yield part
            continue
        entries = tuple(entry for entry in part.entries if key_of(entry) not in told)
        told.update(map(key_of, entries))
        yield replace(part, entries=entries)


def _weekly(context: _Context) -> Iterator[Part]:
    yield from (
        _part(context, PartKind.TAKEAWAYS, topic, takeaways(pool), _EACH if topic else _MIXED)
        for topic, pool in context.pools()
    )
    yield _part(context, PartKind.TALKS, "", recordings(context.everything()), _TALKS)
    yield _dates(context)
    yield _recaps(context, context.shown.new_recaps)


def _countdown(context: _Context, edition: Edition) -> Iterator[Part]:
    before = _held_before(context.editions, edition, edition.region) or _held_before(context.editions, edition)
    since = {
        one.id for one in context.editions if before and _first_day(before) < _first_day(one) < _first_day(edition)
    }
    for topic, pool in context.pools()[:_TOPICS_AHEAD]:
        said = takeaways(pool)
        last_time = [entry for entry in said if before and entry.event == before.id]
        yield _part(context, PartKind.LAST_TIME, topic, last_time, _EACH, before)
        yield _part(context, PartKind.SINCE, topic, [entry for entry in said if entry.event in since], _EACH)
    for topic, pool in context.pools()[:_TOPICS_AHEAD]:
        yield _part(context, PartKind.SESSIONS, topic, sessions(pool, edition.id), _EACH, edition)
    yield _dates(context)


def _reading(context: _Context, edition: Edition) -> Iterator[Part]:
    """Tell what was written since the edition began; what was announced beforehand is no recap of it."""
    for topic, pool in context.pools():
        said = [entry for entry in takeaways(pool) if _is_about(entry, edition)]
        yield _part(context, PartKind.TAKEAWAYS, topic, said, _EACH if topic else _MIXED, edition)
    yield _recaps(context, {name for name, entry in context.entry_pool.recaps.items() if _is_about(entry, edition)})


def _is_about(entry: Entry, edition: Edition) -> bool:
    return entry.event == edition.id and (entry.date is None or entry.date >= _first_day(edition))


def _part(
    context: _Context, kind: PartKind, topic: str, pool: Sequence[Entry], number: int, edition: Edition | None = None
) -> Part:
    chosen = select_entries(pool, context.shown, number, context.entry_pool.background_topics)
    more = len({key_of(entry) for entry in pool}) - len(chosen)
    return Part(
        kind, tuple(chosen), context.entry_pool.name_of(topic) if topic else "", more, edition.id if edition else ""
    )


def _dates(context: _Context) -> Part:
    """Return the days that come up: those of the channel's topics, and those that lead up to the KubeCons to come."""
    ahead = upcoming(context.editions, context.day)
    near = {edition.id for edition in ahead}
    about = [*context.everything(), *(entry for entry in context.entry_pool.entries if entry.event in near)]
    found: dict[date, Entry] = {}
    for day, entry in upcoming_dates(about, context.day, _DATES_AHEAD_DAYS):
        # when a KubeCon itself is held is told by its edition
        if not any(_first_day(one) <= day <= (one.ends_on or _first_day(one)) for one in ahead if one.dates_certain):
            found.setdefault(day, entry)
    days = list(found)[:_DATES]
    return Part(PartKind.DATES, tuple(found[day] for day in days), days=tuple(days))


def _recaps(context: _Context, names: Iterable[str]) -> Part:
    """Return one entry of each recap, the newest first."""
    about = {entry.source.recap for entry in context.everything()}
    known = [context.entry_pool.recaps[name] for name in names if name in context.entry_pool.recaps and name in about]
    known.sort(key=lambda entry: (-entry.date.toordinal() if entry.date else 0, entry.source.recap))
    return Part(PartKind.RECAPS, tuple(known[:_RECAPS]), more=max(0, len(known) - _RECAPS))


def _near(context: _Context, edition: Edition | None) -> tuple[Edition, ...]:
    """Return the KubeCons to come within weeks, other than the one that the digest is about."""
    coming = [one for one in upcoming(context.editions, context.day) if one is not edition]
    return tuple(one for one in coming if (days := days_to_go(one, context.day)) and days <= _EDITIONS_AHEAD_DAYS)


def _held_before(editions: Iterable[Edition], edition: Edition, region: str = "") -> Edition | None:
    earlier = [one for one in editions if _first_day(one) < _first_day(edition) and region in {"", one.region}]
    return max(earlier, key=_first_day, default=None)


def _first_day(edition: Edition) -> date:
    return edition.starts_on or date.max


def _why_nothing(subscription: Subscription, edition: Edition | None) -> str:
    about = f"on {', '.join(subscription.topics)}" if subscription.topics else "at all"
    return f"the recaps hold nothing {about}" + (f" of {edition.short_name}" if edition else "")
