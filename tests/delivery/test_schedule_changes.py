import datetime as dt
from dataclasses import replace

import pytest

from bot.digests.changed_sessions import with_changed_days
from bot.digests.entry_pool import EntryPool
from bot.model.channel import Channel
from tests.delivery.harness import SmallEngine, process, subscribe, work
from tests.delivery.test_planner import FakePublisher
from tests.digests.conftest import MONDAY, topics_named
from tests.digests.test_changed_sessions import CHANGES
from tests.digests.test_compose import EDITIONS, OTTERS

CHANNEL = Channel("test", "T1", "C1")
TUESDAY, WEDNESDAY = MONDAY + dt.timedelta(days=1, hours=5), MONDAY + dt.timedelta(days=2)


class ChangingEngine(SmallEngine):
    """An engine that learns what changed in a schedule while it serves."""

    def learn_changes(self, day):
        changes = [replace(change, date=day) for change in CHANGES]
        self.editions = with_changed_days(EDITIONS, changes)
        self._entry_pool = EntryPool(lambda: OTTERS, topics_named, editions=self.editions, changes=changes)


@pytest.mark.parametrize("topic", ["Otter", "Ferret"])
async def test_what_changed_is_posted_once_the_day_after_to_channels_it_concerns(database, clock, topic):
    engine, publisher = ChangingEngine(), FakePublisher()
    await subscribe(database, CHANNEL, topic)
    worker = process(database, "first", clock, publisher, engine)
    clock.at = TUESDAY
    await work(worker, clock, 1)
    before = len(publisher.parents())
    engine.learn_changes(TUESDAY.date())
    await work(worker, clock, 90, step=300)  # within an hour it is looked anew at what is due
    assert len(publisher.parents()) == before
    clock.forward(seconds=(WEDNESDAY - clock.at).total_seconds() - 60)
    await work(worker, clock, 90, step=300)
    told = publisher.parents()[before:]
    assert told == (["KubeCon EU 2027: changes in the schedule"] if topic == "Otter" else [])
    clock.forward(hours=22)
    await work(worker, clock, 90, step=300)
    assert publisher.parents()[before:] == told
