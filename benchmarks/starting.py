"""Start the bot again and again, connected to both platforms, and tell how soon it was ready and what it holds.

    python benchmarks/starting.py [--starts 5]

The first start builds the index, the others find it on disk. Ready means that /readyz says so: the index is loaded and
both stand-ins are connected. Prints a table, and fails where half of the later starts took more than two seconds, or
where one held more than 200 MB.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.soaking import LARGEST_MB, resident_mb, spare_time
from emulators.bot_process import ServedBot, served_bot, stop

READY_SECONDS = 2.0


async def measure(starts: int) -> bool:
    """Print a row for each start, and say whether the bounds held."""
    spare_time()
    print("| start | ready | memory | stopped |\n|---|---|---|---|")
    with TemporaryDirectory() as folder:
        async with served_bot(Path(folder)) as bot:
            rows = [await start_once(bot, number) for number in range(starts + 1)]
    ready, most = median(seconds for seconds, _ in rows[1:]), max(held for _, held in rows)
    print(f"ready within {ready:.2f} s (half of the later starts), {most:.0f} MB at most")
    return ready <= READY_SECONDS and most <= LARGEST_MB


async def start_once(bot: ServedBot, number: int) -> tuple[float, float]:
    """Start and stop the bot; return after how many seconds it was ready and how many MB it held."""
    process, seconds = await bot.start()
    held = resident_mb(process.pid)
    code, stopped = await stop(process)
    told = f"index on disk, {number}" if number else "builds the index"
    print(f"| {told} | {seconds:.2f} s | {held:.0f} MB | {stopped:.2f} s, exit code {code} |", flush=True)
    return seconds, held


if __name__ == "__main__":
    typed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    typed.add_argument("--starts", type=int, default=5)
    sys.exit(0 if asyncio.run(measure(typed.parse_args().starts)) else 1)
