"""Take the database, the disk and the clock away while digests are due, and see what people get meanwhile.

    python benchmarks/digest_troubles.py [--channels 60] [--seconds 60]

`kubecon serve` runs as its own process against the Slack stand-in; twice a second somebody looks something up. Prints
rows for docs/reliability.md, and fails where a message is missing or is there twice, or a lookup is not answered.
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.digest_outcome import DigestOutcome, count, posted
from benchmarks.digest_stands import BotProcesses, SlackStand, open_stand, subscribe, until_done
from tests.postgres import PostgresServer, find_programs, make_database, running_server

COLUMNS = ("what", "digests", "messages", "missing", "twice", "astray", "lookups", "unanswered", "slowest")
READY_SECONDS = 60
_LOOKUPS_A_SECOND = 2
_LATE_SECONDS = 3.0
_DISK_MEGABYTES = 32
_CLOCK_HOURS = 5
# the clock of the whole process jumps every few seconds, for the scheduler too
_JUMPING = f"""
import random, threading, time
import time_machine
from adapters.__main__ import main

def jump():
    real = time.time
    chance, began, ticked = random.Random(1), time.time(), time.monotonic()
    while True:
        now = began + time.monotonic() - ticked
        with time_machine.travel(now + chance.choice((-1, 0, 1)) * chance.uniform(0, {_CLOCK_HOURS} * 3600), tick=True):
            time.sleep(3)

