"""What every soak shares: the lookups typed, the pace, the bot as a process of its own, and the bounds."""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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
READY_SECONDS = 120
WARM_UP = 100
_ACKNOWLEDGED_MS = 100  # at the 99th percentile
_GROWTH_MB = 20  # between the first quarter, when caches have filled, and the end


class Pace(argparse.Namespace):
    """Hold how long a soak takes and how many commands a second it sends."""

    seconds: int
    rate: int


def lookup(number: int) -> str:
    """Return what is typed as the command of that number."""
    return LOOKUPS[number % len(LOOKUPS)]


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


def report(times_ms: list[float], memory: list[float], bounds: Mapping[str, bool]) -> bool:
    """Print how fast commands were acknowledged and how memory grew, and say whether every bound held."""
    quarter = len(memory) // 4
    growth = max(memory[-quarter:]) - max(memory[: quarter + 1])
    shares = ((0.5, "p50"), (0.99, "p99"), (1.0, "max"))
    print("acknowledged after", ", ".join(f"{name} {_percentile(times_ms, share):.1f} ms" for share, name in shares))
    print(
        f"memory {memory[0]:.0f} MB at first, {memory[quarter]:.0f} MB after a quarter, {memory[-1]:.0f} MB in the end"
    )
    held = {
        **bounds,
        f"p99 under {_ACKNOWLEDGED_MS} ms": _percentile(times_ms, 0.99) < _ACKNOWLEDGED_MS,
        f"memory grows by less than {_GROWTH_MB} MB": growth < _GROWTH_MB,
    }
    for bound, holds in held.items():
        print("held  " if holds else "BROKEN", bound)
    return all(held.values())


def main(description: str, soak: Callable[[Pace], Awaitable[bool]]) -> None:
    """Run a soak from the command line; leave with 1 where a bound broke."""
    typed = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("--seconds", type=int, default=60)
    typed.add_argument("--rate", type=int, default=50)
    pace = typed.parse_args(namespace=Pace())

    async def run() -> bool:
        return await soak(pace)

    sys.exit(0 if asyncio.run(run()) else 1)


def resident_mb(pid: int) -> float:
    """Return how many MB of memory a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
