import time
from pathlib import Path

import pytest

from adapters.discord.client import PERMISSIONS
from emulators.discord.logged_in_bot import open_logged_in_bot
from emulators.discord.read_message import text_of

ROOT = Path(__file__).resolve().parents[3]


async def answers_to_dra(logged_in):
    asked = await logged_in.server.slash("kubecon ask", {"words": "dra"})
    await asked.answer()
    return "Dynamic Resource Allocation" in text_of(asked.message)


async def test_no_privileged_intent_is_asked_for(logged_in):
    (identify,) = logged_in.server.identifies
    assert identify["intents"] == 1 << 0 | 1 << 9 | 1 << 12


async def test_a_session_is_resumed_when_discord_asks_to_reconnect(logged_in):
    await logged_in.server.reconnect()
    await logged_in.server.until(lambda: logged_in.server.resumes, "a resumed session")
    assert len(logged_in.server.identifies) == 1
    assert await answers_to_dra(logged_in)


async def test_what_was_said_meanwhile_is_answered_after_resuming(logged_in):
    await logged_in.server.drop(4000)
    await logged_in.server.mention("dra")
    await logged_in.server.until(logged_in.server.posted, "an answer")


async def test_an_invalid_session_is_opened_anew(logged_in):
    await logged_in.server.invalidate()
    await logged_in.server.until(lambda: len(logged_in.server.identifies) == 2, "a second session")
    await logged_in.server.wait_ready()
    assert await answers_to_dra(logged_in)


async def test_when_the_last_event_came_is_known(logged_in):
    before = time.time()
    assert await answers_to_dra(logged_in)
    assert before <= logged_in.client.last_event_at <= time.time()


async def test_as_many_shards_are_opened_as_discord_asks_for(engine, tmp_path):
    async with open_logged_in_bot(engine, tmp_path, shards=2) as logged_in:
        assert [tuple(one["shard"]) for one in logged_in.server.identifies] == [(0, 2), (1, 2)]
        assert await answers_to_dra(logged_in)
        await logged_in.server.dm("dra")
        await logged_in.server.until(
            lambda: any(logged_in.server.posted(c) for c in logged_in.server.channels), "an answer"
        )
        assert logged_in.server.violations == []


@pytest.mark.parametrize("status", [500, 502])
async def test_a_refused_acknowledgement_is_sent_again(logged_in, status):
    logged_in.server.fail("POST", "/interactions/{interaction_id}/{interaction_token}/callback", status=status)
    assert await answers_to_dra(logged_in)


def test_the_invite_link_asks_for_the_permissions_that_are_used():
    told = (ROOT / "docs/discord.md").read_text(encoding="utf-8")
    assert f"&scope=bot+applications.commands&permissions={PERMISSIONS.value}\n" in told


async def test_the_bot_says_how_it_is_invited(engine, tmp_path, caplog):
    caplog.set_level("INFO")
    async with open_logged_in_bot(engine, tmp_path) as logged_in:
        link = f"client_id={logged_in.server.app_id}&scope=bot+applications.commands&permissions={PERMISSIONS.value}"
        assert f"invite link=https://discord.com/oauth2/authorize?{link}" in caplog.text
