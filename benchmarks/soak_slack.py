"""Soak the Slack adapter: so many commands a second for a minute, over a real socket, against the stand-in.

    python benchmarks/soak_slack.py [--seconds 60] [--rate 50]

The bot runs as its own process, as an operator runs it, over the shipped recaps; the stand-in runs in this one.
Prints how fast commands were acknowledged and answered and how memory grew, and fails when a bound is broken.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.servers.slack_server import SlackServer

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
READY_SECONDS = 120
_WARM_UP = 100


def resident_mb(pid: int) -> float:
    """Return how much memory a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def percentile(values: list[float], share: float) -> float:
    """Return the value below which the share of all values lies."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def fire(slack: SlackServer, seconds: int, rate: int, pid: int) -> list[float]:
    """Type commands at an even pace; return the memory held at every second."""
    memory, began = [], time.monotonic()
    for number in range(seconds * rate):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        await slack.slash("/kubecon", LOOKUPS[number % len(LOOKUPS)])
        if number % rate == 0:
            memory.append(resident_mb(pid))
            forget(slack)
    return memory


def forget(slack: SlackServer) -> None:
    """Let the stand-in forget the messages it holds, so that its own memory does not count."""
    slack.ephemerals.clear()
    for call in slack.calls:
        call.args = {}


async def start(slack: SlackServer, home: str) -> asyncio.subprocess.Process:
    """Start the bot as an operator would, and wait until it can be asked."""
    environment = {
        **os.environ,  # noqa: TID251 - the child needs the path and the like
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "KUBECON_HOME": home,
        "KUBECON_LOG": "warning",
    }
    command = (sys.executable, "-m", "adapters", "serve")
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment)
    await slack.wait_connected(timeout=READY_SECONDS)
    return process


async def soak(seconds: int, rate: int) -> bool:
    """Run the soak, print what was seen, and say whether every bound held."""
    with tempfile.TemporaryDirectory() as home:
        async with SlackServer() as slack:
            process = await start(slack, home)
            try:
                for number in range(_WARM_UP):
                    await (await slack.slash("/kubecon", LOOKUPS[number % len(LOOKUPS)])).ack()
                await slack.settle()
                slack.deliveries.clear()
                slack.calls.clear()
                memory = await fire(slack, seconds, rate, process.pid)
                await slack.settle(timeout=30)
            finally:
                process.terminate()
                await process.wait()
            return report(slack, memory)


def report(slack: SlackServer, memory: list[float]) -> bool:
    """Print the figures and say whether every bound held."""
    sent = len(slack.deliveries)
    acknowledged = [1000 * delivery.latency for delivery in slack.deliveries if delivery.latency is not None]
    answers = sum(call.method == "response_url" and call.ok for call in slack.calls)
    quarter = len(memory) // 4
    growth = max(memory[-quarter:]) - max(memory[: quarter + 1])
    print(f"commands {sent}, acknowledged {len(acknowledged)}, answered {answers}")
    shares = ((0.5, "p50"), (0.99, "p99"), (1.0, "max"))
    print("acknowledged after", ", ".join(f"{name} {percentile(acknowledged, share):.1f} ms" for share, name in shares))
    print(
        f"memory {memory[0]:.0f} MB at first, {memory[quarter]:.0f} MB after a quarter, {memory[-1]:.0f} MB in the end"
    )
    print(f"breaches {len(slack.violations)}, warnings {len(slack.warnings)}")
    held = {
        "every command is acknowledged and answered once": sent == len(acknowledged) == answers,
        f"p99 under {ACKNOWLEDGED_MS} ms": percentile(acknowledged, 0.99) < ACKNOWLEDGED_MS,
        f"memory grows by less than {GROWTH_MB} MB": growth < GROWTH_MB,
        "no breach of Slack's rules": not slack.violations and not slack.warnings,
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
