"""What drives digests: every few seconds it plans what is due, and sets couriers off."""

import asyncio
import datetime as dt
import logging
import traceback
from contextlib import suppress

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.cards.notices import paused_card
from bot.engine import Engine
from bot.errors import BotError, StoreError
from bot.scheduler.clock import Clock
from bot.scheduler.courier import LATEST, Courier
from bot.scheduler.outbox import Outbox
from bot.scheduler.planning import Planner
from bot.store.database import Database
from bot.store.ledger import Delivery, Ledger
from bot.store.shown import Memory
from bot.store.subscriptions import Subscriptions

_log = logging.getLogger(__name__)
_TICK_SECONDS = 2
_AT_ONCE = 50  # deliveries on their way
_LEASE_SECONDS = 60.0  # how long a claim may stand still; a courier's longest step takes a third of it
_REALIGN = dt.timedelta(hours=1)
_TICK_JOB = "digests"
_FAULT_SECONDS = 600.0


class Clockwork:
    """Deliver digests until stopped, beside other processes on the same database."""

    name = "digests"

    def __init__(self, engine: Engine, database: Database, worker: str, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock
        self._outboxes: dict[str, Outbox] = {}
        self._subscriptions = Subscriptions(database)
        self._ledger = Ledger(database, worker)
        self._memory = Memory(database)
        self._planner = Planner(engine, self._subscriptions, self._ledger)
        self._courier = Courier(engine, self._subscriptions, self._ledger, self._memory, self._outboxes, clock)
        self._running: dict[int, asyncio.Task[None]] = {}
        self._beats: dict[int, tuple[int, float]] = {}
        self._aligned_at: dt.datetime | None = None

    def open(self, outbox: Outbox) -> None:
        """Deliver through an outbox from now on, in place of the platform's former one."""
        self._outboxes[outbox.platform] = outbox

    def last_event_at(self) -> float | None:
        """Return None: nothing comes in here."""
        return None

    async def run(self, stop: asyncio.Event) -> None:
        """Plan and deliver until stopped; what is on its way then is gone on with at the next start."""
        scheduler = AsyncIOScheduler(timezone=dt.UTC)
        scheduler.add_job(
            self.tick,
            CronTrigger(second=f"*/{_TICK_SECONDS}", timezone=dt.UTC),
            id=_TICK_JOB,
            replace_existing=True,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=int(LATEST.total_seconds()),
        )
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it would log each tick
        scheduler.start()
        try:
            await stop.wait()
        finally:
            scheduler.shutdown(wait=False)
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def tick(self) -> bool:
        """Plan what is due, take up as many deliveries as there is room for, and say whether there was anything to do.

        Raises nothing of the database's: the next tick tries again.
        """
        now = self._clock.now()
        try:
            await self._align(now)
            planned, claimed = await self._planner.plan(now), await self._claim(now)
            for delivery in claimed:
                self._set_off(delivery)
            await self._tell_paused()
        except StoreError as fault:
            _log.warning("tick failed: %s", fault)
            return False
        return bool(planned or claimed)

    async def run_once(self) -> None:
        """Post what is due now, until nothing is left that need not wait."""
        while await self.tick():
            await self.settle()

    async def settle(self) -> None:
        """Wait until everything that is on its way has come to an end."""
        while self._running:
            await asyncio.wait(list(self._running.values()))
            await asyncio.sleep(0)

    async def _align(self, now: dt.datetime) -> None:
        if self._aligned_at and dt.timedelta(0) <= now - self._aligned_at < _REALIGN:
            return  # else an hour has passed, or the clock was set back
        await self._memory.note_recaps(await asyncio.to_thread(self._engine.recaps), now)
        await self._planner.realign(now)
        self._aligned_at = now

    async def _claim(self, now: dt.datetime) -> list[Delivery]:
        room = _AT_ONCE - len(self._running)
        platforms = list(self._outboxes)
        if room <= 0 or not platforms:
            return []
        claimed = await self._ledger.claimed_before(list(self._running), platforms)
        claimed += await self._take_over(platforms)
        if len(claimed) < room:
            claimed += await self._ledger.claim(now, platforms, room - len(claimed))
        return claimed

    async def _take_over(self, platforms: list[str]) -> list[Delivery]:
        """Take over what other processes work on no longer: their beat has stood still for as long as a lease."""
        seconds, beats = self._clock.seconds(), await self._ledger.claims_of_others(platforms)
        self._beats = {
            one: before if (before := self._beats.get(one)) and before[0] == beat else (beat, seconds)
            for one, beat in beats.items()
        }
        taken: list[Delivery] = []
        for one, (beat, since) in self._beats.items():
            if seconds - since >= _LEASE_SECONDS:
                taken += await self._ledger.take_over(one, beat)
        return taken

    def _set_off(self, delivery: Delivery) -> None:
        task = asyncio.create_task(self._deliver(delivery))
        self._running[delivery.id] = task
        task.add_done_callback(lambda _: self._running.pop(delivery.id, None))

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._courier.deliver(delivery)
        except StoreError as fault:
            # the claim stays this process's own: the next tick that reaches the database goes on with it
            _log.warning("delivery=%d interrupted: %s", delivery.id, fault)
            await self._clock.sleep(_TICK_SECONDS)
        except Exception as fault:  # noqa: BLE001 - one digest that cannot be made must not hold up the others
            trace = "".join(traceback.format_tb(fault.__traceback__))
            _log.error("fault delivery=%d error=%s\n%s", delivery.id, type(fault).__name__, trace)
            await self._courier.put_off(delivery, _FAULT_SECONDS, f"a fault of the bot ({type(fault).__name__})")

    async def _tell_paused(self) -> None:
        for paused in await self._subscriptions.take_untold(list(self._outboxes)):
            _log.warning("paused place=%s reason=%s", paused.place, paused.paused)
            with suppress(BotError):
                await self._outboxes[paused.place.platform].tell(paused.place, paused.by, paused_card(paused.paused))
