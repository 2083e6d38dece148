"""Soak everything at once: page, Slack and Discord, while recaps change, every second one hostile, and digests are due.

    python benchmarks/soak_mixed.py [--seconds 300] [--rate 5]

The bot runs as its own process, as an operator runs it; the stand-ins for Slack and Discord run in this one.
`--rate` lookups a second are asked at each of the three places. Prints how memory grew, and fails where a lookup or a
digest failed, where memory is not flat, or where another bound is broken.
"""

import asyncio
import sys
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientError, ClientSession

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.digest_outcome import count
from benchmarks.digest_stands import DiscordStand, SlackStand, subscribe, until_done
from benchmarks.hostile_recaps import HOSTILE, UNREADABLE
from benchmarks.soaking import Pace, fire, hold, lookup, main
from emulators.bot_process import ServedBot, served_bot, stop

RELOAD_EVERY = 3  # seconds
NEWEST_WITHIN = 90  # seconds: some hostile recaps take all the time they are given
DIGESTS_A_MINUTE = 10  # on each platform
_OK = 200
_REFUSED = "went wrong"


class Soak:
    """One bot and what was seen of it."""

    def __init__(self, bot: ServedBot) -> None:
        """Begin with nothing seen."""
        self.bot = bot
        self.memory: list[float] = []
        self.asked = self.answered = self.changes = self.round = 0

    async def ask_page(self, session: ClientSession, words: str) -> None:
        """Ask the page."""
        async with session.post(f"{self.bot.page}/ask", json={"typed": words}) as answer:
            shown = (await answer.json())["html"] if answer.status == _OK else _REFUSED
        self.answered += _REFUSED not in shown

    async def ask_slack(self, words: str) -> None:
        """Ask in Slack; the answer itself is counted at the end."""
        sent = await self.bot.slack.slash("/kubecon", words)
        await sent.ack()

    async def ask_discord(self, words: str) -> None:
        """Ask in Discord."""
        sent = await self.bot.discord.slash("kubecon ask", {"words": words})
        shown = str(await sent.answer())
        self.answered += _REFUSED not in shown

    async def ask(self, way: Awaitable[None]) -> None:
        """Count a lookup, and let it fail without ending the others."""
        self.asked += 1
        with suppress(TimeoutError, ClientError):
            await way

    def forget(self) -> None:
        """Let the stand-ins forget what they hold: they share the machine's memory with the bot."""
        self.bot.slack.ephemerals.clear()
        for call in self.bot.slack.calls:
            call.args = {}

    def change_recaps(self) -> None:
        """Write a good recap anew or add a hostile one, by turns, so that the bot reads it while it is asked."""
        self.changes += 1
        if self.changes % 2 == 0:
            kind = list(HOSTILE)[self.changes // 2 % len(HOSTILE) - 1]
            self.recap_of(kind).write_bytes(HOSTILE[kind]())
            return
        self.round += 1
        text = f"# Otters at KubeCon NA 2025\n\n- Otters of round {self.round} run Cilium.\n"
        (self.bot.recaps / "otters.md").write_text(text, encoding="utf-8")

    def recap_of(self, kind: str) -> Path:
        """Return the file of a kind of hostile recap."""
        return self.bot.recaps / f"hostile-{list(HOSTILE).index(kind)}.md"

    def unnamed(self) -> list[str]:
        """Return the recaps that cannot be read and are not named in the log."""
        written = [path.name for kind in UNREADABLE if (path := self.recap_of(kind)).exists()]
        return [name for name in written if name not in self.bot.log]

    async def finds_newest(self) -> bool:
        """Return whether the newest good recap is answered from in time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(NEWEST_WITHIN), ClientSession() as session:
                while True:
                    async with session.post(f"{self.bot.page}/ask", json={"typed": "otters round"}) as answer:
                        if f"round {self.round} run" in await answer.text():
                            return True
                    await asyncio.sleep(1)
        return False

    async def run(self, pace: Pace, pid: int) -> None:
        """Ask at an even pace, all three places at a time."""
        running = set[asyncio.Task[None]]()
        async with ClientSession() as session:

            async def send(number: int) -> None:
                words = lookup(number)
                for way in (self.ask_page(session, words), self.ask_slack(words), self.ask_discord(words)):
                    running.add(task := asyncio.create_task(self.ask(way)))
                    task.add_done_callback(running.discard)
                if number % (pace.rate * RELOAD_EVERY) == 0:
                    self.change_recaps()

            self.memory = await fire(send, self.forget, pace, pid)
            await asyncio.gather(*running)
        await self.bot.slack.settle()

    async def reloads(self) -> int:
        """Return how often the bot has swapped in what changed."""
        async with ClientSession() as session, session.get(f"{self.bot.page}/metrics") as answer:
            counted = [line.split()[-1] for line in (await answer.text()).splitlines() if 'outcome="swapped"' in line]
            return int(float(counted[0])) if counted else 0

    def lookups_answered(self) -> int:
        """Count what was answered on the page, in Discord, and in Slack: there, where the command said."""
        return self.answered + sum(call.method == "response_url" and call.ok for call in self.bot.slack.calls)


async def soak(pace: Pace) -> bool:
    """Soak a bot in a folder of its own, and say whether every bound held."""
    with TemporaryDirectory() as folder:
        async with served_bot(Path(folder)) as bot:
            return await soak_one(bot, pace)


async def soak_one(bot: ServedBot, pace: Pace) -> bool:
    """Start the bot, ask it, stop it; print what was seen, and say whether every bound held."""
    minutes = max(1, pace.seconds // 60)
    channels = minutes * DIGESTS_A_MINUTE
    stands = SlackStand(bot.slack, channels, 0.0), DiscordStand(bot.discord, channels, 0.0)
    for stand in stands:
        await subscribe(stand, bot.database, bot.folder, minutes)
    soaked = Soak(bot)
    soaked.change_recaps()  # there from the start: a recap that comes later makes later digests longer
    process, _ = await bot.start(KUBECON_LOG="warning", MALLOC_ARENA_MAX="2")  # as in the container
    try:
        await soaked.run(pace, process.pid)
        finds_newest = await soaked.finds_newest()
        reloads = await soaked.reloads()
        for stand in stands:
            await until_done(stand, bot.database, bot.folder)
    finally:
        code, seconds = await stop(process)
    answered = soaked.lookups_answered()
    print(f"asked {soaked.asked}, answered {answered}; digests due {2 * channels}")
    print(f"recaps changed {soaked.changes} times, swapped {reloads} times; stopped in {seconds:.1f} s with {code}")
    print(bot.log, end="")
    bounds = {
        "every lookup is answered": soaked.asked == answered,
        "every digest is posted once": all(count(stand).is_good for stand in stands),
        "recaps are read anew meanwhile, the newest too": reloads > 1 and finds_newest,
        "recaps that cannot be read are named": not soaked.unnamed(),
        "no fault is logged": "error" not in {event["level"] for event in bot.events()},
        "no breach of the platforms' rules": not bot.slack.violations + bot.discord.violations,
        "it ends cleanly": code == 0,
    }
    return hold(soaked.memory, bounds)


if __name__ == "__main__":
    main(__doc__, soak, Pace(seconds=300, rate=5))
