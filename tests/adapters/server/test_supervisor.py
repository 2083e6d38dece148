import asyncio
import logging
import os
import signal
from dataclasses import dataclass, field

import pytest

from adapters.backoff import Backoff
from adapters.server.supervisor import Supervisor, run_services
from bot.errors import BotError, SettingsError
from emulators.timeouts import PATIENCE_SECONDS


@dataclass
class WaitingDoor:
    """Stand open until stopped, and say so."""

    name: str = "waiting"
    closed: bool = False

    async def run(self, stop):
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()
        self.closed = True


@dataclass
class Failing:
    """Fail as planned, one fault a run, and then stand open."""

    name: str
    faults: list = field(default_factory=list)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, stop):
        if self.faults:
            raise self.faults.pop(0)
        self.opened.set()
        await stop.wait()


@dataclass
class Ending:
    """Come to an end by itself."""

    name: str = "slack"
    runs: int = 0

    async def run(self, _stop):
        self.runs += 1


@pytest.fixture
def supervisor():
    return Supervisor({}, first_pause=0.001)


async def test_the_signal_to_stop_closes_every_door():
    services = [WaitingDoor("slack"), WaitingDoor("discord")]
    await asyncio.wait_for(run_services(services), PATIENCE_SECONDS)
    assert [service.closed for service in services] == [True, True]


async def test_where_no_adapter_is_left_each_says_what_a_person_has_to_mend(supervisor):
    shut = [Failing("slack", [SettingsError("slack: no key")]), Failing("discord", [SettingsError("discord: no key")])]
    with pytest.raises(BotError, match="slack: no key\ndiscord: no key"):
        await asyncio.wait_for(supervisor.run(shut, [Failing("digests")]), PATIENCE_SECONDS)


async def test_what_a_person_has_to_mend_is_final_for_that_adapter_alone(supervisor, caplog):
    shut, other = Failing("slack", [SettingsError("no key")]), Failing("discord")
    running = asyncio.create_task(supervisor.run([shut, other]))
    await asyncio.wait_for(other.opened.wait(), PATIENCE_SECONDS)
    assert supervisor.faults == {"slack": "no key"}
    assert "given up adapter=slack reason=no key" in caplog.text
    supervisor.stop()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
    assert not shut.opened.is_set()


@pytest.mark.parametrize("fault", [TypeError("a secret"), OSError("a secret"), BotError("out of reach")])
async def test_an_adapter_or_worker_that_fails_is_run_anew_and_its_reason_kept_without_what_it_held(
    supervisor, caplog, fault
):
    adapter, worker = Failing("slack", [fault] * 3), Failing("digests", [fault] * 3)
    running = asyncio.create_task(supervisor.run([adapter], [worker]))
    for one in (adapter, worker):
        await asyncio.wait_for(one.opened.wait(), PATIENCE_SECONDS)
        assert supervisor.faults[one.name] in {"out of reach", f"a fault or an odd answer ({type(fault).__name__})"}
    supervisor.stop()
    await asyncio.wait_for(running, PATIENCE_SECONDS)
    assert caplog.text.count("to be tried again adapter=slack") == 3
    assert "a secret" not in caplog.text


async def test_an_adapter_that_ends_by_itself_is_run_anew(supervisor):
    ending = Ending()
    running = asyncio.create_task(supervisor.run([ending]))
    async with asyncio.timeout(PATIENCE_SECONDS):
        while ending.runs < 3:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.001)
    assert supervisor.faults == {"slack": "it ended by itself"}
    supervisor.stop()
    await asyncio.wait_for(running, PATIENCE_SECONDS)


def test_pauses_grow_up_to_the_longest_are_never_twice_alike_and_begin_anew():
    backoff = Backoff(first=1.0, longest=60.0)
    pauses = [backoff.next_pause() for _ in range(100)]
    for number, pause in enumerate(pauses):
        assert min(2.0**number, 60.0) * 0.75 <= pause <= min(2.0**number, 60.0)
    assert len(set(pauses)) == 100
    backoff.reset()
    assert backoff.next_pause() <= 1.0


@dataclass
class StuckDoor(WaitingDoor):
    """Never comes to an end."""

    async def run(self, stop):
        await super().run(stop)
        await asyncio.Event().wait()


async def test_a_door_that_does_not_close_in_time_is_named_and_left(caplog):
    caplog.set_level(logging.WARNING)
    supervisor = Supervisor({}, last_seconds=0.01)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, supervisor.stop)
    await asyncio.wait_for(supervisor.run([StuckDoor("slack"), WaitingDoor("discord")]), PATIENCE_SECONDS)
    assert "closed before it had finished adapter=slack" in caplog.text
    assert "discord" not in caplog.text
