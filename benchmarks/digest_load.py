"""Let thousands of channels be due in the same minute, and see how fast commands are acknowledged meanwhile.

    python benchmarks/digest_load.py [--channels 5000] [--seconds 60] [--rate 20]

The bot runs as its own process against the Slack stand-in; prints the acknowledgements' percentiles and how many
messages were posted, and fails where the 99th percentile is over 250 ms.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.digest_outcome import posted
from benchmarks.digest_stands import BotProcesses, open_stand, subscribe

COLUMNS = ("channels due", "messages a second", "commands", "50th percentile", "99th", "slowest")
ACKNOWLEDGED_MS = 250.0
READY_SECONDS = 60


async def measure(channels: int, seconds: int, rate: int) -> tuple[list[float], float]:
    """Type commands while digests go out; return how long each took to be acknowledged, and messages a second."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stand("slack", channels, answer_seconds=0.0) as stand:
            address = f"sqlite:///{folder}/digests.db"
            await subscribe(stand, address, Path(folder))
            process = await BotProcesses(stand, Path(folder), address).start()
            try:
                await stand.server.wait_connected(timeout=READY_SECONDS)
                began, before = time.monotonic(), posted(stand)
                for number in range(seconds * rate):
                    await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
                    await stand.server.slash("/kubecon", "dra")
                messages, passed = posted(stand) - before, time.monotonic() - began
                await asyncio.sleep(3)
            finally:
                process.kill()
                await process.wait()
            taken = [(one.latency or float("inf")) * 1000 for one in stand.server.deliveries]
            return sorted(taken), messages / passed


def load_row(channels: int, seconds: int, rate: int) -> tuple[list[object], bool]:
    """Return a row of the table, and whether it is good."""
    taken, messages = asyncio.run(measure(channels, seconds, rate))
    middle, last, slowest = taken[len(taken) // 2], taken[int(len(taken) * 0.99)], taken[-1]
    times = [f"{one:.0f} ms" for one in (middle, last, slowest)]
    return [f"{channels:,}", f"{messages:.0f}", f"{len(taken):,}", *times], last <= ACKNOWLEDGED_MS


def main() -> int:
    """Run it, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--channels", type=int, default=5000)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--rate", type=int, default=20)
    chosen = options.parse_args()
    row, is_good = load_row(chosen.channels, chosen.seconds, chosen.rate)
    print(f"| {' | '.join(map(str, row))} |")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
