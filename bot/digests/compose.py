"""Compose a digest from the recaps and what the channel has seen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.digests.changed_sessions import changes_part
from bot.digests.countdown_digest import countdown, last_held, reading
from bot.digests.draft import Draft
from bot.digests.entry_key import key_of_event
from bot.digests.entry_pool import EntryPool
from bot.digests.weekly_digest import upcoming_kubecons, weekly
from bot.model.channel import Seen, Subscription
from bot.model.digest import Digest, EmptyDigest, Part, PartKind
from bot.model.due_digest import DigestKind, DueDigest
from bot.model.edition import Edition
from bot.model.entry import Entry


def compose(
    entry_pool: EntryPool, editions: Sequence[Edition], subscription: Subscription, due: DueDigest, shown: Seen
) -> Digest | EmptyDigest:
    """Compose what is due for a channel, or say why there is nothing to post."""
    edition = next((edition for edition in editions if edition.id == due.edition), None)
    if due.edition and edition is None:
        return EmptyDigest(f"{due.edition} is no longer announced")
    draft = Draft(entry_pool, editions, subscription, shown, due.at.astimezone(subscription.zone).date())
    digest = _compose(draft, due, edition)
    if isinstance(digest, EmptyDigest) and due.kind is DigestKind.READING and subscription.is_weekly:
        return _compose(draft, replace(due, kind=DigestKind.WEEKLY), None)
    return digest


def _compose(draft: Draft, due: DueDigest, edition: Edition | None) -> Digest | EmptyDigest:
    near = () if due.kind is DigestKind.CHANGES else upcoming_kubecons(draft, edition)
    parts = tuple(part for part in _parts(draft, due.kind, edition) if part.entries or _has_days(part, near))
    if due.kind is not DigestKind.COUNTDOWN and not parts:
        return EmptyDigest(_why_nothing(draft, edition))
    headline, rest = _headline(parts, due.kind)
    keys = (*draft.keys(draft.told), *(key_of_event(one.id) for one in near))
    since = last_held(draft, edition) if edition and due.kind is DigestKind.COUNTDOWN else None
    timezone, topics = draft.subscription.timezone, draft.subscription.topics
    return Digest(due, draft.day, rest, keys, edition, near, headline, since, draft.shown.new_recaps, timezone, topics)


def _parts(draft: Draft, kind: DigestKind, edition: Edition | None) -> Iterator[Part]:
    if kind is DigestKind.COUNTDOWN and edition:
        yield from countdown(draft, edition)
    elif kind is DigestKind.READING and edition:
        yield from reading(draft, edition)
    elif kind is DigestKind.CHANGES and edition:
        yield changes_part(draft, edition)
    else:
        yield from weekly(draft)


def _has_days(part: Part, near: Sequence[Edition]) -> bool:
    return part.kind is PartKind.DATES and bool(near)


def _headline(parts: tuple[Part, ...], kind: DigestKind) -> tuple[Entry | None, tuple[Part, ...]]:
    """Remove the leading entry from its part: a countdown has one only if something changed."""
    no_lead = {PartKind.DATES} if kind is not DigestKind.COUNTDOWN else set(PartKind) - {PartKind.LEAD}
    leading = next((part for part in sorted(parts, key=_is_no_lead) if part.kind not in no_lead), None)
    if leading is None:
        return None, parts
    shorter = replace(leading, entries=leading.entries[1:])
    rest = (shorter if part is leading else part for part in parts)
    return leading.entries[0], tuple(part for part in rest if part.entries or part.kind is PartKind.DATES)


def _is_no_lead(part: Part) -> bool:
    return part.kind is not PartKind.LEAD


def _why_nothing(draft: Draft, edition: Edition | None) -> str:
    topics = draft.subscription.topics
    about = f"on {', '.join(topics)}" if topics else "at all"
    if edition:
        return f"the recaps contain nothing {about} of {edition.short_name}"
    is_known = any(pool for _, pool in draft.pools())
    return f"the recaps contain nothing new {about}" if is_known else f"the recaps contain nothing {about}"
