"""Let both platforms answer oddly while the bot starts, and see whether it gets there and the page answers meanwhile.

    python -m benchmarks.odd_answers [--times 2]

The bot runs as its own process. Each call that it makes to come up is answered in the odd way so many times first.
Fails where the process ends, a lookup on the page is not answered, or a platform is not connected within three minutes.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientError, ClientSession

from benchmarks.digest_stands import RECAP
from emulators.bot_process import ServedBot, served_bot, stop
from emulators.odd_answers import ODD

COLUMNS = ("answer", "odd answers", "lookups on the page", "not answered", "both platforms connected after")
_SLACK = ("/auth.test", "/apps.connections.open")
_DISCORD = ("/users/@me", "/applications/@me", "/commands", "/gateway/bot")
_SLOW = "a connection that is closed after 20 seconds"
_SLOW_SECONDS = 20.0
_PATIENCE_SECONDS = 180.0
_READY = 200


@dataclass(slots=True)
class SeenMessages:
    """Count lookups on the page, and those not answered; `connected` is when both platforms were, 0 for never."""

    odd: int = 0
    asked: int = 0
    unanswered: int = 0
    connected: float = 0.0

    @property
    def is_good(self) -> bool:
        """Return whether all went on as it should."""
        return bool(self.asked and not self.unanswered and self.connected)


async def live_through(how: str, times: int, seconds: float) -> SeenMessages:
    """Start the bot while each call is answered so, and watch it until it is connected."""
    with tempfile.TemporaryDirectory() as folder:
        async with served_bot(Path(folder), "--recaps", str(Path(folder, "recaps"))) as bot:
            (bot.recaps / "otters.md").write_text(RECAP, encoding="utf-8")
            for server, calls in ((bot.slack, _SLACK), (bot.discord, _DISCORD)):
                for call in calls:
                    server.odd.plant(call, how, times, seconds)
            process = await bot.begin()
            try:
                seen = await _watch(bot, process)
            finally:
                await stop(process)
            seen.odd = len(bot.slack.odd.heard) + len(bot.discord.odd.heard)
            return seen


async def _watch(bot: ServedBot, process: asyncio.subprocess.Process) -> SeenMessages:
    seen, began = SeenMessages(), time.monotonic()
    async with ClientSession(bot.page) as session:
        while time.monotonic() - began < _PATIENCE_SECONDS and process.returncode is None and not seen.connected:
            await asyncio.sleep(0.1)
            if await _status(session, "GET", "/readyz") == _READY:
                seen.connected = time.monotonic() - began
            if seen.asked or await _status(session, "GET", "/healthz") == _READY:
                seen.asked += 1
                seen.unanswered += await _status(session, "POST", "/ask", {"typed": "dra"}) != _READY
    return seen


async def _status(session: ClientSession, method: str, path: str, body: dict[str, str] | None = None) -> int:
    try:
        async with session.request(method, path, json=body) as answer:
            return answer.status
    except ClientError:
        return 0


def odd_rows(times: int) -> Iterator[tuple[list[object], bool]]:
    """Give a row of the table for each kind of answer, and whether it is good."""
    for how in ODD:
        yield _row(how, asyncio.run(live_through(how, times, 0.0)))
    yield _row(_SLOW, asyncio.run(live_through("a closed connection", 1, _SLOW_SECONDS)))


def _row(what: str, seen: SeenMessages) -> tuple[list[object], bool]:
    return [what, seen.odd, seen.asked, seen.unanswered, f"{seen.connected:.0f} s"], seen.is_good


def main() -> int:
    """Try them all, and say what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=2)
    print(f"| {' | '.join(COLUMNS)} |", flush=True)
    results = []
    for row, is_good in odd_rows(options.parse_args().times):
        print(f"| {' | '.join(map(str, row))} |", flush=True)
        results.append(is_good)
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
