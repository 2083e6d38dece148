"""Processes that deliver digests, each of which can be killed at any step, and a clock that is set by hand."""

import asyncio
import dataclasses
import datetime as dt

from bot.delivery.clock import Clock
from bot.delivery.worker import DeliveryWorker
from bot.digests.compose import compose
from bot.digests.entry_pool import EntryPool
from bot.model.channel import Channel
from bot.model.lookup import Answer
from bot.store.ledger import Ledger
from bot.store.seen_entries import SeenEntries
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, subscribed, topics_named
from tests.digests.test_compose import BADGERS, EDITIONS, OTTERS

SUNDAY = MONDAY - dt.timedelta(hours=20)
LEASE = 61


class SmallEngine:
    """Put digests together from a few otters and badgers."""

    editions = EDITIONS

    def __init__(self, entries=(*OTTERS, *BADGERS)):
        self.read(entries)

    def read(self, entries):
        self._entry_pool = EntryPool(lambda: entries, topics_named)

    def look_up(self, lookup):
        return Answer(lookup)

    def digest(self, subscription, due, shown):
        return compose(self._entry_pool, self.editions, subscription, due, shown)

    def recaps(self):
        return frozenset(self._entry_pool.recaps)


class ManualClock:
    """Stand still until it is set forward, or somebody sleeps."""

    def __init__(self, now=SUNDAY):
        self.at, self.passed, self.slept = now, 0.0, []

    def clock(self):
        return Clock(lambda: self.at, lambda: self.passed, self._sleep)

    def forward(self, **time):
        step = dt.timedelta(**time)
        self.at += step
        self.passed += step.total_seconds()

    async def _sleep(self, seconds):
        self.slept.append(seconds)
        self.forward(seconds=seconds)
        await asyncio.sleep(0)


class KilledError(BaseException):
    """The process is no more; nothing in it may catch this."""


class KillablePublisher:
    """A publisher whose process dies before or after the so-manieth message it posts."""

    def __init__(self, publisher, dies="", at=0):
        self._publisher, self._dies, self._at = publisher, dies, at
        self.platform, self.posted, self.is_dead = publisher.platform, 0, False
        self.find_posted, self.notify_user = publisher.find_posted, publisher.notify_user

    async def post(self, outgoing):
        number, self.posted = self.posted, self.posted + 1
        self._die("before", number)
        answer = await self._publisher.post(outgoing)
        self._die("after", number)
        return answer

    def _die(self, when, number):
        if (when, number) == (self._dies, self._at):
            self.is_dead = True
            raise KilledError


def process(database, worker, clock, publisher, engine=None):
    delivery_worker = DeliveryWorker(engine or SmallEngine(), database, worker, clock.clock())
    delivery_worker.open(publisher)
    return delivery_worker


async def work(delivery_worker, clock, minutes=30, step=60):
    """Let a process work for so long."""
    for _ in range(minutes * 60 // step):
        await delivery_worker.tick()
        await delivery_worker.settle()
        clock.forward(seconds=step)


async def subscribe(database, channel, *topics):
    wanted = dataclasses.replace(
        subscribed(*(topics or ("Otter", "Badger"))), channel=channel, since=SUNDAY, by="U0ALICE"
    )
    await SeenEntries(database).note_recaps(SmallEngine().recaps(), SUNDAY - dt.timedelta(days=1))
    await Subscriptions(database).put(wanted, MONDAY)
    return wanted


async def states(database, channel):
    return [str(delivery.state) for delivery in await Ledger(database, "reader").of(channel)]


def at_slack(channel="C0GENERAL"):
    return Channel("slack", "T0HARNESS", channel)
