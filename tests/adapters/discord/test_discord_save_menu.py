"""Save a message in Discord as a recap of the server: menu, modal, lookup, list, editing, forgetting."""

import discord
import pytest

from emulators.discord.modal_rules import fields_of
from emulators.discord.read_message import buttons, text_of, wait_for_text
from tests.adapters.discord.conftest import opened_with_digests
from tests.adapters.discord.test_component_handlers import ask, press
from tests.adapters.slack.conftest import busy_database

EPHEMERAL = 1 << 6
MODERATES = str(discord.Permissions(manage_messages=True).value)


@pytest.fixture
async def logged_in(otter_engine, tmp_path):
    async with opened_with_digests(otter_engine, tmp_path) as opened:
        yield opened


async def choose(logged_in, text="At KubeCon NA 2025 a plover ran **Cilium**.", message=None, author=None, **how):
    """Choose the command in the menu of a message."""
    server = logged_in.server
    message = message or server.make_message(author or server.bob, server.channel_id, {"content": text})
    chosen = await server.menu("Save as recap", message, **how)
    await chosen.answer()
    return chosen


async def save(logged_in, values=None, opened=None, **how):
    opened = opened or await choose(logged_in, **how)
    sent = await logged_in.server.fill_in(opened, values or {})
    await wait_for_text(logged_in.server, sent, "Saved for your team")
    return sent


async def listed(logged_in, **how):
    asked = await logged_in.server.slash("kubecon saved", {}, **how)
    await wait_for_text(logged_in.server, asked, "saved")
    return asked


async def open_edit(logged_in, **how):
    pressed = await logged_in.server.click((await listed(logged_in, **how)).message, label="Edit", **how)
    await pressed.answer()
    return pressed


async def found(logged_in, words="cilium"):
    asked = await ask(logged_in, words)
    await asked.answer()
    return text_of(asked.message)


async def test_a_message_is_saved_with_the_confirmed_kubecon_and_found_by_the_next_lookup(logged_in):
    saved = await save(logged_in)
    assert saved.message["flags"] & EPHEMERAL
    assert "of NA 2025; nobody outside your team finds it" in text_of(saved.message)
    asked = await ask(logged_in, "cilium")
    await wait_for_text(logged_in.server, asked, "From your team")
    answer = text_of(asked.message)
    assert "a plover ran" in answer
    assert "your team · NA 2025" in answer
    assert f"/{logged_in.server.channel_id}/" in answer


async def test_the_modal_shows_what_will_be_saved_and_takes_other_words(logged_in):
    opened = await choose(logged_in)
    fields = {field["custom_id"]: field for field in fields_of(opened.modal)}
    assert fields["text"]["value"] == "At KubeCon NA 2025 a plover ran **Cilium**."
    assert [one["value"] for one in fields["edition"]["options"] if one.get("default")] == ["kubecon-na-2025"]
    saved = await save(logged_in, {"title": "Curlews", "text": "A curlew ran Cilium.", "edition": ["none"]}, opened)
    assert "Saved for your team: Curlews\n-# of no KubeCon" in text_of(saved.message)
    assert "A curlew ran" in await found(logged_in)


async def test_a_modal_from_before_a_restart_is_saved(logged_in):
    opened = await choose(logged_in)
    await logged_in.restart()
    await save(logged_in, opened=opened)


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
    assert "plover" in await found(logged_in)
    asked = await ask(logged_in, "cilium", where="bot_dm")
    await wait_for_text(logged_in.server, asked, "Otters run Cilium")
    assert "plover" not in text_of(asked.message)


async def test_a_direct_message_has_no_list(logged_in):
    asked = await logged_in.server.slash("kubecon saved", {}, where="bot_dm")
    await wait_for_text(logged_in.server, asked, "in a server that the bot is installed in")


async def assert_nothing_reached(server, one):
    await one.answer()
    await server.until(lambda: one.message and text_of(one.message), "an answer")
    assert one.modal is None
    assert "a plover ran" not in text_of(one.message)


