import dataclasses
import datetime as dt
import logging

import pytest

from bot.digests.subscription import Place
from bot.scheduler.courier import message_key
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from tests.digests.conftest import MONDAY, said
from tests.digests.test_compose import OTTERS
from tests.scheduler.house import SUNDAY, SmallEngine, process, states, subscribe, work

PLACE = Place("shelf", "T1", "C1")


class Shelf:
    """Keep what is posted; a platform on which nothing goes wrong."""

    platform = "shelf"

    def __init__(self):
        self.letters = []

    async def post(self, letter):
        self.letters.append(letter)
        return str(len(self.letters))

    async def find(self, _letter, _since):
        return ""

    async def tell(self, _place, _person, _card):
        raise AssertionError("nobody has to be told")

    def parents(self):
        return [letter.card.title for letter in self.letters if not letter.thread]


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def worker(database, clock, shelf):
    return process(database, "first", clock, shelf)


async def test_nothing_is_posted_before_its_time(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    await work(worker, clock, 5)
    assert shelf.letters == []


async def test_a_recap_that_comes_a_minute_before_a_digest_is_new_in_it(database, clock, shelf):
    await subscribe(database, PLACE)
    engine = SmallEngine()
    worker = process(database, "first", clock, shelf, engine)
    clock.at = MONDAY - dt.timedelta(minutes=1)
    await work(worker, clock, 1, step=30)
    engine.read((*OTTERS, said("Otters met at dawn.", "Otter", recap="otter-dawn")))
    await work(worker, clock, 2, step=30)
    headings = [section.heading or letter.card.title for letter in shelf.letters for section in letter.card.sections]
    assert headings == ["Takeaways on Otter", "New recaps"]
    assert "Otters met at dawn." in str(shelf.letters[1].card)


async def test_what_was_missed_for_less_than_twelve_hours_is_caught_up_once(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    clock.forward(hours=31)
    await work(worker, clock, 3)
    assert shelf.parents() == ["KubeCon digest, 23 November 2026"]


async def test_what_is_later_than_that_is_skipped_and_logged(database, clock, shelf, worker, caplog):
    await subscribe(database, PLACE)
    clock.forward(hours=33)
    with caplog.at_level(logging.WARNING):
        await work(worker, clock, 3)
    assert shelf.letters == []
    assert "skipped place=shelf/T1/C1 kind=weekly due=2026-11-23 09:00:00+00:00 reason=too late" in caplog.text
    clock.forward(days=6, hours=12)
    await work(worker, clock, 1)
    assert shelf.parents() == ["KubeCon digest, 30 November 2026"]


async def test_weeks_that_were_missed_do_not_come_in_a_burst(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    clock.forward(days=22)
    await work(worker, clock, 3)
    assert len(shelf.parents()) == 1


async def test_a_clock_that_was_a_year_ahead_does_no_harm(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    clock.at += dt.timedelta(days=300)
    await work(worker, clock, 1)
    clock.at = SUNDAY
    await work(worker, clock, 1)
    clock.at = MONDAY
    await work(worker, clock, 1)
    assert shelf.parents() == ["KubeCon digest, 23 November 2026"]


async def test_a_clock_that_is_set_back_posts_nothing_twice(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    clock.at = MONDAY
    await work(worker, clock, 1)
    clock.at = MONDAY - dt.timedelta(hours=2)
    await work(worker, clock, 240, step=1800)
    assert len(shelf.parents()) == 1


async def test_an_empty_week_posts_nothing_and_logs_why(database, clock, shelf, worker, caplog):
    await subscribe(database, PLACE, "Newt")
    clock.at = MONDAY
    with caplog.at_level(logging.INFO):
        await work(worker, clock, 1)
    assert shelf.letters == []
    assert "state=empty reason=the recaps hold nothing on Newt" in caplog.text


async def test_who_has_unsubscribed_gets_nothing(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    clock.at = MONDAY
    await worker._planner.plan(clock.at)  # noqa: SLF001 - the moment between planning and posting
    await Subscriptions(database).remove(PLACE)
    await work(worker, clock, 1)
    assert shelf.letters == []
    assert await states(database, PLACE) == ["skipped"]


async def test_a_digest_that_cannot_be_made_is_logged_and_holds_up_no_other(database, clock, shelf, caplog):
    class Faulty(SmallEngine):
        def digest(self, subscription, due, shown):
            if subscription.place == PLACE:
                raise RuntimeError(" ".join(subscription.topics))
            return super().digest(subscription, due, shown)

    for channel in ("C1", "C2"):
        await subscribe(database, dataclasses.replace(PLACE, channel=channel))
    clock.at = MONDAY
    await work(process(database, "first", clock, shelf, Faulty()), clock, 2)
    assert [letter.place.channel for letter in shelf.letters if not letter.thread] == ["C2"]
    assert "error=RuntimeError" in caplog.text
    assert "Otter Badger" not in caplog.text
    await work(process(database, "first", clock, shelf), clock, 15)
    assert len(shelf.parents()) == 2


async def test_an_edition_that_is_announced_later_is_counted_down_to(database, clock, shelf):
    class Later(SmallEngine):
        editions = SmallEngine.editions[:2]

    await subscribe(database, PLACE)
    clock.at = dt.datetime(2027, 2, 14, 20, tzinfo=dt.UTC)
    await work(process(database, "first", clock, shelf, Later()), clock, 1)
    clock.at = dt.datetime(2027, 3, 12, 10, tzinfo=dt.UTC)
    worker = process(database, "first", clock, shelf)
    await work(worker, clock, 1)
    clock.at = dt.datetime(2027, 3, 14, 9, tzinfo=dt.UTC)
    await work(worker, clock, 1)
    assert shelf.parents()[-1] == "KubeCon EU 2027 starts tomorrow"


async def test_a_message_has_its_own_key_for_ever(database, clock, shelf, worker):
    await subscribe(database, PLACE)
    clock.at = MONDAY
    await work(worker, clock, 1)
    [delivery] = await Ledger(database, "reader").of(PLACE)
    keys = [letter.key for letter in shelf.letters]
    assert keys == [message_key(PLACE, delivery.due, number) for number in range(len(keys))]
    assert len({*keys, *(key[:24] for key in keys)}) == len(keys)
