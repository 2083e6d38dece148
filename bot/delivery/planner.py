"""Find due digests and enter them in the ledger once; skip those that are too late."""

import asyncio
import datetime as dt

from bot.delivery.deliver import LATEST
from bot.digests.recurrence import due_digests_after, next_due_digest
from bot.engine import Engine
from bot.errors import StoreError
from bot.event_log import EventLogger
from bot.model.channel import Subscription
from bot.model.due_digest import DueDigest
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions

_log = EventLogger(__name__)
_AT_ONCE = 100
_PUT_OFF = dt.timedelta(hours=1)
_MOMENT = dt.timedelta(seconds=1)


class Planner:
    """Plan deliveries for the subscriptions that are due."""

    def __init__(self, engine: Engine, subscriptions: Subscriptions, ledger: Ledger) -> None:
        self._engine = engine  # asked each time, since it may take over another corpus
        self._subscriptions = subscriptions
        self._ledger = ledger

    async def plan(self, now: dt.datetime) -> int:
        """Plan some of what is due at `now`, longest due first, and return how many; the rest is planned next time."""
        due = await self._subscriptions.due(now, _AT_ONCE)
        for subscription, was in due:
            try:
                await self._plan_one(subscription, was, now)
            except StoreError:
                raise
            except Exception as fault:  # noqa: BLE001 - a channel that cannot be planned must not hold up the others
                _log.error("fault", channel=str(subscription.channel), error=repr(fault))
                await self._subscriptions.set_next_due(subscription.channel, was, now + _PUT_OFF)
        return len(due)

    async def _plan_one(self, subscription: Subscription, was: dt.datetime, now: dt.datetime) -> None:
        missed = self._dues_until(subscription, was, now)
        chosen = missed.pop() if missed and now - missed[-1].at <= LATEST else None
        for due in missed:
            about = {"channel": str(subscription.channel), "kind": str(due.kind), "due": str(due.at)}
            _log.warning("skipped", **about, reason="too late")
        coming = next_due_digest(subscription, self._engine.editions, now)
        next_due_at = coming.at if coming else None
        if chosen:
            await self._ledger.plan(subscription.channel, chosen, was, next_due_at)
        else:
            await self._subscriptions.set_next_due(subscription.channel, was, next_due_at)

    def _dues_until(self, subscription: Subscription, was: dt.datetime, now: dt.datetime) -> list[DueDigest]:
        # what is long past is skipped anyway
        first = max(was - _MOMENT, now - 60 * LATEST)
        dues = []
        for due in due_digests_after(subscription, self._engine.editions, first):
            if due.at > now:
                break
            dues.append(due)
        return dues

    async def realign(self, now: dt.datetime) -> None:
        """Recalculate when channels are due: KubeCons may have been announced, or the clock was wrong."""
        for number, (subscription, was) in enumerate(await self._subscriptions.all()):
            if number % _AT_ONCE == 0:
                await asyncio.sleep(0)  # lets the event loop answer lookups
            if subscription.paused or (was and was <= now):
                continue
            try:
                coming = next_due_digest(subscription, self._engine.editions, now)
            except Exception as fault:  # noqa: BLE001 - as above
                _log.error("fault", channel=str(subscription.channel), error=repr(fault))
                continue
            if coming and coming.at != was:
                await self._subscriptions.set_next_due(subscription.channel, was, coming.at)
