"""The stand-in for Discord refuses what Discord refuses: tried with the real library and a bot that is careless."""

import asyncio
import contextlib

import discord
import pytest
from discord import app_commands

from emulators.discord.command_rules import check_commands
from emulators.discord.openapi import contract
from emulators.discord.rules import check_message, check_thread
from emulators.discord.server import DiscordServer
from emulators.discord.world import ANNOUNCEMENTS, FORUM


class Careless(discord.Client):
    """Answer late, twice or not at all."""

    def __init__(self, **intents):
        wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, **intents)
        super().__init__(intents=wanted, allowed_mentions=discord.AllowedMentions.none(), guild_ready_timeout=0.05)
        self.tree, self.heard = app_commands.CommandTree(self), []

        @self.tree.command(name="never", description="Says nothing")
        async def never(_interaction: discord.Interaction):
            await asyncio.sleep(0)

        @self.tree.command(name="twice", description="Answers twice")
        async def twice(interaction: discord.Interaction):
            await interaction.response.send_message("one")
            interaction.response._response_type = None
            with contextlib.suppress(discord.HTTPException):
                await interaction.response.send_message("two")

    async def setup_hook(self):
        await self.tree.sync()

    async def on_message(self, message):
        if message.author != self.user:
            self.heard.append(message.content)


@contextlib.asynccontextmanager
async def careless(**server):
    async with DiscordServer(**server) as stand_in:
        with stand_in.attach():
            bot = Careless()
            running = asyncio.create_task(bot.start(stand_in.token))
            await stand_in.wait_ready()
            await asyncio.wait_for(bot.wait_until_ready(), 10)
            try:
                yield stand_in, bot
            finally:
                await bot.close()
                await asyncio.gather(running, return_exceptions=True)


async def test_silence_and_second_answers_are_noted():
    async with careless(answer_deadline=0.3) as (server, _):
        await server.slash("never")
        await (await server.slash("twice")).answer()
        await server.until(lambda: len(server.calls) >= 5, "the second answer")
        await asyncio.sleep(0.4)
        noted = " ".join(server.violations)
        assert "never: no answer within 0.3s" in noted
        assert "answered twice" in noted


async def test_what_people_say_is_hidden_without_the_intent():
    async with careless() as (server, bot):
        await server.say("secret")
        await server.mention("dra")
        last = asyncio.ensure_future(bot.wait_for("message", check=lambda said: said.content == "psst", timeout=5))
        await asyncio.sleep(0)
        await server.dm("psst")
        await last
        await asyncio.sleep(0)
        assert bot.heard == ["", f"<@{server.app_id}> dra", "psst"]


async def test_a_privileged_intent_is_refused():
    async with DiscordServer() as server:
        with server.attach():
            bot = Careless(message_content=True)
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await asyncio.wait_for(bot.start(server.token), 10)
            await bot.close()
            assert "privileged intents" in server.violations[0]


async def test_requests_are_paced():
    async with careless(bucket=(3, 0.3)) as (server, bot):
        channel = bot.get_channel(int(server.channel_id))
        for number in range(5):
            await channel.send(str(number))  # discord.py paces itself from the headers
        assert (len(server.posted()), server.violations) == (5, [])


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ({"content": "x" * 2001}, "2000"),
        ({"embeds": [{"description": "x" * 4097}]}, "4096"),
        ({"embeds": [{"description": "x" * 4000}] * 2}, "maximum size of 6000"),
        ({"content": " "}, "empty message"),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x" * 2001}] * 2}, "4000 characters"),
        ({"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41}, "components is 40"),
        ({"flags": 1 << 15, "content": "x", "components": [{"type": 10, "content": "x"}]}, "cannot be used with"),
        ({"components": [{"type": 10, "content": "x"}]}, "needs the IS_COMPONENTS_V2 flag"),
        ({"components": [{"type": 1, "components": []}]}, "an action row holds"),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "a"}] * 2}]},
            "cannot be duplicated",
        ),
        (
            {
                "components": [
                    {"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": "a" * 101}]}
                ]
            },
            "between 1 and 100",
        ),
    ],
)
def test_a_message_beyond_a_limit_is_refused(message, told):
    assert told in " ".join(map(str, check_message(message)))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ({"name": "KubeCon", "description": "x"}, "Command name is invalid"),
        ({"name": "a", "description": ""}, "between 1 and 100"),
        ({"name": "a", "description": "x", "name_localizations": {"xx": "b"}}, "unknown locale xx"),
        ({"name": "a", "description": "x", "options": [{"name": "b", "description": "y" * 100}] * 80}, "8000"),
        ({"name": "x" * 33, "type": 3}, "between 1 and 32"),
        ({"name": "x", "type": 3, "name_localizations": {"fr": "x" * 33}}, "between 1 and 32"),
    ],
)
def test_a_command_beyond_a_limit_is_refused(command, told):
    assert told in " ".join(map(str, check_commands([command])))


async def test_forums_and_announcements_take_what_discord_takes_there():
    async with careless() as (server, bot):
        forum, news = server.add_channel("forum", FORUM), server.add_channel("news", ANNOUNCEMENTS)
        with pytest.raises(discord.HTTPException) as refused:
            await bot.get_partial_messageable(int(forum)).send("no post")
        assert refused.value.code == 50008
        assert server.violations == ["a message outside of any post of a forum"]
        posted = await bot.get_partial_messageable(int(news)).send("otters")
        await bot.http.publish_message(int(news), posted.id)
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.publish_message(int(news), posted.id)
        assert refused.value.code == 40033
        said = await bot.get_partial_messageable(int(server.channel_id)).send("otters")
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.publish_message(int(server.channel_id), said.id)
        assert refused.value.code == 50024


async def test_what_people_wrote_is_read_only_with_the_intent_for_it():
    async with careless() as (server, bot):
        await server.say("otters!")
        room = bot.get_partial_messageable(int(server.channel_id))
        assert [one.content async for one in room.history()] == ["otters!"]
        server.app_flags = 0
        assert [one.content async for one in room.history()] == [""]


def test_a_thread_needs_a_short_name_and_a_known_duration():
    assert len(check_thread({"name": "x" * 101, "auto_archive_duration": 7})) == 2


def test_the_specification_of_discord_is_asked_too():
    if contract() is None:
        pytest.skip("Discord's specification is not on this machine: ../shared/contracts or $BOT_CONTRACTS")
    assert contract().stat().st_size > 100_000
