import asyncio
import contextlib

import pytest

from adapters.discord.adapter import DiscordAdapter
from adapters.server.supervisor import Supervisor
from bot.app.assistant import Assistant
from bot.errors import BotError
from bot.settings import Settings
from emulators.bot_process import serving
from emulators.discord.logged_in_bot import TODAY
from emulators.discord.read_message import select_of, text_of
from emulators.discord.server import DiscordServer
from emulators.timeouts import PATIENCE_SECONDS
from tests.adapters.discord.conftest import Slow

RECAP = """---
title: Otters at KubeCon NA 2025
url: https://recaps.example/otters
date: 2025-11-20
---

## Takeaways

- Dynamic Resource Allocation (DRA) is generally available since Kubernetes 1.34.
- Otters schedule their GPUs with Kueue.
"""


def settings(server):
    addresses = {"DISCORD_API_URL": server.rest_url, "DISCORD_GATEWAY_URL": server.gateway_url}
    return {**addresses, "DISCORD_TOKEN": server.token}


async def test_the_real_process_holds_the_same_conversations(tmp_path):
    async with DiscordServer() as server:
        async with serving(tmp_path, RECAP, **settings(server)) as process:
            await server.wait_ready()
            asked = await server.slash("kubecon ask", {"words": "dra"})
            await asked.answer()
            assert "generally available since Kubernetes 1.34" in text_of(asked.message)
            custom_id = select_of(asked.message)["custom_id"]
            pressed = await server.click(asked.message, custom_id=custom_id, values=["takeaway"])
            await pressed.answer()
            offered = await server.autocomplete("kubecon ask", "words", "dyn")
            await offered.answer()
            assert "Dynamic Resource Allocation" in [choice["name"] for choice in offered.choices]
            await server.mention("dra")
            await server.until(server.posted, "an answer")
            asked = await server.dm("kueue")
            await server.until(lambda: server.posted(asked["channel_id"]), "an answer")
        assert process.returncode == 0
        assert '"shard": 0, "event": "connected"' in process.log
        assert server.token not in process.log
        assert "kueue" not in process.log
        assert (server.violations, server.warnings) == ([], [])


async def test_buttons_outlive_the_process(tmp_path):
    async with DiscordServer() as server:
        async with serving(tmp_path, RECAP, **settings(server)):
            await server.wait_ready()
            asked = await server.slash("kubecon ask", {"words": "dra"})
            await asked.answer()
        server.sessions.clear()
        async with serving(tmp_path, RECAP, **settings(server)):
            await server.wait_ready()
            custom_id = select_of(asked.message)["custom_id"]
            pressed = await server.click(asked.message, custom_id=custom_id, values=["takeaway"])
            await pressed.answer()
            assert "**Takeaways**" in text_of(asked.message)
        assert [call.method for call in server.calls if call.route.endswith("/commands")] == ["PUT"]


@contextlib.asynccontextmanager
async def open_door(server, engine, home, **settings):
    """Open the door in this process; give it, what stops it, and its task."""
    kept = {"home": home, "discord_token": server.token, "discord_api_url": server.rest_url, **settings}
    door, supervisor = DiscordAdapter(Settings(**kept), Assistant(engine, lambda: TODAY)), Supervisor({}, 0.05)
    with server.attach():
        running = asyncio.create_task(supervisor.run([door]))
        try:
            yield door, supervisor, running
        finally:
            supervisor.stop()
            await asyncio.wait({running})


async def test_a_door_knows_when_it_last_heard_of_discord_and_closes_when_asked(engine, tmp_path):
    async with DiscordServer() as server, open_door(server, engine, tmp_path) as (door, supervisor, running):
        assert door.last_event_at() is None
        await server.wait_ready()
        await server.until(door.last_event_at, "an event")
        supervisor.stop()
        assert await asyncio.wait_for(running, PATIENCE_SECONDS) is None


async def test_a_door_tries_again_until_discord_can_be_reached(engine, tmp_path, caplog):
    async with DiscordServer() as server:
        server.fail("GET", "/users/@me", status=503, times=1)
        async with open_door(server, engine, tmp_path):
            await server.wait_ready()
            assert "Discord cannot be reached (DiscordServerError)" in caplog.text


async def test_a_second_process_answers_only_after_the_first_is_gone(engine, tmp_path):
    async with DiscordServer() as server, open_door(server, engine, tmp_path) as (_, first, _):
        await server.wait_ready()
        async with open_door(server, engine, tmp_path) as (_, second, _):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while "another bot" not in second.faults.get("discord", ""):  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.01)
            assert len(server.identifies) == 1
            first.stop()
            await server.until(lambda: len(server.identifies) == 2, "the second")


async def test_a_lookup_under_way_is_answered_before_the_door_closes(engine, tmp_path):
    async with DiscordServer() as server, open_door(server, Slow(engine), tmp_path) as (_, supervisor, running):
        await server.wait_ready()
        asked = await server.slash("kubecon ask", {"words": "dra"})
        await server.until(lambda: asked.deferred, "that the bot is at work")
        supervisor.stop()
        await asyncio.wait_for(running, PATIENCE_SECONDS)
        assert "Dynamic Resource Allocation" in text_of(asked.message)


async def test_a_token_that_is_withdrawn_while_serving_ends_it(engine, tmp_path):
    async with DiscordServer() as server, open_door(server, engine, tmp_path) as (_, _, running):
        await server.wait_ready()
        await server.drop(4004)
        with pytest.raises(BotError, match="Discord refuses it"):
            await asyncio.wait_for(running, PATIENCE_SECONDS)


async def test_a_closed_connection_is_opened_again(engine, tmp_path):
    async with DiscordServer() as server, open_door(server, engine, tmp_path):
        await server.wait_ready()
        await server.drop(4010)
        await server.until(lambda: len(server.identifies) == 2, "a second session")
