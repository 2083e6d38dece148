"""Deliver digests: every few seconds, plan what is due and start to deliver it."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Mapping

from bot.cards.notices import paused_card
from bot.delivery.clock import Clock
from bot.delivery.deliver import Deliverer, in_time
from bot.delivery.planner import Planner
from bot.delivery.protocol import Publisher, RetryLaterError
from bot.engine import Engine
from bot.errors import BotError, StoreError
from bot.event_log import EventLogger, trace_of
from bot.model.channel import Subscription
from bot.model.delivery import Delivery
from bot.store.database import Database
from bot.store.ledger import Ledger
from bot.store.seen_entries import SeenEntries
from bot.store.subscriptions import Subscriptions

_log = EventLogger(__name__)
TICK_SECONDS = 2.0
_AT_ONCE = 50  # deliveries on their way on one platform, so that one that hangs delays no other
_LEASE_SECONDS = 60.0  # how long a heartbeat may be unchanged; a deliverer's longest step takes a third of it
_REALIGN = dt.timedelta(hours=1)
_FAULT_SECONDS = 600.0
_TELL_TRIES = 3


class DeliveryWorker:
    """Deliver digests, together with other processes on the same database."""

    name = "digests"
    every_seconds = TICK_SECONDS

    def __init__(self, engine: Engine, database: Database, worker: str, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._publishers: dict[str, Publisher] = {}
        self._subscriptions = Subscriptions(database)
        self._ledger = Ledger(database, worker)
        self._seen_entries = SeenEntries(database)
        self._planner = Planner(engine, self._subscriptions, self._ledger)
        self._deliverer = Deliverer(
            engine, self._subscriptions, self._ledger, self._seen_entries, self._publishers, clock
        )
        self._running: dict[int, tuple[Delivery, asyncio.Task[None]]] = {}
        self._telling: set[asyncio.Task[None]] = set()
        self._heartbeats: dict[int, tuple[int, float]] = {}
        self._aligned_at: dt.datetime | None = None
        self._noted: frozenset[str] = frozenset()
        self._is_away = False

    def open(self, publisher: Publisher) -> None:
        """Deliver through a publisher from now on, in place of the platform's former one."""
        self._publishers[publisher.platform] = publisher

    async def close(self) -> None:
        """Cancel the deliveries under way; they continue at the next start."""
        tasks = self._tasks()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @property
    def publishers(self) -> Mapping[str, Publisher]:
        """Return the publishers by platform; more may come."""
        return self._publishers

    async def tick(self) -> bool:
        """Plan what is due and start as many deliveries as there is room for; return whether there was anything to do.

        Catches errors of the database, as the next tick tries again.
        """
        try:
            is_busy = await self._tick(self._clock.now())
        except StoreError as fault:
            if not self._is_away:
                _log.warning("digests wait", reason=str(fault))
            self._is_away = True
            return False
        if self._is_away:
            _log.warning("digests continue")
        self._is_away = False
        return is_busy

    async def _tick(self, now: dt.datetime) -> bool:
        await self._align(now)
        planned, claimed = await self._planner.plan(now), await self._claim(now)
        for delivery in claimed:
            self._set_off(delivery)
        await self._tell_paused()
        return bool(planned or claimed)

    async def run_once(self) -> None:
        """Post what is due now, until only deliveries that have to wait are left."""
        while await self.tick():
            await self.settle()

    async def settle(self) -> None:
        """Wait until everything that is on its way has come to an end."""
        while tasks := self._tasks():
            await asyncio.wait(tasks)
            await asyncio.sleep(0)

    def _tasks(self) -> list[asyncio.Task[None]]:
        return [*(task for _, task in self._running.values()), *self._telling]

    async def _align(self, now: dt.datetime) -> None:
        """Recalculate due times if recaps changed, an hour has passed, or the clock was set back."""
        recaps = self._engine.recaps()
        is_aligned = self._aligned_at and dt.timedelta(0) <= now - self._aligned_at < _REALIGN
        if is_aligned and recaps == self._noted:
            return
        await self._seen_entries.note_recaps(recaps, now)
        await self._planner.realign(now)
        self._aligned_at, self._noted = now, recaps

    async def _claim(self, now: dt.datetime) -> list[Delivery]:
        platforms = list(self._publishers)
        if not platforms:
            return []
        claimed = await self._ledger.resume_own(list(self._running), platforms)
        claimed += await self._reclaim_stalled(platforms)
        on_their_way = Counter(one.channel.platform for one, _ in self._running.values())
        on_their_way.update(one.channel.platform for one in claimed)
        for platform in platforms:
            if (room := _AT_ONCE - on_their_way[platform]) > 0:
                claimed += await self._ledger.claim(now, [platform], room)
        return claimed

    async def _reclaim_stalled(self, platforms: list[str]) -> list[Delivery]:
        """Take over deliveries of other processes whose heartbeat has not changed for the length of a lease."""
        seconds, heartbeats = self._clock.seconds(), await self._ledger.others_heartbeats(platforms)
        self._heartbeats = {
            one: before if (before := self._heartbeats.get(one)) and before[0] == heartbeat else (heartbeat, seconds)
            for one, heartbeat in heartbeats.items()
        }
        taken: list[Delivery] = []
        for one, (heartbeat, since) in self._heartbeats.items():
            if seconds - since >= _LEASE_SECONDS:
                taken += await self._ledger.reclaim_stalled(one, heartbeat)
        return taken

    def _set_off(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery))
        self._running[delivery.id] = (delivery, task)
        task.add_done_callback(lambda _: self._running.pop(delivery.id, None))

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._deliverer.deliver(delivery)
        except StoreError as fault:
            # the claim stays this process's own: the next tick that reaches the database continues it
            _log.warning("delivery interrupted", delivery=delivery.id, reason=str(fault))
            await self._clock.sleep(TICK_SECONDS)
        except Exception as fault:  # noqa: BLE001 - one digest that cannot be made must not hold up the others
            _log.error("fault", delivery=delivery.id, error=type(fault).__name__, trace=trace_of(fault))
            await self._deliverer.put_off(delivery, _FAULT_SECONDS, f"a fault of the bot ({type(fault).__name__})")

    async def _tell_paused(self) -> None:
        for paused in await self._subscriptions.take_untold(list(self._publishers)):
            _log.warning("paused", channel=str(paused.channel), reason=paused.paused)
            task = asyncio.create_task(self._tell(paused))
            self._telling.add(task)
            task.add_done_callback(self._telling.discard)

    async def _tell(self, paused: Subscription) -> None:
        """Notify the subscriber once; retry only if the platform certainly did not accept it."""
        publisher = self._publishers[paused.channel.platform]
        for _ in range(_TELL_TRIES):
            try:
                await in_time(publisher.notify_user(paused.channel, paused.by, paused_card(paused.paused)))
            except RetryLaterError as busy:
                await self._clock.sleep(busy.wait_seconds)
            except BotError as problem:
                _log.warning("not notified", channel=str(paused.channel), reason=str(problem))
                return
            else:
                return
