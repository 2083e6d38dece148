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

from benchmarks.kill_digests import House, make_channels, posted, subscribe
from tests.servers.slack_server import SlackServer

ACKNOWLEDGED_MS = 250.0
READY_SECONDS = 60


async def measure(channels: int, seconds: int, rate: int) -> tuple[list[float], int]:
    """Type commands while digests go out; return how long each took to be acknowledged, and the messages posted."""
    with tempfile.TemporaryDirectory() as folder:
        async with SlackServer() as slack:
            make_channels(slack, channels)
            address = f"sqlite:///{folder}/digests.db"
            await subscribe(address, Path(folder), channels, 1)
            process = await House(slack, Path(folder), address, 0).start()
            try:
                await slack.wait_connected(timeout=READY_SECONDS)
                began = time.monotonic()
                for number in range(seconds * rate):
                    await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
                    await slack.slash("/kubecon", "dra")
                await asyncio.sleep(3)
            finally:
                process.kill()
                await process.wait()
            taken = [one.acks[0][0] * 1000 if one.acks else float("inf") for one in slack.deliveries]
            return sorted(taken), posted(slack)


def main() -> int:
    """Run it, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--channels", type=int, default=5000)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--rate", type=int, default=20)
    chosen = options.parse_args()
    taken, messages = asyncio.run(measure(chosen.channels, chosen.seconds, chosen.rate))
    middle, last = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"| {chosen.channels} | {len(taken)} | {messages} | {middle:.0f} ms | {last:.0f} ms | {taken[-1]:.0f} ms |")
    return 0 if last <= ACKNOWLEDGED_MS else 1


if __name__ == "__main__":
    sys.exit(main())
