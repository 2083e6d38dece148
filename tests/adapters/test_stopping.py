"""What a process does with work under way when it is told to stop, as Kubernetes and systemd do it."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession, TCPConnector

from benchmarks.digest_outcome import count
from benchmarks.digest_stands import RECAP, DiscordStand, SlackStand, subscribe, until_done
from emulators.bot_process import served_bot, stop

AT_ONCE = 20
PATIENCE_SECONDS = 60  # with a busy machine
CHILDREN = Path(f"/proc/self/task/{os.getpid()}/children")


@pytest.fixture
async def bot(tmp_path):
    async with served_bot(tmp_path, "--recaps", str(tmp_path / "recaps")) as one:
        (one.recaps / "otters.md").write_text(RECAP, encoding="utf-8")
        yield one


def faults(bot):
    """Return the lines of the log that tell of a fault: by their level, or by a traceback."""
    plain = [line for line in bot.log.splitlines() if not line.startswith("{")]
    return plain + [event for event in bot.events() if event["level"] == "error" or "exception" in event]


async def ask_page(session):
    async with session.post("/ask", json={"typed": "dra"}) as answer:
        return answer.status


async def ask_everywhere(bot, session):
    """Ask in all three places; return what was asked in Slack and Discord, and the page's answer to come."""
    shown = asyncio.create_task(ask_page(session))
    return await bot.slack.slash("/kubecon", "dra"), await bot.discord.slash("kubecon ask", {"words": "dra"}), shown


async def ask_on(bot, session):
    """Go on asking until nobody listens any more."""
    with suppress(ClientConnectionError, AssertionError, TimeoutError):
        while True:
            _, _, shown = await ask_everywhere(bot, session)
            await shown


@pytest.mark.parametrize("is_called", [False, True], ids=["socket", "http"])
async def test_all_that_was_asked_before_the_signal_is_answered_whatever_is_asked_after_it(bot, is_called):
    by_call = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": bot.slack.signing_secret} if is_called else {}
    bot.slack.request_url = f"{bot.page}/slack/events" if is_called else None
    process, _ = await bot.start(**by_call)
    async with ClientSession(bot.page, connector=TCPConnector(force_close=True)) as session:
        asked = [await ask_everywhere(bot, session) for _ in range(AT_ONCE)]
        asking_on = asyncio.create_task(ask_on(bot, session))
        process.terminate()  # some send the signal twice
        code, _ = await stop(process)
        asking_on.cancel()
        assert await asyncio.gather(*(shown for _, _, shown in asked)) == [200] * AT_ONCE
    assert [len(in_slack.acks) for in_slack, _, _ in asked] == [1] * AT_ONCE
    assert [len(in_discord.callbacks) for _, in_discord, _ in asked] == [1] * AT_ONCE
    acknowledged = sum(bool(one.acks) for one in bot.slack.deliveries)
    assert sum(call.method == "response_url" and call.ok for call in bot.slack.calls) == acknowledged
    assert (code, faults(bot), bot.events()[-1]["event"]) == (0, [], "stopped")


async def test_a_digest_that_is_cut_short_goes_on_after_the_next_start_and_repeats_nothing(bot):
    stands = SlackStand(bot.slack, 1, 0.3), DiscordStand(bot.discord, 1, 0.3)
    for stand in stands:
        await subscribe(stand, bot.database, bot.home)
    process, _ = await bot.start()
    await bot.slack.wait_for("chat.postMessage", n=2, timeout=PATIENCE_SECONDS)
    assert (await stop(process))[0] == 0
    process, _ = await bot.start()
    for stand in stands:
        await until_done(stand, bot.database, bot.home)
    assert (await stop(process))[0] == 0
    assert all(count(stand).is_good for stand in stands)
    assert faults(bot) == []


async def test_a_process_that_is_stopped_while_it_starts_leaves_nothing_broken(bot):
    for seen in ("the home", "the page"):
        process = await bot.begin()
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await has_come_to(bot, seen):  # noqa: ASYNC110 - the process tells no event
                await asyncio.sleep(0.01)
        assert (await stop(process))[0] in {0, -15}
    process, _ = await bot.start()
    assert (await stop(process))[0] == 0
    assert faults(bot) == []


async def has_come_to(bot, seen):
    """Return whether a start has come so far."""
    if seen == "the home":
        return any(bot.home.iterdir())
    with suppress(OSError):
        (await asyncio.open_connection("127.0.0.1", bot.port))[1].close()
        return True
    return False


@pytest.mark.skipif(not CHILDREN.exists(), reason="this system does not tell a process's children in /proc")
async def test_recaps_that_are_being_read_hold_up_no_stop(bot):
    process, _ = await bot.start()
    (bot.recaps / "minks.md").write_text("# Minks at KubeCon NA 2025\n\n- Minks run Kueue.\n")
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (children := children_of(process)):  # noqa: ASYNC110 - the system tells no event
            await asyncio.sleep(0.01)
    assert (await stop(process))[0] == 0
    async with asyncio.timeout(PATIENCE_SECONDS):
        while any(map(is_running, children)):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)
    assert faults(bot) == []


def children_of(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def is_running(number):
    return Path("/proc", number).exists()
