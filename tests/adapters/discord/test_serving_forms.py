"""The real process opens forms in Discord, and another one after it takes what was filled in."""

import discord

from emulators.bot_process import serving
from emulators.discord.read_message import text_of, wait_for_text
from emulators.discord.server import DiscordServer
from tests.adapters.discord.test_serving import RECAP, settings

MAY = str(discord.Permissions(manage_channels=True).value)


async def test_forms_outlive_the_process(tmp_path):
    async with DiscordServer() as server:
        said = server.make_message(server.bob, server.channel_id, {"content": "A plover ran Kueue at KubeCon NA 2025."})
        async with serving(tmp_path, RECAP, **settings(server)):
            await server.wait_ready()
            digests = await server.slash("kubecon digest settings", {}, permissions=MAY)
            recap = await server.menu("Save as recap", said)
            for opened in (digests, recap):
                await opened.answer()
                assert opened.modal
        server.sessions.clear()
        async with serving(tmp_path, RECAP, **settings(server)) as process:
            await server.wait_ready()
            await wait_for_text(server, await server.fill_in(digests, permissions=MAY), "Digests are on")
            await wait_for_text(server, await server.fill_in(recap), "Saved for your team")
            asked = await server.slash("kubecon ask", {"words": "kueue"})
            await wait_for_text(server, asked, "A plover ran Kueue")
            linked = await server.menu("What is known of this link", said)
            await linked.answer()
            assert "no link in this message" in text_of(linked.message)
        assert "plover" not in process.log
        assert (server.violations, server.warnings) == ([], [])
