import asyncio
import contextlib
import datetime as dt
import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord.door import DiscordDoor
from bot.errors import SettingsError
from bot.settings import Settings
from tests.servers.discord_reading import select_of, text_of
from tests.servers.discord_server import DiscordServer

ROOT = Path(__file__).resolve().parents[3]
RECAP = """---
title: Otters at KubeCon NA 2025
url: https://recaps.example/otters
date: 2025-11-20
---

## Takeaways

- Dynamic Resource Allocation (DRA) is generally available since Kubernetes 1.34.
- Otters schedule their GPUs with Kueue.
"""


def environment(server, home):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    addresses = {"DISCORD_API_URL": server.rest_url, "DISCORD_GATEWAY_URL": server.gateway_url}
    return {**kept, **addresses, "DISCORD_TOKEN": server.token, "KUBECON_HOME": str(home), "PYTHONPATH": str(ROOT)}


@contextlib.asynccontextmanager
async def serving(server, folder):
    """Run `kubecon serve` as a process of its own, until it is asked to stop."""
    (folder / "recaps").mkdir(exist_ok=True)
    (folder / "recaps" / "otters.md").write_text(RECAP, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "adapters", "serve", "--recaps", str(folder / "recaps")),
        cwd=folder,
        env=environment(server, folder / "home"),
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        process.log = (await process.communicate())[1].decode()


async def test_the_real_process_holds_the_same_conversations(tmp_path):
    async with DiscordServer() as server:
        async with serving(server, tmp_path) as process:
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
        assert "ready servers=1 shards=1" in process.log
        assert server.token not in process.log
        assert "kueue" not in process.log
        assert (server.violations, server.warnings) == ([], [])


async def test_buttons_outlive_the_process(tmp_path):
    async with DiscordServer() as server:
        async with serving(server, tmp_path):
            await server.wait_ready()
            asked = await server.slash("kubecon ask", {"words": "dra"})
            await asked.answer()
        server.sessions.clear()
        async with serving(server, tmp_path):
            await server.wait_ready()
            custom_id = select_of(asked.message)["custom_id"]
            pressed = await server.click(asked.message, custom_id=custom_id, values=["takeaway"])
            await pressed.answer()
            assert "**Takeaways**" in text_of(asked.message)
        assert [call.method for call in server.calls if call.route.endswith("/commands")] == ["PUT"]


async def test_a_refused_token_is_named_with_where_to_get_another(tmp_path):
    async with DiscordServer() as server:
        server.token = "MTI4.an.other"
        process = serving(server, tmp_path)
        server_token, server.token = server.token, "MTI5.what.discord-knows"
        del server_token
        async with process as running:
            server.token = "MTI5.what.discord-knows"
            await asyncio.wait_for(running.wait(), 20)
        assert running.returncode == 2
        assert "DISCORD_TOKEN: Discord refuses it; make a new one at https://discord.com/developers" in running.log
