"""Who waits for something is told once, when recaps have an answer, whatever happens to processes and platforms."""

import asyncio

import pytest

from bot.app.assistant import Assistant
from bot.app.miss_service import MissService
from bot.delivery.protocol import ChannelGoneError, OutcomeUnknownError, RetryLaterError
from bot.delivery.watch_job import WatchJob
from bot.model.request import Request
from bot.model.watch import MOST_WATCHES, WATCHES_KEPT_DAYS, Person, Watch
from bot.store.watches import Watches
from tests.delivery.harness import ManualClock
from tests.delivery.test_surviving import Gone
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

ALICE, BOB = Person("slack", "T0", "U0ALICE"), Person("slack", "T0", "U0BOB")
WORDS = "herons in space"
NEWS = takeaway("Herons in space fly on Kubernetes.", recap="na2026-herons")


class Told:
    """A platform on which people are told; each fault is raised once."""

    platform = "slack"

    def __init__(self, *faults):
        self.faults, self.told = list(faults), []

    async def notify_user(self, _place, person, card):
        if self.faults:
            raise self.faults.pop(0)
        self.told.append((person, card))


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    before = open_small_engine(tmp_path_factory.mktemp("before"))
    return before, open_small_engine(tmp_path_factory.mktemp("after"), (*ENTRIES, NEWS))


class Growing:
    """An engine to which recaps are added."""

    def __init__(self, engines):
        self._engines, self.is_grown = engines, False

    def look_up(self, lookup):
        return self._engines[self.is_grown].look_up(lookup)

    def recaps(self):
        return frozenset({"herons"} if self.is_grown else ())


@pytest.fixture
def clock():
    return ManualClock()


@pytest.fixture
def engine(engines):
    return Growing(engines)


def job_of(engine, database, clock, *publishers):
    return WatchJob(engine, database, {one.platform: one for one in publishers}, clock.clock())


async def waiting(database, clock, *persons, words=WORDS):
    watches = Watches(database, clock.clock().now)
    for person in persons or (ALICE,):
        assert await watches.add(Watch(person, words))
    return watches


async def test_nobody_is_told_before_there_is_an_answer_and_everybody_once_after(database, engine, clock):
    watches, slack = await waiting(database, clock, ALICE, BOB), Told()
    job = job_of(engine, database, clock, slack)
    await job.tick()
    assert slack.told == []
    engine.is_grown = True
    for _ in range(3):
        await job.tick()
        clock.forward(hours=2)
    assert sorted(person for person, _ in slack.told) == ["U0ALICE", "U0BOB"]
    card = slack.told[0][1]
    assert card.title == "Something came up on “herons in space”"
    assert "Herons in space fly on Kubernetes." in card.sections[0].items[0].text
    assert card.alt_text.startswith(card.title)
    assert await watches.all(["slack"]) == []


async def test_of_two_processes_one_tells(database, engine, clock):
    await waiting(database, clock)
    engine.is_grown, slack = True, Told()
    await asyncio.gather(*(job_of(engine, database, clock, slack).tick() for _ in range(4)))
    assert len(slack.told) == 1


async def test_a_restart_tells_nobody_again(database, engine, clock):
    await waiting(database, clock)
    engine.is_grown, slack = True, Told()
    for _ in range(2):
        await job_of(engine, database, clock, slack).tick()
    assert len(slack.told) == 1


async def test_what_a_platform_has_not_taken_for_certain_is_told_later(database, engine, clock):
    await waiting(database, clock)
    engine.is_grown, slack = True, Told(RetryLaterError("busy", 5.0))
    job = job_of(engine, database, clock, slack)
    await job.tick()
    assert slack.told == []
    await job.tick()
    assert len(slack.told) == 1


@pytest.mark.parametrize("fault", [OutcomeUnknownError("lost"), ChannelGoneError("no such person")])
async def test_what_may_have_been_told_is_not_told_again_and_others_are(database, engine, clock, fault):
    await waiting(database, clock, ALICE, BOB)
    engine.is_grown, slack = True, Told(fault)
    job = job_of(engine, database, clock, slack)
    for _ in range(3):
        await job.tick()
        clock.forward(hours=2)
    assert len(slack.told) == 1


