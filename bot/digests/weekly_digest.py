"""Compose weekly digests: what is new, what happened, each topic, what to watch, and upcoming dates."""

import datetime as dt
from collections.abc import Iterable, Iterator

from bot.catalogue.events.calendar import days_to_go, last_day, upcoming
from bot.digests.changed_sessions import changes_part
from bot.digests.draft import Draft, first_day
from bot.digests.entry_key import key_of_event
from bot.digests.entry_pool import recordings, takeaways
from bot.digests.lead import lead, weightiest_first
from bot.digests.select_entries import is_seen, newest_first
from bot.digests.status_claims import weight_of
from bot.digests.upcoming_dates import upcoming_dates
from bot.model.digest import Part, PartKind
from bot.model.edition import Edition
from bot.model.entry import Entry, is_post

_EACH = 2
_NEW_RECAPS = 3
_NEWS = 3
_NEWS_DAYS = 90
_WATCHED = 6
_DATES = 4
_KUBERNETES = "Kubernetes"  # whose releases are news, though nearly all is about it
DAYS_AHEAD = 28


def weekly(draft: Draft) -> Iterator[Part]:
    """Yield the parts of a weekly digest in order; parts without news are empty."""
    ahead = dates(draft)  # first, so that no other part repeats them
    told = recent_news(draft, draft.day - dt.timedelta(days=_NEWS_DAYS))
    names = draft.topic_names
    mine = [entry for entry in told if not names or names & set(entry.topics)]
    arrived = _arrived(draft)
    yield changes_part(draft)
    yield lead(draft, [*(entry for entries in arrived for entry in entries), *mine, *weightiest_first(draft), *told])
    yield _new(draft, arrived)
    yield Part(PartKind.NEWS, tuple(draft.select(told, _NEWS)))
    yield from (draft.part(PartKind.TAKEAWAYS, topic, takeaways(pool), _EACH) for topic, pool in draft.pools())
    yield _watch(draft)
    yield ahead


def _arrived(draft: Draft) -> list[list[Entry]]:
    """Return the lines of the newest recaps that arrived, the best first."""
    arrived: dict[str, list[Entry]] = {}
    for entry in weightiest_first(draft):
        if entry.source.recap in draft.shown.new_recaps and is_post(entry.source.recap):
            arrived.setdefault(entry.source.recap, []).append(entry)
    newest = sorted(arrived.values(), key=lambda entries: max(map(_day_of, entries)), reverse=True)
    return newest[:_NEW_RECAPS]


def _day_of(entry: Entry) -> dt.date:
    return entry.date or dt.date.min


def _new(draft: Draft, arrived: Iterable[list[Entry]]) -> Part:
    """List the best two lines of each recap that arrived."""
    told = [draft.select(entries, _EACH) for entries in arrived]
    return Part(PartKind.NEW, tuple(entry for entries in told for entry in entries))


def recent_news(draft: Draft, since: dt.date, *, weightiest: bool = False) -> list[Entry]:
    """Return the news since a day, newest first: those on the channel's topics before all others.

    What only an organisation did is left out, and so is what became of small projects that are none of its topics.
    `weightiest` lets graduations and releases come before what else is new.
    """
    names = draft.topic_names
    background = draft.entry_pool.background_topics - names - {_KUBERNETES}
    recent = [entry for entry in draft.entry_pool.news if entry.date and since <= entry.date <= draft.day]
    wanted = (entry for entry in newest_first(recent) if not set(entry.topics) <= background)
    return sorted(
        (entry for entry in wanted if not names or names & set(entry.topics) or weight_of(entry)),
        key=lambda entry: (not names & set(entry.topics), -weight_of(entry) if weightiest else 0),
    )


def _watch(draft: Draft) -> Part:
    """Offer two talks a topic that can be watched."""
    pools = draft.pools()
    names = draft.entry_pool.names_of
    chosen = [
        entry
        for topic, pool in pools
        for entry in draft.select(
            newest_first(recordings(pool), names(topic)) if topic else draft.ranked("", recordings(pool)),
            _EACH,
            is_mix=not topic,
        )
    ]
    return Part(PartKind.TALKS, tuple(chosen[:_WATCHED]))


def dates(draft: Draft) -> Part:
    """List upcoming days: those of the channel's topics, and those before the next KubeCons."""
    ahead = upcoming(draft.editions, draft.day)
    near = {edition.id for edition in ahead}
    of_editions = (entry for entry in draft.entry_pool.entries if entry.event in near)
    about = [*takeaways(draft.everything()), *draft.entry_pool.news, *of_editions]
    unseen = (entry for entry in about if not is_seen(entry, draft.shown))
    found: dict[dt.date, Entry] = {}
    for day, entry in upcoming_dates(unseen, draft.day, DAYS_AHEAD):
        if not _is_held(ahead, day):
            found.setdefault(day, entry)
    chosen = draft.select(list(found.values()), _DATES)
    days = tuple(day for day, entry in found.items() if entry in chosen)
    return Part(PartKind.DATES, tuple(found[day] for day in days), days=days)


def _is_held(editions: Iterable[Edition], day: dt.date) -> bool:
    """Return whether a KubeCon takes place on a day; if so, another part covers it."""
    return any(first_day(one) <= day <= last_day(one) for one in editions if one.dates_certain)


def upcoming_kubecons(draft: Draft, edition: Edition | None) -> tuple[Edition, ...]:
    """Return the KubeCons of the next weeks that the channel has not seen yet, except the digest's own."""
    ahead = [one for one in upcoming(draft.editions, draft.day) if one is not edition]
    return tuple(
        one
        for one in ahead
        if (days := days_to_go(one, draft.day)) and days <= DAYS_AHEAD and key_of_event(one.id) not in draft.shown.times
    )
