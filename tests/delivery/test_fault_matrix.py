"""Each step of a digest, each thing that can go wrong there, both platforms, both databases, one process and two."""

import dataclasses

import pytest

from bot.store.subscriptions import Subscriptions
from emulators.fault_points import PARENT, REPLY, AtDiscord, AtSlack, die, stand_in
from tests.adapters.slack.conftest import MANIFEST
from tests.delivery.harness import LEASE, ManualClock, process, states, subscribe, work
from tests.digests.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("monday")
STEPS = [("slack", step) for step in AtSlack.steps] + [("discord", step) for step in AtDiscord.steps]
CRASHES = {"crash before": {"before": die}, "crash after": {"after": die}}


@pytest.fixture
def clock():
    return ManualClock(MONDAY)


@pytest.fixture(params=STEPS, ids=" ".join)
def spot(request):
    """Return a platform, and a step of a digest there."""
    return request.param


@pytest.fixture
def step(spot):
    return spot[1]


@pytest.fixture
async def at(spot, database):
    """Return the platform, with a channel that has subscribed."""
    platform, _ = spot
    async with stand_in(platform, **({"manifest": MANIFEST} if platform == "slack" else {})) as opened:
        wanted = await subscribe(database, opened.channel)
        await Subscriptions(database).put(dataclasses.replace(wanted, by=opened.person), MONDAY)
        yield opened


async def run(processes, clock):
    """Let each process have its turn."""
    for one in processes:
        await work(one, clock, 1)


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("crash", CRASHES)
async def test_a_process_that_dies_leaves_each_message_once(database, clock, at, step, crash, processes):
    broken = await at.publisher(at=at.steps.index(step), **CRASHES[crash])
    dying = process(database, "first", clock, broken)
    others = [process(database, "second", clock, await at.publisher())] if processes > 1 else []
    await dying.tick()
    await dying.settle()
    for other in others:
        await other.tick()
    assert len(at.titles()) < 2 or crash == "crash after"
    clock.forward(seconds=LEASE)
    await run(others or [process(database, "first", clock, await at.publisher())], clock)
    assert at.titles() == [PARENT, REPLY]
    assert await states(database, at.channel) == ["sent"]


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("fault", ["busy", "fault", "lost"])
async def test_whatever_the_platform_answers_each_message_is_posted_once(database, clock, at, step, fault, processes):
    faulty = {"at": at.steps.index(step), "before": lambda: at.plant(fault, step)}
    publishers = [await at.publisher(**faulty), *[await at.publisher() for _ in range(processes - 1)]]
    workers = [process(database, f"process {number}", clock, publisher) for number, publisher in enumerate(publishers)]
    await workers[0].tick()
    await workers[0].settle()
    assert at.titles() != [PARENT, REPLY] or fault == "lost"
    clock.forward(seconds=80)
    await run(workers[::-1], clock)
    assert at.titles() == [PARENT, REPLY]
    assert await states(database, at.channel) == ["sent"]


@pytest.mark.parametrize("processes", [1, 2])
async def test_a_channel_that_is_gone_is_tried_once_and_its_subscriber_told_once(database, clock, at, step, processes):
    number = at.steps.index(step)
    faulty = {"at": number, "before": lambda: at.plant("gone", step, number)}
    publishers = [await at.publisher(**faulty), *[await at.publisher() for _ in range(processes - 1)]]
    workers = [process(database, f"process {number}", clock, publisher) for number, publisher in enumerate(publishers)]
    await run(workers, clock)
    clock.forward(days=7)
    await run(workers, clock)
    assert at.titles() == ([PARENT] if number else [])
    assert ["paused" in told for told in at.told()] == [True]
    assert await states(database, at.channel) == ["failed"]
