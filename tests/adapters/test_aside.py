import asyncio
import os
import time

import pytest

from adapters.aside import do_aside
from bot.errors import BotError
from tests.servers.patience import PATIENCE_SECONDS


def add(first, second):
    return first + second, os.getpid()


def fail(fault):
    raise fault


def never_end():
    while True:
        time.sleep(1)


def die():
    os._exit(9)


async def test_work_is_done_in_another_process():
    total, process = await do_aside(add, b"x" * 3_000_000, b"y")
    assert len(total) == 3_000_001
    assert process != os.getpid()


@pytest.mark.parametrize(
    ("fault", "told"),
    [(BotError("no otters"), "no otters"), (KeyError("pond"), r"a fault of the bot: KeyError\('pond'\)")],
)
async def test_what_goes_wrong_aside_is_told_here(fault, told):
    with pytest.raises(BotError, match=f"^{told}$"):
        await do_aside(fail, fault)


async def test_work_that_never_ends_is_ended():
    with pytest.raises(
        BotError, match=r"reading what was sent took more than 0.5 seconds; copy the text into a file and "
    ):
        await do_aside(never_end, seconds=0.5)


async def test_a_process_that_dies_is_told():
    with pytest.raises(BotError, match="reading what was sent ended half-way; copy the text into a file and add that"):
        await do_aside(die)


async def test_work_that_nobody_waits_for_any_more_is_ended():
    task = asyncio.create_task(do_aside(never_end))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, PATIENCE_SECONDS)


def fill_memory():
    return sum(len(bytearray(50_000_000)) for _ in range(2)), [bytearray(50_000_000) for _ in range(40)]


async def test_work_that_takes_too_much_memory_is_ended():
    with pytest.raises(
        BotError, match="reading what was sent took too much memory; copy the text into a file and add that"
    ):
        await do_aside(fill_memory)