threading.Thread(target=jump, daemon=True).start()
main()
"""


@dataclass(slots=True)
class Lookups:
    """Count lookups, those that were not answered, and the seconds that the slowest took to be acknowledged."""

    asked: int = 0
    unanswered: int = 0
    slowest: float = 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How many channels there are, and for how long something is away."""

    channels: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What a trouble is made in."""

    stand: SlackStand
    processes: BotProcesses
    scale: Scale


@dataclass(frozen=True, slots=True)
class Trouble:
    """What happens before the bot starts, what happens afterwards, and what is run in place of the command."""

    during: Callable[[Setting], Awaitable[None]]
    before: Callable[[], None] = lambda: None
    code: str = ""


async def live_through(trouble: Trouble, scale: Scale, home: Path, address: str) -> tuple[DigestOutcome, Lookups]:
    """Let digests be due while there is trouble; return what is there in the end, and how lookups fared."""
    async with open_stand("slack", scale.channels) as stand:
        processes = BotProcesses(stand, home, address, code=trouble.code)
        await subscribe(stand, address, home, 1 + scale.seconds // 60)
        trouble.before()
        process = await processes.start()
        try:
            async with looking_up(stand) as lookups:
                await trouble.during(Setting(stand, processes, scale))
                await until_done(stand, address, home)
        finally:
            process.kill()
            await process.wait()
        return count(stand), lookups


@asynccontextmanager
async def looking_up(stand: SlackStand) -> AsyncIterator[Lookups]:
    """Look something up again and again meanwhile."""
    await stand.server.wait_connected(timeout=READY_SECONDS)
    lookups = Lookups()

    async def ask() -> None:
        while True:
            await stand.server.slash("/kubecon", "dra")
            await asyncio.sleep(1 / _LOOKUPS_A_SECOND)

    asking = asyncio.create_task(ask())
    try:
        yield lookups
    finally:
        asking.cancel()
        await asyncio.sleep(_LATE_SECONDS)
        lookups.asked = len(stand.server.deliveries)
        answered = [call for call in stand.server.calls if call.method == "response_url"]
        lookups.unanswered = lookups.asked - len(answered)
        lookups.slowest = max(one.latency or float("inf") for one in stand.server.deliveries)


async def until_half(setting: Setting) -> None:
    """Wait until some digests are there, and some are not."""
    while posted(setting.stand) < setting.scale.channels // 2:  # noqa: ASYNC110 - a stand-in tells of no such thing
        await asyncio.sleep(0.1)


@contextmanager
def database_trouble(how: str) -> Iterator[tuple[str, Trouble]]:
    """Give a database of its own, and what takes it away for a while."""
    programs = find_programs()
    if programs is None:
        raise SystemExit("PostgreSQL's programs (initdb, postgres) are not installed here")
    with running_server(programs) as server:
        trouble = {
            "killed": Trouble(lambda setting: _killed(server, setting)),
            "stopped": Trouble(lambda setting: _stopped(server, setting)),
            "away": Trouble(lambda setting: _away(server, setting), lambda: server.signal(signal.SIGKILL)),
        }[how]
        yield make_database(programs, server.folder, "kubecon"), trouble


async def _away(server: PostgresServer, setting: Setting) -> None:
    await asyncio.sleep(setting.scale.seconds)
    await asyncio.to_thread(server.start)


async def _killed(server: PostgresServer, setting: Setting) -> None:
    await until_half(setting)
    server.signal(signal.SIGKILL)
    await asyncio.sleep(setting.scale.seconds)
    await asyncio.to_thread(server.start)


async def _stopped(server: PostgresServer, setting: Setting) -> None:
    await until_half(setting)
    server.signal(signal.SIGSTOP)
    await asyncio.sleep(setting.scale.seconds)
    server.signal(signal.SIGCONT)


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """Give a folder on a disk of its own with little room; only root can."""
    folder.mkdir()
    mount, umount = ("mount", "-t", "tmpfs", "-o", f"size={_DISK_MEGABYTES}m", "tmpfs"), ("umount", "--lazy")
    subprocess.run([*mount, folder], check=True)  # noqa: S603 - the command is our own
    try:
        yield folder
    finally:
        subprocess.run([*umount, folder], check=True)  # noqa: S603 - as above


async def _full(setting: Setting) -> None:
    """Fill the disk a few times, and make room again."""
    filler, chance, times = setting.processes.folder / "filler", random.Random(1), 4
    for _ in range(times):
        await asyncio.sleep(chance.uniform(1, 3))
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 10, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue
        await asyncio.sleep(setting.scale.seconds / times)
        filler.unlink()


async def _wait(_: Setting) -> None:
    """Leave the trouble to the process itself."""


_DATABASE = {
    "killed": "PostgreSQL is killed, and started again after {} seconds",
    "stopped": "PostgreSQL stands still for {} seconds",
    "away": "PostgreSQL is away when the bot starts, for {} seconds",
}


def trouble_rows(scale: Scale) -> Iterator[tuple[list[object], bool]]:
    """Give a row of the table for each trouble, and whether it is good."""
    for how, said in _DATABASE.items():
        with tempfile.TemporaryDirectory() as folder, database_trouble(how) as (url, trouble):
            yield _row(said.format(scale.seconds), asyncio.run(live_through(trouble, scale, Path(folder), url)))
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            with small_disk(Path(folder) / "disk") as disk:
                done = asyncio.run(live_through(Trouble(_full), scale, disk, f"sqlite:///{disk}/digests.db"))
                yield _row("SQLite's disk is full, four times", done)
        jumping = Trouble(_wait, code=_JUMPING)
        done = asyncio.run(live_through(jumping, scale, Path(folder), f"sqlite:///{folder}/digests.db"))
        yield _row(f"the clock jumps every 3 seconds, by up to {_CLOCK_HOURS} hours", done)


def _row(what: str, done: tuple[DigestOutcome, Lookups]) -> tuple[list[object], bool]:
    outcome, lookups = done
    counted = (outcome.digests, outcome.messages, outcome.missing, outcome.doubled, outcome.astray)
    asked = (lookups.asked, lookups.unanswered, f"{lookups.slowest * 1000:.0f} ms")
    return [what, *counted, *asked], outcome.is_good and not lookups.unanswered


def main() -> int:
    """Run them all, and say what came of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--channels", type=int, default=60)
    options.add_argument("--seconds", type=int, default=60)
    chosen = options.parse_args()
    results = []
    for row, is_good in trouble_rows(Scale(chosen.channels, chosen.seconds)):
        print(f"| {' | '.join(map(str, row))} |", flush=True)
        results.append(is_good)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
