"""Drop the Slack socket again and again while commands are typed, and count those that are lost.

    python -m benchmarks.socket_drops [--drops 200] [--rate 25]

The bot runs as its own process, the stand-in for Slack in this one. Every second drop is announced, as Slack does when
it refreshes a connection, and every other one cuts the line. Fails where a command is not acknowledged or not answered.
"""

import argparse
import asyncio
import itertools
import random
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientConnectionError

from benchmarks.digest_stands import RECAP
from emulators.bot_process import ServedBot, served_bot, stop
from emulators.slack.contracts import block_schema
from emulators.slack.server import SlackServer

COLUMNS = ("drops", "commands", "not acknowledged", "not answered", "acknowledged twice", "slowest", "connections left")
_LAST_SECONDS = 10.0
_BETWEEN_SECONDS = (0.05, 0.6)


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the commands; a command acknowledged twice is one that Slack was told of over two lines."""

    commands: int
    unacknowledged: int
    unanswered: int
    doubled: int
    slowest: float
    connections: int

    @property
    def is_good(self) -> bool:
        """Return whether none was lost."""
        return not (self.unacknowledged or self.unanswered) and self.connections == 1


async def drop(slack: SlackServer, drops: int, rate: float, chance: random.Random) -> Fate:
    """Type so many commands a second while the socket is dropped so often."""
    over = asyncio.Event()
    typing = asyncio.create_task(_type_on(slack, rate, over))
    for number in range(drops):
        await asyncio.sleep(chance.uniform(*_BETWEEN_SECONDS))
        await slack.wait_connected()
        await (slack.drop_sockets if number % 2 else slack.refresh_sockets)()
    await slack.wait_connected()
    over.set()
    await typing
    await slack.settle(quiet=1.0, timeout=_LAST_SECONDS)
    return _count(slack)


async def _type_on(slack: SlackServer, rate: float, over: asyncio.Event) -> None:
    for number in itertools.count():
        if over.is_set():
            return
        with suppress(ClientConnectionError):  # Slack itself would have taken another line
            await slack.slash("/kubecon", ("dra", "cilium", "kueue")[number % 3])
        await asyncio.sleep(1 / rate)


def _count(slack: SlackServer) -> Fate:
    sent = slack.deliveries
    answered = sum(call.method == "response_url" and call.ok for call in slack.calls)
    return Fate(
        len(sent),
        sum(not one.acks for one in sent),
        len(sent) - answered,
        sum(len(one.acks) > 1 for one in sent),
        max((one.latency or 0.0 for one in sent), default=0.0),
        len(slack.sockets),
    )


def drops_row(drops: int, rate: float) -> tuple[list[object], bool]:
    """Give the row of the table, and whether it is good."""
    fate = asyncio.run(_run(drops, rate))
    counted = (fate.commands, fate.unacknowledged, fate.unanswered, fate.doubled)
    return [drops, *counted, f"{fate.slowest * 1000:.0f} ms", fate.connections], fate.is_good


async def _run(drops: int, rate: float) -> Fate:
    with tempfile.TemporaryDirectory() as folder:
        async with _running(Path(folder)) as bot:
            return await drop(bot.slack, drops, rate, random.Random(1))


@asynccontextmanager
async def _running(folder: Path) -> AsyncIterator[ServedBot]:
    async with served_bot(folder, "--recaps", str(folder / "recaps")) as bot:
        (bot.recaps / "otters.md").write_text(RECAP, encoding="utf-8")
        process, _ = await bot.start(DISCORD_TOKEN="")
        block_schema()  # loaded now, it holds up no acknowledgement later
        try:
            yield bot
        finally:
            await stop(process)


def main() -> int:
    """Drop, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--drops", type=int, default=200)
    options.add_argument("--rate", type=float, default=25.0)
    chosen = options.parse_args()
    row, is_good = drops_row(chosen.drops, chosen.rate)
    print(f"| {' | '.join(COLUMNS)} |\n| {' | '.join(map(str, row))} |")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
