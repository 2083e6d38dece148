"""What every soak shares: the lookups typed, the pace, the bot as a process of its own, and the bounds."""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.index.encoder import is_encoder_installed
from emulators.bot_process import ROOT
from emulators.discord import openapi
from emulators.slack import contracts

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
LARGEST_MB = 280 if is_encoder_installed() else 200
READY_SECONDS = 120
WARM_UP = 100
_ACKNOWLEDGED_MS = 100  # at the 99th percentile
_FLAT_MB = 8  # how far memory may rise, as `rise` tells it; what the allocator keeps comes and goes by about five


class Pace(argparse.Namespace):
    """How long a soak takes and how many commands a second it sends."""

    seconds: int = 60
    rate: int = 50


def lookup(number: int) -> str:
    """Return what is typed as the command of that number."""
    return LOOKUPS[number % len(LOOKUPS)]


def spare_time() -> None:
    """Let the stand-ins judge by their built-in rules alone: whole schemas would take the core that they share."""
    contracts.FOLDERS.clear()
    openapi.FOLDERS.clear()


def resident_mb(pid: int) -> float:
    """Return how many MB of memory a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@asynccontextmanager
async def serving(environment: Mapping[str, str]) -> AsyncIterator[int]:
    """Run the bot as an operator would, in a home of its own, and stop it at the end; give its process id."""
    with TemporaryDirectory() as home:
        whole = {**os.environ, **environment, "KUBECON_HOME": home, "KUBECON_LOG": "warning"}  # noqa: TID251 - a child
        command = (sys.executable, "-m", "adapters", "serve")
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=whole)
        try:
            yield process.pid
        finally:
            process.terminate()
            await process.wait()


async def fire(send: Callable[[int], Awaitable[None]], forget: Callable[[], None], pace: Pace, pid: int) -> list[float]:
    """Send commands at an even pace; return the memory in MB held at every second.

    `forget` lets the stand-in drop what it was told, so that its own memory does not count.
    """
    memory, began = [], time.monotonic()
    for number in range(pace.seconds * pace.rate):
        await asyncio.sleep(max(0.0, began + number / pace.rate - time.monotonic()))
        await send(number)
        if number % pace.rate == 0:
            memory.append(resident_mb(pid))
            forget()
    return memory


def rise(memory: list[float]) -> float:
    """Return by how many MB the median of the last third is above that of the second: in the first, caches fill."""
    third = len(memory) // 3
    return median(memory[-third:]) - median(memory[third : 2 * third])


def report(times_ms: list[float], memory: list[float], bounds: Mapping[str, bool]) -> bool:
    """Print how fast commands were acknowledged, and say whether every bound held."""
    shares = ((0.5, "p50"), (0.99, "p99"), (1.0, "max"))
    print("acknowledged after", ", ".join(f"{name} {_percentile(times_ms, share):.1f} ms" for share, name in shares))
    slow = _percentile(times_ms, 0.99)
    return hold(memory, {**bounds, f"p99 under {_ACKNOWLEDGED_MS} ms": slow < _ACKNOWLEDGED_MS})


def hold(memory: list[float], bounds: Mapping[str, bool]) -> bool:
    """Print how memory grew and which bounds held, those of memory among them; say whether all did."""
    print("memory in MB:", *(f"{one:.0f}" for one in memory[:: max(1, len(memory) // 20)]))
    held = {
        **bounds,
        f"memory is flat: {rise(memory):+.1f} MB, at most {_FLAT_MB}": rise(memory) <= _FLAT_MB,
        f"memory stays under {LARGEST_MB} MB: {max(memory):.0f}": max(memory) < LARGEST_MB,
    }
    for bound, holds in held.items():
        print("held  " if holds else "BROKEN", bound)
    return all(held.values())


def main(description: str, soak: Callable[[Pace], Awaitable[bool]], pace: Pace | None = None) -> None:
    """Run a soak from the command line, at a pace that arguments change; leave with 1 where a bound broke."""
    typed = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("--seconds", type=int)
    typed.add_argument("--rate", type=int)
    chosen = typed.parse_args(namespace=pace or Pace())
    spare_time()

    async def run() -> bool:
        return await soak(chosen)

    sys.exit(0 if asyncio.run(run()) else 1)


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
