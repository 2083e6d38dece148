"""Let strangers send what is no request, or hold connections open, while people type commands in Slack.

    python -m benchmarks.strangers [--seconds 60]

The bot runs as its own process, which Slack calls, and logs all that it can. Prints a row for each kind of stranger,
and fails where a command is not acknowledged within three seconds, where the bot answers a stranger with a fault of its
own, or where its log holds what a stranger sent.
"""

import argparse
import asyncio
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

from benchmarks.digest_stands import RECAP
from benchmarks.soaking import spare_time
from emulators.bot_process import ServedBot, served_bot, stop
from emulators.strangers import endless, new_address, send

COLUMNS = (
    "strangers",
    "sent",
    "refused or answered",
    "closed",
    "left waiting",
    "faults",
    "commands",
    "unanswered",
    "slowest",
    "log",
)
_MARK = "zq7otterzq"
_AT_ONCE = 25
_HELD = 1200
_AGAIN_SECONDS = 3.0  # until one that was closed is opened anew
_FILES = 1024  # that the bot may open, as on many machines
_COMMANDS_A_SECOND = 5
_IN_TIME_SECONDS = 3.0
_LARGEST_LOG = 5_000_000  # bytes
_FAULT = 500

Work = Callable[[ServedBot, float, Counter[str]], Awaitable[None]]


async def send_anything(bot: ServedBot, until: float, seen: Counter[str]) -> None:
    """Send one odd request after the other, many at a time, each from an address of its own."""
    requests = endless(random.Random(7), _MARK)

    async def go_on() -> None:
        while time.monotonic() < until:
            seen["sent"] += 1
            try:
                status = await send(bot.port, next(requests))
                seen["closed" if status is None else "faults" if status >= _FAULT else "answered"] += 1
            except TimeoutError:
                seen["left"] += 1

    await asyncio.gather(*(go_on() for _ in range(_AT_ONCE)))


async def hold_connections(bot: ServedBot, until: float, seen: Counter[str]) -> None:
    """Hold more connections than a process may have files, half a request on each; open anew what is closed."""

    async def hold(number: int) -> None:
        await asyncio.sleep(_AGAIN_SECONDS * number / _HELD)
        while time.monotonic() < until:
            with suppress(OSError):
                seen["sent"] += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", bot.port, local_addr=(new_address(), 0))
                try:
                    writer.write(f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nX-{_MARK}: ".encode())
                    await asyncio.wait_for(reader.read(), max(0.1, until - time.monotonic()))
                    seen["closed"] += 1
                except TimeoutError:
                    pass
                finally:
                    writer.close()
            await asyncio.sleep(_AGAIN_SECONDS)

    await asyncio.gather(*map(hold, range(_HELD)))


async def type_commands(bot: ServedBot, until: float) -> None:
    """Type commands at an even pace."""
    while time.monotonic() < until:
        await bot.slack.slash("/kubecon", "dra")
        await asyncio.sleep(1 / _COMMANDS_A_SECOND)


@asynccontextmanager
async def called_bot(folder: Path) -> AsyncIterator[ServedBot]:
    """Run the bot with Slack calling it."""
    async with AsyncExitStack() as stack:
        bot = await stack.enter_async_context(served_bot(folder, "--recaps", str(folder / "recaps")))
        (bot.recaps / "otters.md").write_text(RECAP, encoding="utf-8")
        bot.slack.request_url = f"{bot.page}/slack/events"
        by_call = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": bot.slack.signing_secret, "DISCORD_TOKEN": ""}
        process, _ = await bot.start(**by_call, KUBECON_LOG="debug")
        stack.push_async_callback(stop, process)
        await (await bot.slack.slash("/kubecon", "dra")).ack()  # the stand-in's rules take long to load
        await bot.slack.settle()
        bot.slack.deliveries.clear()
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (_FILES, _FILES))
        yield bot


async def measure(what: str, work: Work, seconds: float) -> tuple[list[object], bool]:
    """Let strangers work for so long; return the row, and whether all was well."""
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        async with called_bot(Path(folder)) as bot:
            until = time.monotonic() + seconds
            await asyncio.gather(work(bot, until, seen), type_commands(bot, until))
            await bot.slack.settle(timeout=30)
            delays = [one.latency for one in bot.slack.deliveries if one.latency is not None]
            unanswered = len(bot.slack.deliveries) - len(delays)
        log = bot.log
    slowest = max(delays, default=0.0)
    is_quiet = _MARK not in log and len(log) < _LARGEST_LOG
    is_good = not unanswered and not seen["faults"] and not seen["left"] and slowest <= _IN_TIME_SECONDS and is_quiet
    told = f"{len(log) // 1000} kB" if is_quiet else f"{len(log) // 1000} kB, TELLS OF REQUESTS"
    counts = [f"{seen[one]:,}" for one in ("sent", "answered", "closed", "left", "faults")]
    row = [what, *counts, len(bot.slack.deliveries), unanswered, f"{1000 * slowest:.0f} ms", told]
    return row, is_good


def stranger_rows(seconds: float) -> Iterator[tuple[list[object], bool]]:
    """Return a row for each kind of stranger."""
    spare_time()
    kinds: dict[str, Work] = {
        "send broken, odd, unsigned and damaged requests": send_anything,
        f"hold {_HELD:,} connections with half a request each": hold_connections,
    }
    for what, work in kinds.items():
        yield asyncio.run(measure(what, work, seconds))


def main() -> int:
    """Try all kinds, and say whether all was well."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60.0)
    all_good = True
    print(" | ".join(COLUMNS))
    for row, is_good in stranger_rows(options.parse_args().seconds):
        print(" | ".join(map(str, row)), "" if is_good else "NOT GOOD", flush=True)
        all_good = all_good and is_good
    return 0 if all_good else 1


if __name__ == "__main__":
    sys.exit(main())
