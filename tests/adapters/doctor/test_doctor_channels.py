"""What the doctor says of the channels in Discord that get digests, and of the commands."""

import discord
import pytest

from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from bot.model.channel import Channel
from bot.model.doctor_finding import Severity
from emulators.discord.world import FORUM
from tests.database_template import put_database
from tests.digests.conftest import MONDAY


async def subscribe(patient, otter_engine, *channels, team=""):
    patient.settings.home.mkdir(exist_ok=True)
    put_database(patient.settings.home / "kubecon.db")
    config = StoreConfig("", patient.settings.home)
    async with open_digests(otter_engine, config, Clock(lambda: MONDAY)) as digests:
        for channel in channels:
            place = Channel("discord", team or patient.discord.guild_id, channel)
            await digests.subscription_service.answer(place, patient.discord.alice["id"], "on")


def deny(patient, channel, **permissions):
    denied = str(discord.Permissions(**permissions).value)
    overwrite = {"id": patient.discord.guild_id, "type": 0, "allow": "0", "deny": denied}
    patient.discord.channels[channel]["permission_overwrites"] = [overwrite]


async def warnings(patient):
    return [f"{one.text} → {one.remedy}" for one in await patient.found("Discord") if one.severity is Severity.WARNING]


async def test_channels_in_which_nothing_is_missing_are_counted(patient, otter_engine):
    forum = patient.discord.add_channel("questions", FORUM)
    await subscribe(patient, otter_engine, patient.discord.channel_id, forum)
    assert "the bot may post in 2 channels that get digests" in [one.text for one in await patient.found("Discord")]
    assert {call.method for call in patient.discord.calls} == {"GET"}
    assert patient.discord.violations == patient.discord.warnings == []


async def test_what_the_bot_lacks_in_a_channel_is_named(patient, otter_engine):
    await subscribe(patient, otter_engine, patient.discord.channel_id)
    deny(patient, patient.discord.channel_id, create_public_threads=True, read_message_history=True)
    (line,) = await warnings(patient)
    assert "#general of KubeCon gets digests, but the bot lacks Create Public Threads, Read Message History" in line


async def test_in_a_forum_permissions_have_the_names_that_discord_shows_there(patient, otter_engine):
    forum = patient.discord.add_channel("questions", FORUM)
    await subscribe(patient, otter_engine, forum)
    deny(patient, forum, send_messages=True, create_public_threads=True)
    (line,) = await warnings(patient)
    assert "the bot lacks Create Posts there" in line


async def test_a_channel_that_is_gone_and_a_server_that_was_left_are_told(patient, otter_engine):
    await subscribe(patient, otter_engine, "404")
    (line,) = await warnings(patient)
    assert "a channel of KubeCon that had digests is gone (id 404)" in line
    patient.discord.fail("GET", "/guilds/{guild_id}", status=404, code=10004)
    (line,) = await warnings(patient)
    assert "the bot is no longer in a server in which 1 channel had digests" in line


async def test_channels_that_cannot_be_checked_hide_no_other_finding(patient, otter_engine):
    await subscribe(patient, otter_engine, patient.discord.channel_id)
    patient.discord.fail("GET", "/guilds/{guild_id}/channels", status=503, code=0)
    (line,) = await warnings(patient)
    assert "the channels that get digests could not be checked" in line


@pytest.mark.parametrize("missing", ["Look this up", "Save as recap"])
async def test_a_command_in_the_menu_that_is_not_registered_is_named(patient, missing):
    patient.discord.commands[None] = [one for one in patient.discord.commands[None] if one["name"] != missing]
    (line,) = await warnings(patient)
    assert line == f"not registered: “{missing}” → start kubecon serve once, which registers the commands"
