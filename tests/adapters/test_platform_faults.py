"""What one platform answers, or fails to, is that platform's trouble alone."""

import asyncio
import datetime as dt

import pytest
from aiohttp import ClientSession

from adapters.discord import client as discord_client
from adapters.discord.adapter import DiscordAdapter
from adapters.server.supervisor import Supervisor
from adapters.slack.adapter import SlackAdapter
from bot.app.assistant import Assistant
from bot.settings import Settings
from emulators.bot_process import served_bot, stop
from emulators.discord.server import DiscordServer
from emulators.odd_answers import ODD
from emulators.slack.contracts import block_schema
from emulators.slack.server import SlackServer
from emulators.timeouts import PATIENCE_SECONDS

SLACK_CALLS = ("/auth.test", "/apps.connections.open")
DISCORD_CALLS = ("/users/@me", "/applications/@me", "/commands", "/gateway/bot")


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(discord_client, "_REGISTER_FIRST_SECONDS", 0.05)


def _today():
    return _now().date()


def _now():
    return dt.datetime(2026, 11, 30, tzinfo=dt.UTC)


async def _run(door):
    supervisor = Supervisor({}, first_pause=0.02)
    return supervisor, asyncio.create_task(supervisor.run([door]))


@pytest.mark.parametrize("how", ODD)
async def test_whatever_slack_answers_when_it_is_called_it_is_asked_again(engine, how):
    block_schema()  # loaded now, it holds up no acknowledgement later
    async with SlackServer() as slack:
        for call in SLACK_CALLS:
            slack.odd.plant(call, how)
        tokens = {"slack_bot_token": slack.bot_token, "slack_app_token": slack.app_token}
        supervisor, running = await _run(
            SlackAdapter(Settings(**tokens, slack_api_url=slack.api_url), Assistant(engine, _today), _now)
        )
        await slack.wait_connected()
        await (await slack.slash("/kubecon", "dra")).ack()
        assert set(slack.odd.heard) == set(SLACK_CALLS)
        supervisor.stop()
        await asyncio.wait_for(running, PATIENCE_SECONDS)
        assert slack.violations == []


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("how", ODD)
async def test_whatever_discord_answers_when_it_is_called_it_is_asked_again(engine, tmp_path, how):
    async with DiscordServer() as discord:
        for call in DISCORD_CALLS:
            discord.odd.plant(call, how)
        settings = Settings(home=tmp_path, discord_token=discord.token, discord_api_url=discord.rest_url)
        with discord.attach():
            supervisor, running = await _run(DiscordAdapter(settings, Assistant(engine, _today)))
            await discord.wait_ready()
            await discord.until(lambda: discord.commands[None], "the commands")
            await (await discord.slash("kubecon ask", {"words": "dra"})).answer()
            assert set(discord.odd.heard) == set(DISCORD_CALLS)
            supervisor.stop()
            await asyncio.wait_for(running, PATIENCE_SECONDS)
            assert discord.violations == []


@pytest.fixture
async def bot(tmp_path):
    async with served_bot(tmp_path, "--recaps", str(tmp_path / "recaps")) as one:
        (one.recaps / "otters.md").write_text("# Otters at KubeCon NA 2025\n\n- Otters run Cilium on every river.\n")
        yield one


async def _until_told(bot, is_so):
    """Return what /readyz says as soon as that is so."""
    async with asyncio.timeout(PATIENCE_SECONDS), ClientSession(bot.page, raise_for_status=False) as session:
        while True:
            try:
                async with session.get("/readyz") as answer:
                    told = await answer.json()
            except OSError:
                told = None
            if told and is_so(told["platforms"]):
                return told
            await asyncio.sleep(0.05)


async def test_a_platform_whose_token_is_refused_is_given_up_alone_and_the_others_answer(bot):
    process = await bot.begin(SLACK_BOT_TOKEN="xoxb-of-another-time")  # noqa: S106 - made up
    told = await _until_told(bot, lambda one: one["slack"]["fault"] and one["discord"]["connected"])
    assert told["platforms"]["slack"]["fault"].startswith("SLACK_BOT_TOKEN: Slack refuses it; copy it again from https")
    asked = await bot.discord.slash("kubecon ask", {"words": "cilium"})
    await asked.answer()
    async with ClientSession(bot.page) as session, session.post("/ask", json={"typed": "cilium"}) as answer:
        assert "on every river" in (await answer.json())["html"]
    assert (await stop(process))[0] == 0
    assert "of-another-time" not in bot.log
    assert sum("given up" in event["event"] for event in bot.events()) == 1


async def test_the_page_answers_where_the_only_platform_refuses_its_token_and_says_where_another_is_had(bot):
    slackless = {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}
    process = await bot.begin(**slackless, DISCORD_TOKEN="MTI5.what.discord-forgot")  # noqa: S106 - made up
    told = await _until_told(bot, lambda one: one["discord"]["fault"])
    assert told["platforms"]["discord"]["fault"].startswith("DISCORD_TOKEN: Discord refuses it; make a new one at http")
    assert not told["ready"]
    assert (await stop(process))[0] == 0


async def test_a_platform_that_answers_with_pages_is_reported_and_connected_once_it_speaks_again(bot):
    bot.discord.odd.plant("/users/@me", "a page with status 200", times=3)
    process = await bot.begin()
    told = await _until_told(bot, lambda one: one["discord"]["fault"] and one["slack"]["connected"])
    assert told["platforms"]["discord"]["fault"] == "a fault or an odd answer (TypeError)"
    await (await bot.slack.slash("/kubecon", "cilium")).ack()
    told = await _until_told(bot, lambda one: one["discord"]["connected"])
    assert told["ready"]
    assert told["platforms"]["discord"]["fault"] is None
    assert (await stop(process))[0] == 0
