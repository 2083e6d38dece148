"""The digests that a channel would get over some weeks, each knowing what those before it showed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from bot.digests.recurrence import due_digests_after
from bot.engine import Engine
from bot.model.channel import Channel, Seen, Subscription
from bot.model.digest import Digest, EmptyDigest
from bot.model.due_digest import DigestKind, DueDigest

FIRST = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
_HOUR = dt.timedelta(hours=1)
_NOWHERE = Channel("console", "", "simulated")


def weeks(
    engine: Engine, topics: Iterable[str], number: int, arrivals: Iterable[str] = ()
) -> Iterator[tuple[DueDigest, Digest | EmptyDigest]]:
    """Give the weekly digests from FIRST on; of `arrivals`, one recap after the other is new in each."""
    subscription = Subscription(_NOWHERE, "", FIRST, timezone="Europe/Amsterdam", topics=tuple(topics))
    dues = [DueDigest(FIRST + dt.timedelta(weeks=week)) for week in range(number)]
    yield from _shown_in_turn(engine, subscription, dues, list(arrivals))


def countdowns(engine: Engine, topics: Iterable[str], edition: str) -> Iterator[tuple[DueDigest, Digest | EmptyDigest]]:
    """Give the digests ahead of an edition, of a channel that gets nothing else."""
    subscription = Subscription(_NOWHERE, "", FIRST, timezone="Europe/Amsterdam", topics=tuple(topics), is_weekly=False)
    ahead = due_digests_after(subscription, engine.editions, FIRST - _HOUR)
    dues = [due for due in ahead if due.edition == edition and due.kind is DigestKind.COUNTDOWN]
    yield from _shown_in_turn(engine, subscription, dues, [])


def _shown_in_turn(
    engine: Engine, subscription: Subscription, dues: Iterable[DueDigest], arrivals: list[str]
) -> Iterator[tuple[DueDigest, Digest | EmptyDigest]]:
    times: Counter[str] = Counter()
    for number, due in enumerate(dues):
        digest = engine.digest(subscription, due, Seen(dict(times), frozenset(arrivals[number : number + 1])))
        times.update(digest.keys if isinstance(digest, Digest) else ())
        yield due, digest
