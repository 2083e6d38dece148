"""Kill `kubecon serve` with -9 at random while digests are due, and count what people see in the end.

    python benchmarks/kill_digests.py [--kills 100] [--channels 300] [--processes 1] [--postgres]

The bot runs as its own process against the Slack stand-in, which takes its time over every message, so that many
processes die between "sent" and "answered". Prints a row for docs/reliability.md, and fails where a message is missing
or is there twice.
"""

import argparse
import asyncio
import datetime as dt
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.digests.subscription import Place, Subscription
from bot.store.database import open_database
from bot.store.ledger import Ledger, State
from bot.store.subscriptions import Subscriptions
from tests.postgres import find_programs, make_database, postgres_server
from tests.servers.slack_server import SlackServer

ROOT = Path(__file__).resolve().parents[1]
RECAP = """---
title: A week among otters
date: 2025-11-20
event: KubeCon NA 2025
url: https://recaps.example/otters
---
## Takeaways

- Dynamic Resource Allocation (DRA) is generally available since Kubernetes 1.34.
- Cilium was on every stage where otters spoke about networking.
- Prometheus watches the ponds of forty otters.
- Kueue lets badgers wait for their GPUs in line.
- Backstage shows every otter where its den is documented.
"""
TOPICS = ("dra", "cilium", "prometheus", "kueue")
LIVES_SECONDS = (1.0, 5.0)
ANSWER_SECONDS = 0.3
SETTLED_SECONDS = 300


@dataclass
class Outcome:
    """Count what became of the digests."""

    kills: int
    channels: int
    messages: int
    unanswered: int
    missing: int
    doubled: int
    astray: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Say whether each message is there once, in its place."""
        return not (self.missing or self.doubled or self.astray)

    def row(self, what: str) -> str:
        """Write it as a row of a table."""
        counted = (self.kills, self.channels, self.messages, self.unanswered, self.missing, self.doubled, self.astray)
        return f"| {what} | {' | '.join(map(str, counted))} |"


async def kill_in_a_loop(kills: int, channels: int, url: str, *, processes: int = 1, seed: int = 1) -> Outcome:
    """Let digests be due in many channels while processes die; wait for the last one, and count."""
    chance, began = random.Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        async with SlackServer() as slack:
            slack.slow("chat.postMessage", ANSWER_SECONDS, times=10**9)
            make_channels(slack, channels)
            address = url or f"sqlite:///{folder}/digests.db"
            minutes = 1 + int(kills * sum(LIVES_SECONDS) / 2 / processes / 60)
            await subscribe(address, Path(folder), channels, minutes)
            lives = [kills // processes + (number < kills % processes) for number in range(processes)]
            houses = [House(slack, Path(folder), address, number) for number in range(processes)]
            unanswered = sum(
                await asyncio.gather(*(die(house, n, chance) for house, n in zip(houses, lives, strict=True)))
            )
            last = await houses[0].start()
            await until_done(address, Path(folder), channels)
            last.kill()
            await last.wait()
            return count(slack, kills, channels, unanswered, time.monotonic() - began)


@dataclass
class House:
    """Start processes that share one database, each in a home of its own."""

    slack: SlackServer
    folder: Path
    address: str
    number: int

    async def start(self) -> asyncio.subprocess.Process:
        """Start `kubecon serve`."""
        recaps = self.folder / "recaps"
        recaps.mkdir(exist_ok=True)
        (recaps / "otters.md").write_text(RECAP, encoding="utf-8")
        own = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.api_url,
            "KUBECON_HOME": str(self.folder / f"home-{self.number}"),
            "KUBECON_DATABASE_URL": self.address,
            "PYTHONPATH": str(ROOT),
        }
        environment = {**os.environ, **own}  # noqa: TID251 - the child needs the path and the like
        command = (sys.executable, "-m", "adapters", "serve", "--recaps", str(recaps))
        with (self.folder / f"log-{self.number}").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *command, cwd=self.folder, env=environment, stderr=log, stdout=log
            )


async def die(house: House, kills: int, chance: random.Random) -> int:
    """Start a process and kill it, again and again; return how many messages were on their way when it died."""
    on_their_way = 0
    for _ in range(kills):
        process = await house.start()
        await asyncio.sleep(chance.uniform(*LIVES_SECONDS))
        answered = posted(house.slack)
        process.kill()
        await process.wait()
        await asyncio.sleep(ANSWER_SECONDS * 1.2)
        on_their_way += posted(house.slack) - answered
    return on_their_way


def make_channels(slack: SlackServer, number: int) -> None:
    """Make channels that the bot is in."""
    like = slack.channels["C0GENERAL"]
    slack.channels |= {f"C{one}": {**like, "id": f"C{one}", "name": f"c{one}"} for one in range(number)}


async def subscribe(address: str, folder: Path, channels: int, minutes: int) -> None:
    """Subscribe every channel, due in one of the next minutes."""
    now = dt.datetime.fromtimestamp(time.time(), dt.UTC).replace(second=0, microsecond=0)
    database = await open_database(address, folder)
    for number in range(channels):
        due = now + dt.timedelta(minutes=number % minutes)
        place = Place("slack", "T0HARNESS", f"C{number}")
        since = now - dt.timedelta(days=1)
        wanted = Subscription(place, "U0ALICE", since, due.weekday(), due.time(), topics=TOPICS, has_countdown=False)
        await Subscriptions(database).put(wanted, due)
    await database.close()


async def until_done(address: str, folder: Path, channels: int) -> None:
    """Wait until every channel's digest has come to its end."""
    database, ends = await open_database(address, folder), time.monotonic() + SETTLED_SECONDS
    ledger = Ledger(database, "reader")
    while time.monotonic() < ends:
        places = [Place("slack", "T0HARNESS", f"C{number}") for number in range(channels)]
        found = [await ledger.of(place) for place in places]
        if all(len(one) == 1 and one[0].state is State.SENT for one in found):
            break
        await asyncio.sleep(2)
    await database.close()


