"""What digests do when channels, people and platforms leave in the middle."""

import dataclasses
import datetime as dt
import logging

import pytest

from bot.scheduler.outbox import BusyError, GoneError, RefusedError, UnsureError
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY
from tests.scheduler.house import process, states, subscribe, work
from tests.scheduler.test_planning import PLACE, Shelf


class Told(Shelf):
    """A platform where something happens before a message, and where people are told one thing after another."""

    def __init__(self, before=lambda _number: None, answers=()):
        super().__init__()
        self._before, self._answers, self.told = before, list(answers), []

    async def post(self, letter):
        happens = self._before(len(self.letters))
        if happens:
            await happens
        return await super().post(letter)

    async def tell(self, _place, person, _card):
        if self._answers:
            raise self._answers.pop(0)
        self.told.append(person)


@pytest.fixture
def due(database, clock):
    async def make(*channels):
        for channel in channels:
            await subscribe(database, dataclasses.replace(PLACE, channel=channel))
        clock.at = MONDAY

    return make


async def test_who_unsubscribes_in_the_middle_gets_no_further_message(database, clock, due):
    await due("C1")
    subscriptions = Subscriptions(database)
    shelf = Told(lambda number: None if number else subscriptions.remove(PLACE))
    await work(process(database, "first", clock, shelf), clock, 2)
    assert len(shelf.letters) == 1
    assert await states(database, PLACE) == ["skipped"]


async def test_a_message_that_is_refused_ends_its_digest_alone(database, clock, due):
    await due("C1")

    refusals = [RefusedError("too odd")]

    def refuse(number):
        if number == 1 and refusals:
            raise refusals.pop()

    shelf = Told(refuse)
    worker = process(database, "first", clock, shelf)
    await work(worker, clock, 2)
    assert await states(database, PLACE) == ["failed"]
    clock.forward(days=7)
    await work(worker, clock, 1)
    assert len(shelf.parents()) == 2


def gone(_number):
    raise GoneError("it is gone")


async def test_who_cannot_be_told_now_is_told_when_the_platform_says(database, clock, due):
    await due("C1")
    shelf = Told(gone, [BusyError("wait", 90)])
    await work(process(database, "first", clock, shelf), clock, 2)
    assert shelf.told == ["U0ALICE"]
    assert 90 in clock.slept


async def test_who_may_have_been_told_is_not_told_again(database, clock, due, caplog):
    await due("C1")
    shelf = Told(gone, [UnsureError("lost")])
    await work(process(database, "first", clock, shelf), clock, 2)
    assert shelf.told == []
    assert "untold place=shelf/T1/C1 reason=lost" in caplog.text


async def test_a_platform_that_stands_still_holds_up_no_other(database, clock, due, monkeypatch):
    monkeypatch.setattr("bot.scheduler.clockwork._AT_ONCE", 2)
    await due("C1", "C2", "C3")
    elsewhere = dataclasses.replace(PLACE, platform="other")
    await subscribe(database, elsewhere)

    class Other(Shelf):
        platform = "other"

    still, other = Shelf(), Other()
    worker = process(database, "first", clock, still)
    worker.open(other)
    still.platform = "shelf"
    await worker.tick()
    taken = [one for one, _ in worker._running.values()]  # noqa: SLF001 - what is on its way
    assert sorted(one.place.platform for one in taken) == ["other", "shelf", "shelf"]
    await worker.settle()


async def test_a_channel_that_cannot_be_planned_holds_up_no_other(database, clock, due, caplog):
    await due("C1", "C2")
    broken = dataclasses.replace(PLACE, channel="C1")
    wanted = await Subscriptions(database).get(broken)
    await Subscriptions(database).put(dataclasses.replace(wanted, timezone="Atlantis/Capital"), MONDAY)
    shelf = Shelf()
    worker = process(database, "first", clock, shelf)
    await work(worker, clock, 3)
    assert [letter.place.channel for letter in shelf.letters if not letter.thread] == ["C2"]
    assert caplog.text.count("fault place=shelf/T1/C1") == 1
    clock.forward(hours=2)
    await work(worker, clock, 1)
    assert await Ledger(database, "reader").of(broken) == []


async def test_a_database_that_is_away_is_told_once_and_when_it_is_back(database, clock, due, caplog):
    from tests.scheduler.test_surviving import Gone  # noqa: PLC0415

    await due("C1")
    shelf = Shelf()
    worker = process(Gone(database, 0, 5), "first", clock, shelf)
    with caplog.at_level(logging.WARNING):
        await work(worker, clock, 10)
    assert len(shelf.letters) == 2
    told = [record.getMessage() for record in caplog.records]
    assert told == ["digests wait: the database cannot be used now (gone)", "digests go on"]


async def test_a_clock_that_was_hours_ahead_when_the_platform_was_busy_holds_up_nothing(database, clock, due):
    await due("C1")

    def busy_once(number):
        if clock.at > MONDAY + dt.timedelta(hours=1) and not number:
            raise BusyError("wait", 30)

    shelf = Told(busy_once)
    worker = process(database, "first", clock, shelf)
    clock.at = MONDAY + dt.timedelta(hours=5)
    await work(worker, clock, 1, step=1)
    assert shelf.letters == []
    clock.at = MONDAY
    await work(worker, clock, 1)
    assert len(shelf.letters) == 2
