import asyncio
import os
import signal
from dataclasses import dataclass

import pytest

from adapters.serving import serve
from bot.errors import BotError
from tests.servers.patience import PATIENCE_SECONDS


@dataclass
class WaitingDoor:
    """Stand open until stopped, and say so."""

    name: str = "waiting"
    closed: bool = False

    async def run(self, stop):
        os.kill(os.getpid(), signal.SIGTERM)
        await stop.wait()
        self.closed = True

    def last_event_at(self):
        return None


@dataclass
class ShutDoor(WaitingDoor):
    """Cannot be opened."""

    async def run(self, _stop):
        raise BotError(f"{self.name}: no key")


async def test_the_signal_to_stop_closes_every_door():
    doors = [WaitingDoor("slack"), WaitingDoor("discord")]
    await asyncio.wait_for(serve(doors), PATIENCE_SECONDS)
    assert [door.closed for door in doors] == [True, True]


async def test_a_door_that_cannot_open_says_why():
    with pytest.raises(BotError, match="slack: no key"):
        await asyncio.wait_for(serve([ShutDoor("slack")]), 5)


@dataclass
class StuckDoor(WaitingDoor):
    """Never comes to an end."""

    async def run(self, stop):
        await super().run(stop)
        await asyncio.Event().wait()


async def test_a_door_that_does_not_close_in_time_is_named_and_left(caplog):
    await asyncio.wait_for(serve([StuckDoor("slack"), WaitingDoor("discord")], last_seconds=0.01), 5)
    assert "closed before it had finished door=slack" in caplog.text
    assert "discord" not in caplog.text
