"""Save a message in Discord as a recap of the server: menu, lookup, list, forgetting."""

import discord
import pytest

from emulators.discord.read_message import buttons, text_of, wait_for_text
from tests.adapters.discord.conftest import opened_with_digests
from tests.adapters.discord.test_component_handlers import ask, press

EPHEMERAL = 1 << 6
MODERATES = str(discord.Permissions(manage_messages=True).value)


@pytest.fixture
async def logged_in(otter_engine, tmp_path):
    async with opened_with_digests(otter_engine, tmp_path) as opened:
        yield opened


async def save(logged_in, text="At KubeCon NA 2025 a plover ran **Cilium**.", **how):
    server = logged_in.server
    message = server.make_message(server.bob, server.channel_id, {"content": text})
    chosen = await server.menu("Save as recap", message, **how)
    await chosen.answer()
    return chosen


async def test_a_message_is_saved_with_its_kubecon_and_found_by_the_next_lookup(logged_in):
    saved = await save(logged_in)
    assert saved.message["flags"] & EPHEMERAL
    assert "Saved for your team" in text_of(saved.message)
    assert "of NA 2025; nobody outside your team finds it" in text_of(saved.message)
    asked = await ask(logged_in, "cilium")
    await wait_for_text(logged_in.server, asked, "From your team")
    answer = text_of(asked.message)
    assert "a plover ran" in answer
    assert "your team · NA 2025" in answer


async def test_what_everybody_in_a_channel_reads_holds_nothing_of_it(logged_in):
    await save(logged_in)
    shared = await ask(logged_in, "cilium", share=True)
    assert "plover" not in text_of(shared.message)
    private = await ask(logged_in, "cilium")
    await press(logged_in, private.message, "Share")
    posted = [text_of(message) for message in logged_in.server.posted()]
    assert all("plover" not in text for text in posted)
    said = await logged_in.server.say(f"<@{logged_in.server.app_id}> cilium")
    assert said
    assert all("plover" not in text_of(message) for message in logged_in.server.posted())


async def test_outside_of_the_server_nothing_is_found(logged_in):
    await save(logged_in)
    await wait_for_text(logged_in.server, await ask(logged_in, "cilium"), "plover")
    asked = await ask(logged_in, "cilium", where="bot_dm")
    await wait_for_text(logged_in.server, asked, "Otters run Cilium")
    assert "plover" not in text_of(asked.message)


async def test_who_saved_it_and_moderators_can_forget_it_and_nobody_else(logged_in):
    await save(logged_in)
    bob = {"user": logged_in.server.bob}
    others = await ask(logged_in, "saved", **bob, permissions="0")
    assert "Your team saved 1 recap" in text_of(others.message)
    assert not any(label.startswith("Forget") for label in buttons(others.message))
    listed = await ask(logged_in, "saved", **bob, permissions=MODERATES)
    await press(logged_in, listed.message, "Forget", **bob, permissions="0")
    assert "Only who saved it, or a moderator, can forget it" in text_of(listed.message)
    own = await ask(logged_in, "saved", permissions="0")
    await press(logged_in, own.message, "Forget", permissions="0")
    assert "Forgotten" in text_of(own.message)
    again = await ask(logged_in, "cilium")
    await wait_for_text(logged_in.server, again, "Otters run Cilium")
    assert "plover" not in text_of(again.message)


async def test_a_message_without_text_is_not_saved(logged_in):
    assert "no text" in text_of((await save(logged_in, "")).message)
