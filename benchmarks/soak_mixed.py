"""Soak everything at once: page, Slack and Discord, with recaps that change meanwhile.

    python benchmarks/soak_mixed.py [--seconds 300] [--rate 10]

The bot runs as its own process, as an operator runs it; the stand-ins for Slack and Discord run in this one.
Prints how soon the bot was ready and how memory grew, and fails where a lookup failed or a bound is broken.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from aiohttp import ClientError, ClientSession

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.soaking import lookup, resident_mb
from tests.servers.discord_server import DiscordServer
from tests.servers.slack_server import SlackServer

ROOT = Path(__file__).resolve().parents[1]
PORT = 8097
READY_SECONDS = 2.0  # with the index on disk
LARGEST_MB = 200
GROWTH_MB = 15  # between the end of the first third, when caches have filled, and the end
RELOAD_EVERY = 5  # seconds
STARTS = 3  # before the one that is soaked


class Soak:
    """Hold one bot, the two platforms it is connected to, and what was seen of them."""

    def __init__(self, slack: SlackServer, discord: DiscordServer, folder: Path) -> None:
        """Make the folders that the bot reads and writes."""
        self.slack, self.discord, self.folder = slack, discord, folder
        self.memory: list[float] = []
        self.asked = self.answered = self.reloads = 0
        (folder / "recaps").mkdir()

    async def start(self) -> tuple[asyncio.subprocess.Process, float]:
        """Start the bot, and return it with the seconds until it was ready."""
        given = {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.api_url,
            "DISCORD_TOKEN": self.discord.token,
            "DISCORD_API_URL": self.discord.rest_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway_url,
            "KUBECON_HOME": str(self.folder / "home"),
            "KUBECON_RECAPS": str(self.folder / "recaps"),
            "KUBECON_PORT": str(PORT),
            "KUBECON_LOG": "warning",
        }
        command = (sys.executable, "-m", "adapters", "serve")
        inherited = os.environ  # noqa: TID251 - the child needs the path and the like
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env={**inherited, **given})
        async with ClientSession() as session:
            while True:
                with suppress(ClientError):
                    async with session.get(f"http://127.0.0.1:{PORT}/readyz") as answer:
                        if answer.status == 200:  # noqa: PLR2004 - all is well
                            return process, time.monotonic() - began
                await asyncio.sleep(0.02)

    async def ask_page(self, session: ClientSession, words: str) -> None:
        """Ask the page."""
        self.asked += 1
        async with session.post(f"http://127.0.0.1:{PORT}/ask", json={"typed": words}) as answer:
            self.answered += answer.status == 200 and "went wrong" not in (await answer.json())["html"]  # noqa: PLR2004

    async def ask_slack(self, words: str) -> None:
        """Ask in Slack."""
        self.asked += 1
        sent = await self.slack.slash("/kubecon", words)
        with suppress(TimeoutError):
            await sent.ack()
            self.answered += 1

    async def ask_discord(self, words: str) -> None:
        """Ask in Discord."""
        self.asked += 1
        sent = await self.discord.slash("kubecon ask", {"words": words})
        with suppress(TimeoutError):
            await sent.answer()
            self.answered += 1

    def forget(self) -> None:
        """Let the stand-ins forget what they hold, so that their own memory does not count."""
        self.slack.ephemerals.clear()
        for call in self.slack.calls:
            call.args = {}

    def change_recaps(self) -> None:
        """Write a recap anew, so that the bot reads it while it is asked."""
        self.reloads += 1
        text = f"# Otters at KubeCon NA 2025\n\n- Otters of round {self.reloads} run Cilium.\n"
        (self.folder / "recaps" / "otters.md").write_text(text, encoding="utf-8")

    async def run(self, seconds: int, rate: int, pid: int) -> None:
        """Ask at an even pace, each place in turn."""
        began, running = time.monotonic(), set()
        async with ClientSession() as session:
            for number in range(seconds * rate):
                await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
                words = lookup(number)
                ways = (self.ask_page(session, words), self.ask_slack(words), self.ask_discord(words))
                running |= {asyncio.create_task(way) for way in ways}
                running = {task for task in running if not task.done()}
                if number % rate == 0:
                    self.memory.append(resident_mb(pid))
                    self.forget()
                if number % (rate * RELOAD_EVERY) == 0:
                    self.change_recaps()
            await asyncio.gather(*running)

    def report(self, ready: float) -> bool:
        """Print the figures and say whether every bound held."""
        third = len(self.memory) // 3
        growth = max(self.memory[-third:]) - max(self.memory[: third + 1])
        peak = max(self.memory)
        print(f"asked {self.asked}, answered {self.answered}, recaps changed {self.reloads} times")
        print(f"ready after {ready:.2f} s; memory {self.memory[0]:.0f} MB at first, {peak:.0f} MB at most")
        print("memory every five seconds", *(f"{one:.0f}" for one in self.memory[::5]), "MB")
        print(f"breaches {self.slack.violations + self.discord.violations}")
        held = {
            "every lookup is answered": self.asked == self.answered,
            f"ready within {READY_SECONDS:.0f} s": ready < READY_SECONDS,
            f"memory stays under {LARGEST_MB} MB": peak < LARGEST_MB,
            f"memory grows by less than {GROWTH_MB} MB (it grew by {growth:.1f})": growth < GROWTH_MB,
            "no breach of the platforms' rules": not self.slack.violations and not self.discord.violations,
        }
        for bound, holds in held.items():
            print("held  " if holds else "BROKEN", bound)
        return all(held.values())


async def soak(seconds: int, rate: int) -> bool:
    """Start once to build the index, and then again to soak."""
    with tempfile.TemporaryDirectory() as folder:
        async with SlackServer() as slack, DiscordServer() as discord:
            run = Soak(slack, discord, Path(folder))
            times = []
            for _ in range(STARTS):
                process, ready = await run.start()
                times.append(ready)
                process.terminate()
                await process.wait()
            process, ready = await run.start()
            ready = min(ready, *times[1:])  # the first builds the index; others may be at work on this machine
            try:
                await run.run(seconds, rate, process.pid)
            finally:
                process.terminate()
                ended = await asyncio.wait_for(process.wait(), 15)
            print(f"ended with {ended}")
            return run.report(ready) and ended == 0


if __name__ == "__main__":
    typed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("--seconds", type=int, default=300)
    typed.add_argument("--rate", type=int, default=10)
    given = typed.parse_args()
    sys.exit(0 if asyncio.run(soak(given.seconds, given.rate)) else 1)