async def test_another_server_reaches_it_on_no_path(logged_in):
    server = logged_in.server
    await save(logged_in)
    own, theirs = await listed(logged_in), {"guild": server.snowflake(), "permissions": MODERATES}
    edit, confirm = await open_edit(logged_in), await choose(logged_in)
    reached = [
        *[await server.slash("kubecon ask", {"words": words}, **theirs) for words in ("cilium", "plover", "saved")],
        await server.slash("kubecon saved", {}, **theirs),
        await server.slash("kubecon ask", {"words": "forget saved 1"}, **theirs),
        await server.click(own.message, label="Edit", **theirs),
        await server.fill_in(edit, {"text": "Otters took it."}, **theirs),
        await server.fill_in(edit, {"forget": ["forget"]}, **theirs),
    ]
    for one in reached:
        await assert_nothing_reached(server, one)
    # only now, because it saves what its fields contain in the other server, where it may be found
    await assert_nothing_reached(server, await server.fill_in(confirm, {"title": "Theirs"}, **theirs))
    await server.dispatch("MESSAGE_DELETE", {"id": "1", "channel_id": server.channel_id, "guild_id": theirs["guild"]})
    assert "a plover ran" in await found(logged_in)
    assert "Otters took it" not in await found(logged_in)
    assert "Your team saved 1 recap" in text_of((await listed(logged_in)).message)


async def test_who_saved_it_and_moderators_change_it_and_nobody_else(logged_in):
    await save(logged_in)
    bob = {"user": logged_in.server.bob}
    others = await listed(logged_in, **bob, permissions="0")
    assert "Your team saved 1 recap" in text_of(others.message)
    assert not any(label.startswith("Edit") for label in buttons(others.message))
    opened = await open_edit(logged_in, **bob, permissions=MODERATES)
    sent = await logged_in.server.fill_in(opened, {"text": "A curlew ran Cilium."}, **bob, permissions="0")
    await wait_for_text(logged_in.server, sent, "Only who saved it, or a moderator, can change or forget it")
    sent = await logged_in.server.fill_in(opened, {"text": "A curlew ran Cilium."}, **bob, permissions=MODERATES)
    await wait_for_text(logged_in.server, sent, "Saved for your team")
    answer = await found(logged_in)
    assert "A curlew ran" in answer
    assert "plover ran" not in answer


async def test_it_is_forgotten_in_the_modal_or_by_the_button_below_the_confirmation(logged_in):
    await save(logged_in)
    sent = await logged_in.server.fill_in(await open_edit(logged_in, permissions="0"), {"forget": ["forget"]})
    await wait_for_text(logged_in.server, sent, "Forgotten")
    assert "plover" not in await found(logged_in)
    saved = await save(logged_in)
    await press(logged_in, saved.message, "Forget", permissions="0")
    assert "Forgotten" in text_of(saved.message)


async def test_a_busy_database_is_told_in_place_of_the_modal_and_waited_for_after_it(logged_in, tmp_path):
    await save(logged_in)
    own = await listed(logged_in)
    with busy_database(tmp_path):
        pressed = await logged_in.server.click(own.message, label="Edit")
        await wait_for_text(logged_in.server, pressed, "The database answers too slowly")
        opened = await choose(logged_in)
        sent = await logged_in.server.fill_in(opened)
        await sent.answer()
        assert sent.deferred
    await wait_for_text(logged_in.server, sent, "Saved for your team")


async def test_a_message_without_text_is_not_saved(logged_in):
    assert "no text" in text_of((await choose(logged_in, "")).message)


@pytest.mark.parametrize(("is_own", "is_left"), [(True, False), (False, True)])
async def test_a_message_that_its_author_saved_is_forgotten_when_it_is_deleted(logged_in, is_own, is_left):
    server = logged_in.server
    said = await server.say("A plover ran Cilium.", user=server.alice if is_own else server.bob)
    await save(logged_in, message=said)
    await server.delete_said(said)
    for _ in range(50):
        if ("plover" in (answer := await found(logged_in))) is is_left:
            break
    assert ("plover" in answer) is is_left
