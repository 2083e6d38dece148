import asyncio
import logging
import multiprocessing
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.http.sandbox import POST, run_isolated
from bot.errors import BotError
from bot.event_log import EventLogger
from bot.process_limits import serve_parent
from emulators.timeouts import PATIENCE_SECONDS


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
    total, process = await run_isolated(add, b"x" * 3_000_000, b"y")
    assert len(total) == 3_000_001
    assert process != os.getpid()


@pytest.mark.parametrize(
    ("fault", "told"),
    [(BotError("no otters"), "no otters"), (KeyError("pond"), r"a fault of the bot: KeyError\('pond'\)")],
)
async def test_what_goes_wrong_aside_is_told_here(fault, told):
    with pytest.raises(BotError, match=f"^{told}$"):
        await run_isolated(fail, fault)


async def test_work_that_never_ends_is_ended():
    with pytest.raises(
        BotError, match=r"reading what was sent took more than 0.5 seconds; copy the text into a file and "
    ):
        await run_isolated(never_end, bounds=replace(POST, seconds=0.5))


async def test_a_process_that_dies_is_told():
    with pytest.raises(BotError, match="reading what was sent ended half-way; copy the text into a file and add that"):
        await run_isolated(die)


async def test_work_that_nobody_waits_for_any_more_is_ended():
    task = asyncio.create_task(run_isolated(never_end))
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
        await run_isolated(fill_memory)


def complain():
    try:
        fail(KeyError("pond"))
    except KeyError:
        logging.getLogger("tests.otters").exception("no otters at %s", "north")
        EventLogger("tests.badgers").warning("no badgers", pond="north")


async def test_what_is_logged_aside_is_logged_here_with_its_traceback(caplog):
    await run_isolated(complain)
    assert [(one.name, one.levelname) for one in caplog.records] == [
        ("tests.otters", "ERROR"),
        ("tests.badgers", "WARNING"),
    ]
    assert caplog.messages[0].startswith("no otters at north\nTraceback")
    assert caplog.records[1].msg == {"event": "no badgers", "pond": "north"}


def start_a_process_and_tell(path):
    process = multiprocessing.get_context("fork").Process(target=never_end_as_child)
    process.start()
    path.write_text(str(process.pid))
    never_end()


def never_end_as_child():
    serve_parent()
    never_end()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent died")
async def test_processes_end_with_the_one_that_started_them(tmp_path):
    told = tmp_path / "pid"
    task = asyncio.create_task(run_isolated(start_a_process_and_tell, told))
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.to_thread(wait_until, lambda: told.exists() and told.read_text())
        task.cancel()
        await asyncio.to_thread(wait_until, lambda: not is_running(int(told.read_text())))


def wait_until(holds):
    while not holds():
        time.sleep(0.05)


def is_running(pid):
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
