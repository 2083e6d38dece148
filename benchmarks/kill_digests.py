"""Kill `kubecon serve` with -9 at random while digests are due, and count what people see in the end.

    python benchmarks/kill_digests.py [--platform discord] [--kills 100] [--channels 300] [--processes 2] [--postgres]

The bot runs as its own process against a stand-in that takes its time over every message, so that many processes die
between "sent" and "answered". Prints a row for docs/reliability.md, and fails where a message is missing or is there
twice.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.digest_outcome import DigestOutcome, count
from benchmarks.digest_stands import BotProcesses, has_come, open_stand, subscribe, until_done
from tests.postgres import find_programs, make_database, postgres_server

COLUMNS = ("platform, database, processes", "kills", "digests", "messages", "unanswered", "missing", "twice", "astray")
START_SECONDS = 2.0  # about what a process takes to come
LIVES_SECONDS = (0.0, 4.0)  # after it has come


@dataclass(frozen=True, slots=True)
class Trial:
    """What is killed, and how often; `url` is a database's address, "" for a file."""

    platform: str = "slack"
    kills: int = 100
    channels: int = 300
    processes: int = 1
    url: str = ""
    seed: int = 1


async def kill_in_a_loop(trial: Trial) -> tuple[DigestOutcome, int]:
    """Let digests be due while processes die; return what is there in the end, and how much was unanswered."""
    chance = random.Random(trial.seed)
    with tempfile.TemporaryDirectory() as folder:
        home, address = Path(folder), trial.url or f"sqlite:///{folder}/digests.db"
        async with open_stand(trial.platform, trial.channels) as stand:
            minutes = 1 + int(trial.kills * (START_SECONDS + sum(LIVES_SECONDS) / 2) / trial.processes / 60)
            await subscribe(stand, address, home, minutes)
            groups = [BotProcesses(stand, home, address, number) for number in range(trial.processes)]
            lives = [trial.kills // trial.processes + (n < trial.kills % trial.processes) for n, _ in enumerate(groups)]
            dying = (die(processes, number, chance) for processes, number in zip(groups, lives, strict=True))
            await asyncio.gather(*dying)
            last = await groups[0].start()
            await until_done(stand, address, home)
            last.kill()
            await last.wait()
            return count(stand), stand.server.unanswered


async def die(processes: BotProcesses, kills: int, chance: random.Random) -> None:
    """Start a process and kill it soon after it has come, again and again."""
    for _ in range(kills):
        before = processes.stand.arrivals()
        process = await processes.start()
        await has_come(processes.stand, before)
        await asyncio.sleep(chance.uniform(*LIVES_SECONDS))
        process.kill()
        await process.wait()


@contextmanager
def a_database(postgres: bool) -> Iterator[str]:  # noqa: FBT001 - what was typed
    """Give the address of a new PostgreSQL database, "" for a file."""
    programs = find_programs()
    if not postgres or programs is None:
        yield ""
        return
    with postgres_server(programs) as socket:
        yield make_database(programs, socket, "kubecon")


def kill_row(platform: str, kills: int, channels: int, processes: int, *, postgres: bool) -> tuple[list[object], bool]:
    """Return a row of the table, and whether it is good."""
    with a_database(postgres) as url:
        trial = Trial(platform, kills, channels, processes, url)
        outcome, unanswered = asyncio.run(kill_in_a_loop(trial))
    where = f"{platform.title()}, {'PostgreSQL' if url else 'SQLite'}, {processes} at a time"
    counted = (outcome.digests, outcome.messages, unanswered, outcome.missing, outcome.doubled, outcome.astray)
    return [where, kills, *counted], outcome.is_good


def main() -> int:
    """Run it, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--platform", choices=("slack", "discord"), default="slack")
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--channels", type=int, default=300)
    options.add_argument("--processes", type=int, default=1)
    options.add_argument("--postgres", action="store_true", help="use a PostgreSQL server of its own, not SQLite")
    chosen = options.parse_args()
    row, is_good = kill_row(chosen.platform, chosen.kills, chosen.channels, chosen.processes, postgres=chosen.postgres)
    print(f"| {' | '.join(map(str, row))} |")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
