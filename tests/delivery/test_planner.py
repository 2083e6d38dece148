import dataclasses
import datetime as dt
import logging

import pytest

from bot.delivery.deliver import message_key
from bot.model.channel import Channel
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from tests.delivery.harness import SUNDAY, SmallEngine, process, states, subscribe, work
from tests.digests.conftest import MONDAY, said
from tests.digests.test_compose import OTTERS

CHANNEL = Channel("test", "T1", "C1")


class FakePublisher:
    """Keep what is posted; a platform on which nothing goes wrong."""

    platform = "test"

    def __init__(self):
        self.outgoings = []

    async def post(self, outgoing):
        self.outgoings.append(outgoing)
        return str(len(self.outgoings))

    async def find_posted(self, _outgoing, _since):
        return ""

    async def notify_user(self, _place, _person, _card):
        raise AssertionError("nobody has to be told")

    def parents(self):
        return [outgoing.card.title for outgoing in self.outgoings if not outgoing.thread]


@pytest.fixture
def publisher():
    return FakePublisher()


@pytest.fixture
def worker(database, clock, publisher):
    return process(database, "first", clock, publisher)


async def test_nothing_is_posted_before_its_time(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    await work(worker, clock, 5)
    assert publisher.outgoings == []


async def test_a_recap_that_comes_a_minute_before_a_digest_is_new_in_it(database, clock, publisher):
    await subscribe(database, CHANNEL)
    engine = SmallEngine()
    worker = process(database, "first", clock, publisher, engine)
    clock.at = MONDAY - dt.timedelta(minutes=1)
    await work(worker, clock, 1, step=30)
    engine.read((*OTTERS, said("Otters met at dawn.", "Otter", recap="otter-dawn")))
    await work(worker, clock, 2, step=30)
    headings = [
        section.heading or outgoing.card.title for outgoing in publisher.outgoings for section in outgoing.card.sections
    ]
    assert headings == ["KubeCon digest, 23 November 2026", "Takeaways on Otter"]
    [headline] = publisher.outgoings[0].card.sections[0].items
    assert ("Otters met at dawn." in headline.text, headline.badge) == (True, "New · EU 2026")


async def test_what_was_missed_for_less_than_twelve_hours_is_caught_up_once(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    clock.forward(hours=31)
    await work(worker, clock, 3)
    assert publisher.parents() == ["KubeCon digest, 23 November 2026"]


async def test_what_is_later_than_that_is_skipped_and_logged(database, clock, publisher, worker, caplog):
    await subscribe(database, CHANNEL)
    clock.forward(hours=33)
    with caplog.at_level(logging.WARNING):
        await work(worker, clock, 3)
    assert publisher.outgoings == []
    assert "skipped channel=test/T1/C1 kind=weekly due=2026-11-23 09:00:00+00:00 reason=too late" in caplog.text
    clock.forward(days=6, hours=12)
    await work(worker, clock, 1)
    assert publisher.parents() == ["KubeCon digest, 30 November 2026"]


async def test_weeks_that_were_missed_do_not_come_in_a_burst(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    clock.forward(days=22)
    await work(worker, clock, 3)
    assert len(publisher.parents()) == 1


async def test_a_clock_that_was_a_year_ahead_does_no_harm(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    clock.at += dt.timedelta(days=300)
    await work(worker, clock, 1)
    clock.at = SUNDAY
    await work(worker, clock, 1)
    clock.at = MONDAY
    await work(worker, clock, 1)
    assert publisher.parents() == ["KubeCon digest, 23 November 2026"]


async def test_a_clock_that_is_set_back_posts_nothing_twice(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    clock.at = MONDAY
    await work(worker, clock, 1)
    clock.at = MONDAY - dt.timedelta(hours=2)
    await work(worker, clock, 240, step=1800)
    assert len(publisher.parents()) == 1


async def test_an_empty_week_posts_nothing_and_logs_why(database, clock, publisher, worker, caplog):
    await subscribe(database, CHANNEL, "Newt")
    clock.at = MONDAY
    with caplog.at_level(logging.INFO):
        await work(worker, clock, 1)
    assert publisher.outgoings == []
    assert "state=empty reason=the recaps contain nothing on Newt" in caplog.text


async def test_who_has_unsubscribed_gets_nothing(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    clock.at = MONDAY
    await worker._planner.plan(clock.at)  # noqa: SLF001 - the moment between planning and posting
    await Subscriptions(database).remove(CHANNEL)
    await work(worker, clock, 1)
    assert publisher.outgoings == []
    assert await states(database, CHANNEL) == ["skipped"]


async def test_a_digest_that_cannot_be_made_is_logged_and_holds_up_no_other(database, clock, publisher, caplog):
    class Faulty(SmallEngine):
        def digest(self, subscription, due, shown):
            if subscription.channel == CHANNEL:
                raise RuntimeError(" ".join(subscription.topics))
            return super().digest(subscription, due, shown)

    for channel in ("C1", "C2"):
        await subscribe(database, dataclasses.replace(CHANNEL, id=channel))
    clock.at = MONDAY
    await work(process(database, "first", clock, publisher, Faulty()), clock, 2)
    assert [outgoing.channel.id for outgoing in publisher.outgoings if not outgoing.thread] == ["C2"]
    assert "error=RuntimeError" in caplog.text
    assert "Otter Badger" not in caplog.text
    await work(process(database, "first", clock, publisher), clock, 15)
    assert len(publisher.parents()) == 2


async def test_an_edition_that_is_announced_later_is_counted_down_to(database, clock, publisher):
    class Later(SmallEngine):
        editions = SmallEngine.editions[:2]

    await subscribe(database, CHANNEL)
    clock.at = dt.datetime(2027, 2, 14, 20, tzinfo=dt.UTC)
    await work(process(database, "first", clock, publisher, Later()), clock, 1)
    clock.at = dt.datetime(2027, 3, 12, 10, tzinfo=dt.UTC)
    worker = process(database, "first", clock, publisher)
    await work(worker, clock, 1)
    clock.at = dt.datetime(2027, 3, 14, 9, tzinfo=dt.UTC)
    await work(worker, clock, 1)
    assert publisher.parents()[-1] == "KubeCon EU 2027 tomorrow, Barcelona"


async def test_a_message_has_its_own_key_for_ever(database, clock, publisher, worker):
    await subscribe(database, CHANNEL)
    clock.at = MONDAY
    await work(worker, clock, 1)
    [delivery] = await Ledger(database, "reader").of(CHANNEL)
    keys = [outgoing.key for outgoing in publisher.outgoings]
    assert keys == [message_key(CHANNEL, delivery.due, number) for number in range(len(keys))]
    assert len({*keys, *(key[:24] for key in keys)}) == len(keys)
