"""Give the doctor's tests a bot that is set up well, with the platforms' stand-ins behind it."""

import datetime as dt
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from adapters.discord.localization import MENU_NAMES
from adapters.doctor.checks import Tools, run_checks
from adapters.http.fetcher import Fetcher
from bot.settings import Settings
from emulators.discord.server import DiscordServer
from emulators.slack.server import SlackServer
from emulators.sources import is_loopback
from tests.adapters.slack.conftest import MANIFEST


async def read_here(work, *given):
    """Read a feed in this process, which is much faster than in one of its own."""
    return work(*given)


class Patient:
    """A bot's environment, and what the doctor finds of them."""

    def __init__(self, slack, discord, settings):
        self.slack, self.discord, self.settings = slack, discord, settings
        self.now = lambda: dt.datetime.now(dt.UTC)  # noqa: TID251 - as the stand-ins' clock

    async def found(self, subject="", **changed):
        tools = Tools(Fetcher(is_loopback), read_here, self.now)
        findings = await run_checks(replace(self.settings, **changed), tools)
        return [one for one in findings if one.subject == subject or not subject]


@asynccontextmanager
async def open_patient(home):
    async with SlackServer(manifest=MANIFEST, tiers=True) as slack, DiscordServer() as discord:
        discord.app_flags = 0
        discord.commands[None] = [{"name": "kubecon", "type": 1}, *({"name": one, "type": 3} for one in MENU_NAMES)]
        settings = Settings(
            home=home,
            slack_bot_token=slack.bot_token,
            slack_app_token=slack.app_token,
            slack_api_url=slack.api_url,
            discord_token=discord.token,
            discord_api_url=f"{discord.rest_url}/",
        )
        yield Patient(slack, discord, settings)


@pytest.fixture
async def patient(tmp_path):
    async with open_patient(tmp_path / "home") as opened:
        yield opened
