"""Processes that deliver digests, each of which can be killed at any step, and a clock that is set by hand."""

import asyncio
import dataclasses
import datetime as dt

from bot.answers.answer import Answer
from bot.digests.compose import compose
from bot.digests.stock import Stock
from bot.digests.subscription import Place
from bot.scheduler.clock import Clock
from bot.scheduler.clockwork import Clockwork
from bot.store.ledger import Ledger
from bot.store.shown import Memory
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, subscribed
from tests.digests.test_compose import BADGERS, EDITIONS, OTTERS

SUNDAY = MONDAY - dt.timedelta(hours=20)
LEASE = 61


class SmallEngine:
    """Put digests together from a few otters and badgers."""

    editions = EDITIONS

    def __init__(self, entries=(*OTTERS, *BADGERS)):
        self.read(entries)

    def read(self, entries):
        self._stock = Stock(lambda: entries, lambda words: ((), (words,)))

    def look_up(self, lookup):
        return Answer(lookup)

    def digest(self, subscription, due, shown):
        return compose(self._stock, self.editions, subscription, due, shown)

    def recaps(self):
        return frozenset(self._stock.recaps)


class HandClock:
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


class Mortal:
    """An outbox whose process dies before or after the so-manieth message it posts."""

    def __init__(self, outbox, dies="", at=0):
        self._outbox, self._dies, self._at = outbox, dies, at
        self.platform, self.posted, self.is_dead = outbox.platform, 0, False
        self.find, self.tell = outbox.find, outbox.tell

    async def post(self, letter):
        number, self.posted = self.posted, self.posted + 1
        self._die("before", number)
        answer = await self._outbox.post(letter)
        self._die("after", number)
        return answer

    def _die(self, when, number):
        if (when, number) == (self._dies, self._at):
            self.is_dead = True
            raise KilledError


def process(database, worker, clock, outbox, engine=None):
    clockwork = Clockwork(engine or SmallEngine(), database, worker, clock.clock())
    clockwork.open(outbox)
    return clockwork


async def work(clockwork, clock, minutes=30, step=60):
    """Let a process work for so long."""
    for _ in range(minutes * 60 // step):
        await clockwork.tick()
        await clockwork.settle()
        clock.forward(seconds=step)


async def subscribe(database, place, *topics):
    wanted = dataclasses.replace(subscribed(*(topics or ("Otter", "Badger"))), place=place, since=SUNDAY, by="U0ALICE")
    await Memory(database).note_recaps(SmallEngine().recaps(), SUNDAY - dt.timedelta(days=1))
    await Subscriptions(database).put(wanted, MONDAY)
    return wanted


async def states(database, place):
    return [str(delivery.state) for delivery in await Ledger(database, "reader").of(place)]


def at_slack(channel="C0GENERAL"):
    return Place("slack", "T0HARNESS", channel)