async def test_a_platform_that_is_not_connected_yet_is_waited_for(database, engine, clock):
    await waiting(database, clock)
    engine.is_grown, slack, publishers = True, Told(), {}
    job = WatchJob(engine, database, publishers, clock.clock())
    await job.tick()
    publishers["slack"] = slack
    await job.tick()
    assert len(slack.told) == 1


async def test_nothing_is_looked_up_again_while_no_recap_came(database, engine, clock):
    await waiting(database, clock)
    job = job_of(engine, database, clock, Told())
    await job.tick()
    engine.look_up = None  # a lookup would fail
    await job.tick()
    clock.forward(hours=2)
    with pytest.raises(TypeError):
        await job.tick()


async def test_a_database_that_is_away_is_tried_again(engine, clock):
    await job_of(engine, Gone(None, 0, 1_000_000), clock, Told()).tick()
    assert engine.recaps() == frozenset()


async def test_after_a_year_nobody_waits(database, engine, clock):
    watches, slack = await waiting(database, clock), Told()
    clock.forward(days=WATCHES_KEPT_DAYS + 1)
    engine.is_grown = True
    await job_of(engine, database, clock, slack).tick()
    assert slack.told == await watches.of(ALICE) == []


@pytest.fixture
def assistant(database, engines, clock):
    engine, now = engines[0], clock.clock().now
    return Assistant(engine, lambda: now().date(), misses=MissService(engine, database, now))


def ask(assistant, typed, person=ALICE):
    return assistant.answer(Request(typed, person=person))


def press(assistant, card, label):
    (value,) = [action.value for action in card.actions if action.label.startswith(label)]
    return assistant.answer(Request(button=value, person=ALICE))


async def test_a_lookup_without_an_answer_offers_to_tell_the_asker(assistant, database, clock):
    missed = (await ask(assistant, WORDS)).card
    said = (await press(assistant, missed, "Tell me when something comes up")).card
    assert said.title == "You will get a message when something comes up on “herons in space”"
    assert await Watches(database, clock.clock().now).of(ALICE) == [WORDS]
    listed = (await ask(assistant, "watching")).card
    assert [item.text for item in listed.sections[0].items] == [WORDS]
    stopped = (await press(assistant, listed, "Stop waiting for herons")).card
    assert stopped.title == "You get no more messages about “herons in space”"
    assert (await ask(assistant, "watching")).card.title == "You are not waiting for anything"
    assert (await ask(assistant, "stop watching for herons in space")).card.title.startswith("You did not wait for")


@pytest.mark.parametrize("typed", ["dra", "help", "zorbing zed@mail.invalid"])
async def test_what_has_an_answer_or_may_not_be_kept_offers_nothing(assistant, typed):
    labels = [action.label for action in (await ask(assistant, typed)).card.actions]
    assert "Tell me when something comes up" not in labels


async def test_who_cannot_be_told_is_offered_nothing_and_keeps_nothing(assistant, database, clock):
    card = (await ask(assistant, WORDS, person=None)).card
    assert "Tell me when something comes up" not in [action.label for action in card.actions]
    assert (await ask(assistant, f"watch for {WORDS}", person=None)).card.title != "You are told"
    assert await Watches(database, clock.clock().now).all(["slack"]) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [("dra", "There is something on “dra” already"), ("zorbing zed@mail.invalid", "That is not kept")],
)
async def test_what_has_an_answer_or_may_not_be_kept_is_not_waited_for(assistant, typed, told):
    assert (await ask(assistant, f"watch for {typed}")).card.title.startswith(told)
    assert (await ask(assistant, "watching")).card.title == "You are not waiting for anything"


async def test_a_person_waits_for_a_few_things_at_most(assistant):
    for number in range(MOST_WATCHES):
        await ask(assistant, f"watch for zorbing herons {'x' * number}")
    assert (await ask(assistant, "watch for zorbing bats")).card.title == f"You wait for {MOST_WATCHES} things already"


async def test_one_person_sees_and_stops_nothing_of_another(assistant):
    await ask(assistant, f"watch for {WORDS}")
    assert (await ask(assistant, "watching", BOB)).card.title == "You are not waiting for anything"
    await ask(assistant, f"stop watching for {WORDS}", BOB)
    assert (await ask(assistant, "watching")).card.title == "You wait for"