def posted(slack: SlackServer) -> int:
    """Count the messages of digests that are there."""
    return sum(len(keys_in(slack, channel)) for channel in list(slack.messages))


def keys_in(slack: SlackServer, channel: str) -> list[str]:
    """Return the keys of a channel's messages in the order in which they were posted."""
    return [
        message["metadata"]["event_payload"]["key"] for message in slack.messages[channel] if message.get("metadata")
    ]


def count(slack: SlackServer, kills: int, channels: int, unanswered: int, seconds: float) -> Outcome:
    """Count messages that are missing, that are there twice, and that are not in their thread."""
    texts = {number: slack.messages[f"C{number}"] for number in range(channels)}
    whole = max(map(len, texts.values()))
    missing = doubled = astray = 0
    for number, messages in texts.items():
        keys = Counter(keys_in(slack, f"C{number}"))
        doubled += sum(keys.values()) - len(keys)
        missing += max(0, whole - len(keys))
        parent = messages[0]["ts"] if messages else ""
        astray += sum(message.get("thread_ts") != parent for message in messages[1:])
    return Outcome(kills, channels, sum(map(len, texts.values())), unanswered, missing, doubled, astray, seconds)


@contextmanager
def a_database(postgres: bool) -> Iterator[str]:  # noqa: FBT001 - what was typed
    """Give the address of a new PostgreSQL database, "" for a file."""
    programs = find_programs()
    if not postgres or programs is None:
        yield ""
        return
    with postgres_server(programs) as socket:
        yield make_database(programs, socket, "kubecon")


def main() -> int:
    """Run it, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--channels", type=int, default=300)
    options.add_argument("--processes", type=int, default=1)
    options.add_argument("--postgres", action="store_true", help="use a PostgreSQL server of its own, not SQLite")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with a_database(chosen.postgres) as url:
        outcome = asyncio.run(
            kill_in_a_loop(chosen.kills, chosen.channels, url, processes=chosen.processes, seed=chosen.seed)
        )
    print(outcome.row(f"{'PostgreSQL' if chosen.postgres else 'SQLite'}, {chosen.processes} at a time"))
    print(json.dumps({"seconds": round(outcome.seconds), "good": outcome.is_good}))
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
