"""What digests do when channels, people and platforms leave in the middle."""

import dataclasses
import datetime as dt
import logging

import pytest

from bot.delivery.protocol import ChannelGoneError, MessageRejectedError, OutcomeUnknownError, RetryLaterError
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from tests.delivery.harness import process, states, subscribe, work
from tests.delivery.test_planner import CHANNEL, FakePublisher
from tests.digests.conftest import MONDAY


class Told(FakePublisher):
    """A platform where something happens before a message, and where people are told one thing after another."""

    def __init__(self, before=lambda _number: None, answers=()):
        super().__init__()
        self._before, self._answers, self.told = before, list(answers), []

    async def post(self, outgoing):
        happens = self._before(len(self.outgoings))
        if happens:
            await happens
        return await super().post(outgoing)

    async def notify_user(self, _place, person, _card):
        if self._answers:
            raise self._answers.pop(0)
        self.told.append(person)


@pytest.fixture
def due(database, clock):
    async def make(*channels):
        for channel in channels:
            await subscribe(database, dataclasses.replace(CHANNEL, id=channel))
        clock.at = MONDAY

    return make


async def test_who_unsubscribes_in_the_middle_gets_no_further_message(database, clock, due):
    await due("C1")
    subscriptions = Subscriptions(database)
    publisher = Told(lambda number: None if number else subscriptions.remove(CHANNEL))
    await work(process(database, "first", clock, publisher), clock, 2)
    assert len(publisher.outgoings) == 1
    assert await states(database, CHANNEL) == ["skipped"]


async def test_a_message_that_is_refused_ends_its_digest_alone(database, clock, due):
    await due("C1")

    refusals = [MessageRejectedError("too odd")]

    def refuse(number):
        if number == 1 and refusals:
            raise refusals.pop()

    publisher = Told(refuse)
    worker = process(database, "first", clock, publisher)
    await work(worker, clock, 2)
    assert await states(database, CHANNEL) == ["failed"]
    clock.forward(days=7)
    await work(worker, clock, 1)
    assert len(publisher.parents()) == 2


def gone(_number):
    raise ChannelGoneError("it is gone")


async def test_who_cannot_be_told_now_is_told_when_the_platform_says(database, clock, due):
    await due("C1")
    publisher = Told(gone, [RetryLaterError("wait", 90)])
    await work(process(database, "first", clock, publisher), clock, 2)
    assert publisher.told == ["U0ALICE"]
    assert 90 in clock.slept


async def test_who_may_have_been_told_is_not_told_again(database, clock, due, caplog):
    await due("C1")
    publisher = Told(gone, [OutcomeUnknownError("lost")])
    await work(process(database, "first", clock, publisher), clock, 2)
    assert publisher.told == []
    assert "not notified channel=test/T1/C1 reason=lost" in caplog.text


async def test_a_platform_that_stands_still_holds_up_no_other(database, clock, due, monkeypatch):
    monkeypatch.setattr("bot.delivery.worker._AT_ONCE", 2)
    await due("C1", "C2", "C3")
    elsewhere = dataclasses.replace(CHANNEL, platform="other")
    await subscribe(database, elsewhere)

    class Other(FakePublisher):
        platform = "other"

    still, other = FakePublisher(), Other()
    worker = process(database, "first", clock, still)
    worker.open(other)
    still.platform = "test"
    await worker.tick()
    taken = [one for one, _ in worker._running.values()]  # noqa: SLF001 - what is on its way
    assert sorted(one.channel.platform for one in taken) == ["other", "test", "test"]
    await worker.settle()


async def test_a_channel_that_cannot_be_planned_holds_up_no_other(database, clock, due, caplog):
    await due("C1", "C2")
    broken = dataclasses.replace(CHANNEL, id="C1")
    wanted = await Subscriptions(database).get(broken)
    await Subscriptions(database).put(dataclasses.replace(wanted, timezone="Atlantis/Capital"), MONDAY)
    publisher = FakePublisher()
    worker = process(database, "first", clock, publisher)
    await work(worker, clock, 3)
    assert [outgoing.channel.id for outgoing in publisher.outgoings if not outgoing.thread] == ["C2"]
    assert caplog.text.count("fault channel=test/T1/C1") == 1
    clock.forward(hours=2)
    await work(worker, clock, 1)
    assert await Ledger(database, "reader").of(broken) == []


async def test_a_database_that_is_away_is_told_once_and_when_it_is_back(database, clock, due, caplog):
    from tests.delivery.test_surviving import Gone  # noqa: PLC0415

    await due("C1")
    publisher = FakePublisher()
    worker = process(Gone(database, 0, 5), "first", clock, publisher)
    with caplog.at_level(logging.WARNING):
        await work(worker, clock, 10)
    assert len(publisher.outgoings) == 2
    told = [record.getMessage() for record in caplog.records]
    assert told == ["digests wait reason=the database cannot be used now (gone)", "digests continue"]


async def test_a_clock_that_was_hours_ahead_when_the_platform_was_busy_holds_up_nothing(database, clock, due):
    await due("C1")

    def busy_once(number):
        if clock.at > MONDAY + dt.timedelta(hours=1) and not number:
            raise RetryLaterError("wait", 30)

    publisher = Told(busy_once)
    worker = process(database, "first", clock, publisher)
    clock.at = MONDAY + dt.timedelta(hours=5)
    await work(worker, clock, 1, step=1)
    assert publisher.outgoings == []
    clock.at = MONDAY
    await work(worker, clock, 1)
    assert len(publisher.outgoings) == 2
