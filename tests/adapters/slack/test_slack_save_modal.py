"""Save a message in Slack as a recap of the workspace: shortcut, modal, lookup, list, forgetting."""

import json

import pytest

from adapters.slack.save_modal import NO_EDITION, SAVE, SAVE_WINDOW
from tests.adapters.slack.conftest import opened_with_digests, shown
from tests.adapters.slack.test_slack_commands import asked, pressed

TEXT = "At KubeCon NA 2025 a *plover* ran Cilium &amp; Kueue <https://plover.example|here>\nWe should try that."


@pytest.fixture
async def bot(slack, otter_engine, tmp_path, clock):
    async with opened_with_digests(slack, otter_engine, tmp_path, clock):
        yield slack


async def open_window(slack, text=TEXT, user="U0ALICE"):
    message = {"type": "message", "user": "U0BOB", "text": text, "ts": "1764000000.000100"}
    await (await slack.shortcut(SAVE, message, user=user)).ack()
    await slack.wait_for("views.open", n=len([call for call in slack.calls if call.method == "views.open"]) or 1)
    return next(view for view in reversed(slack.views.values()) if view["callback_id"] == SAVE_WINDOW)


async def save(slack, view, fields=None, **how):
    before = len([call for call in slack.calls if call.method == "views.update"])
    told = await (await slack.submit(view, fields, **how)).ack()
    await slack.wait_for("views.update", n=before + 1)
    return told


async def test_a_message_is_saved_after_its_kubecon_was_confirmed_and_found_by_the_next_lookup(bot):
    view = await open_window(bot)
    state = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert state["edition"]["initial_option"]["value"] == "kubecon-na-2025"
    assert (
        state["text"]["initial_value"] == "At KubeCon NA 2025 a *plover* ran Cilium & Kueue here\nWe should try that."
    )
    assert (
        json.loads(view["private_metadata"])["url"] == "https://harness.slack.com/archives/C0GENERAL/p1764000000000100"
    )
    await save(bot, view)
    assert "Saved for your team" in shown(bot.views[view["id"]])
    answer = await asked(bot, "cilium", user="U0BOB")
    assert "From your team" in shown(answer)
    assert "ran Cilium & Kueue" in shown(answer)
    assert "your team" in shown(answer)


async def test_the_kubecon_can_be_changed_and_an_empty_text_is_not_saved(bot):
    view = await open_window(bot)
    await save(bot, view, {"edition": NO_EDITION, "text": "Plover plus Cilium."})
    assert "of no KubeCon" in shown(bot.views[view["id"]])
    view = await open_window(bot)
    told = await (await bot.submit(view, {"text": " "})).ack()
    assert told["response_action"] == "errors"


async def test_what_everybody_in_a_channel_reads_holds_nothing_of_it(bot):
    await save(bot, await open_window(bot))
    await (await bot.mention("cilium")).ack()
    await bot.wait_for("chat.postMessage")
    assert "plover" not in shown(bot.posted()[-1])
    answer = await asked(bot, "cilium")
    before = len(bot.messages["C0GENERAL"])
    await pressed(bot, answer, "Share in channel")
    assert len(bot.messages["C0GENERAL"]) > before
    assert all("plover" not in shown(message) for message in bot.messages["C0GENERAL"])


async def test_a_direct_message_finds_it(bot):
    await save(bot, await open_window(bot))
    await (await bot.dm("cilium")).ack()
    await bot.wait_for("chat.postMessage")
    assert "plover" in shown(bot.posted("D0ALICE")[-1])


async def test_who_saved_it_forgets_it_and_nobody_else_can(bot):
    await save(bot, await open_window(bot))
    assert [one for one in bot.elements(await asked(bot, "saved", user="U0BOB")) if one["action_id"] == "step-0"] == []
    listed = await asked(bot, "saved")
    assert "Your team saved 1 recap" in shown(listed)
    await pressed(bot, listed, "Forget")
    assert "Forgotten" in shown(bot.ephemerals[-1])
    assert "plover" not in shown(await asked(bot, "cilium"))


async def test_another_workspace_finds_nothing(bot):
    await save(bot, await open_window(bot))
    with bot.visiting("T0OTHER"):
        assert "plover" not in shown(await asked(bot, "cilium"))
        assert "Your team saved nothing yet" in shown(await asked(bot, "saved"))


async def test_an_administrator_forgets_what_others_saved(bot):
    await save(bot, await open_window(bot))
    bot.users["U0BOB"]["is_admin"] = True
    listed = await asked(bot, "saved", user="U0BOB")
    await pressed(bot, listed, "Forget", user="U0BOB")
    assert "Forgotten" in shown(bot.ephemerals[-1])
    assert "Your team saved nothing yet" in shown(await asked(bot, "saved"))
