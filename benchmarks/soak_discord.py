"""Soak the Discord adapter: so many commands a second for a minute, over a real gateway, against the stand-in.

    python benchmarks/soak_discord.py [--seconds 60] [--rate 50]

The bot runs as its own process, as an operator runs it, over the shipped recaps; the stand-in runs in this one.
Prints how fast commands were answered and how memory grew, and fails when a bound is broken.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.servers.discord_people import Interaction
from tests.servers.discord_server import DiscordServer

ROOT = Path(__file__).resolve().parents[1]
LOOKUPS = (
    "dra",
    "gateway api",
    "talks cilium",
    "projects ebpf",
    "takeaways platform engineering",
    "karmda",
    "next",
    "about",
)
ACKNOWLEDGED_MS = 100  # at the 99th percentile
GROWTH_MB = 20  # between the first quarter, when caches have filled, and the end
_READY_SECONDS = 120
_WARM_UP = 100
_LAST_SECONDS = 30


def resident_mb(pid: int) -> float:
    """Return how much memory a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentile(values: list[float], share: float) -> float:
    """Return the value below which the share of all values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def ask(server: DiscordServer, number: int) -> Interaction:
    """Type one of the lookups as a command."""
    return await server.slash("kubecon ask", {"words": LOOKUPS[number % len(LOOKUPS)]})


async def fire(server: DiscordServer, seconds: int, rate: int, pid: int) -> tuple[list[Interaction], list[float]]:
    """Type commands at an even pace; return them, and the memory held at every second."""
    asked: list[Interaction] = []
    memory: list[float] = []
    began = time.monotonic()
    for number in range(seconds * rate):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        asked.append(await ask(server, number))
        if number % rate == 0:
            memory.append(resident_mb(pid))
            forget(server)
    await asyncio.wait([asyncio.ensure_future(one.answered.wait()) for one in asked], timeout=_LAST_SECONDS)
    return asked, memory


def forget(server: DiscordServer) -> None:
    """Let the stand-in forget what it was told, so that its own work does not count."""
    server.calls.clear()
    for session in server.sessions.values():
        session.sent.clear()


async def start(server: DiscordServer, home: str) -> asyncio.subprocess.Process:
    """Start the bot as an operator would, and wait until it can be asked."""
    environment = {
        **os.environ,  # noqa: TID251 - the child needs the path and the like
        "DISCORD_TOKEN": server.token,
        "DISCORD_API_URL": server.rest_url,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "KUBECON_HOME": home,
        "KUBECON_LOG": "warning",
    }
    command = (sys.executable, "-m", "adapters", "serve")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment)
    await server.wait_ready(_READY_SECONDS)
    return process


async def soak(seconds: int, rate: int) -> bool:
    """Run the soak, print what was seen, and say whether every bound held."""
    with tempfile.TemporaryDirectory() as home:
        async with DiscordServer() as server:
            process = await start(server, home)
            try:
                for number in range(_WARM_UP):
                    await (await ask(server, number)).answer()
                asked, memory = await fire(server, seconds, rate, process.pid)
            finally:
                process.terminate()
                await process.wait()
            return report(server, asked, memory)


def report(server: DiscordServer, asked: list[Interaction], memory: list[float]) -> bool:
    """Print the figures and say whether every bound held."""
    answered = [1000 * one.latency for one in asked if len(one.callbacks) == 1]
    deferred = sum(one.deferred for one in asked)
    quarter = len(memory) // 4
    growth = max(memory[-quarter:]) - max(memory[: quarter + 1])
    print(f"commands {len(asked)}, answered once {len(answered)}, deferred {deferred}")
    shares = ((0.5, "p50"), (0.99, "p99"), (1.0, "max"))
    print("answered after", ", ".join(f"{name} {percentile(answered, share):.1f} ms" for share, name in shares))
    print(
        f"memory {memory[0]:.0f} MB at first, {memory[quarter]:.0f} MB after a quarter, {memory[-1]:.0f} MB in the end"
    )
    print(f"breaches {len(server.violations)}, warnings {len(server.warnings)}")
    held = {
        "every command is answered once": len(asked) == len(answered),
        f"p99 under {ACKNOWLEDGED_MS} ms": percentile(answered, 0.99) < ACKNOWLEDGED_MS,
        f"memory grows by less than {GROWTH_MB} MB": growth < GROWTH_MB,
        "no breach of Discord's rules": not server.violations and not server.warnings,
    }
    for bound, holds in held.items():
        print("held  " if holds else "BROKEN", bound)
    return all(held.values())


if __name__ == "__main__":
    typed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("--seconds", type=int, default=60)
    typed.add_argument("--rate", type=int, default=50)
    given = typed.parse_args()
    sys.exit(0 if asyncio.run(soak(given.seconds, given.rate)) else 1)
