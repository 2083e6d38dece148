import time
from pathlib import Path

import pytest

from adapters.discord.client import PERMISSIONS
from tests.servers.discord_house import open_house
from tests.servers.discord_reading import text_of

ROOT = Path(__file__).resolve().parents[3]


async def answers_to_dra(house):
    asked = await house.server.slash("kubecon ask", {"words": "dra"})
    await asked.answer()
    return "Dynamic Resource Allocation" in text_of(asked.message)


async def test_no_privileged_intent_is_asked_for(house):
    (identify,) = house.server.identifies
    assert identify["intents"] == 1 << 0 | 1 << 9 | 1 << 12


async def test_a_session_is_resumed_when_discord_asks_to_reconnect(house):
    await house.server.reconnect()
    await house.server.until(lambda: house.server.resumes, "a resumed session")
    assert len(house.server.identifies) == 1
    assert await answers_to_dra(house)


async def test_what_was_said_meanwhile_is_answered_after_resuming(house):
    await house.server.drop(4000)
    await house.server.mention("dra")
    await house.server.until(house.server.posted, "an answer")


async def test_an_invalid_session_is_opened_anew(house):
    await house.server.invalidate()
    await house.server.until(lambda: len(house.server.identifies) == 2, "a second session")
    await house.server.wait_ready()
    assert await answers_to_dra(house)


async def test_when_the_last_event_came_is_known(house):
    before = time.time()
    assert await answers_to_dra(house)
    assert before <= house.client.last_event_at <= time.time()


async def test_as_many_shards_are_opened_as_discord_asks_for(engine, tmp_path):
    async with open_house(engine, tmp_path, shards=2) as house:
        assert [tuple(one["shard"]) for one in house.server.identifies] == [(0, 2), (1, 2)]
        assert await answers_to_dra(house)
        await house.server.dm("dra")
        await house.server.until(lambda: any(house.server.posted(c) for c in house.server.channels), "an answer")
        assert house.server.violations == []


@pytest.mark.parametrize("status", [500, 502])
async def test_a_refused_acknowledgement_is_sent_again(house, status):
    house.server.fail("POST", "/interactions/{interaction_id}/{interaction_token}/callback", status=status)
    assert await answers_to_dra(house)


def test_the_invite_link_asks_for_the_permissions_that_are_used():
    told = (ROOT / "docs/discord.md").read_text(encoding="utf-8")
    assert f"&scope=bot+applications.commands&permissions={PERMISSIONS.value}\n" in told


async def test_the_bot_says_how_it_is_invited(engine, tmp_path, caplog):
    caplog.set_level("INFO")
    async with open_house(engine, tmp_path) as house:
        link = f"client_id={house.server.app_id}&scope=bot+applications.commands&permissions={PERMISSIONS.value}"
        assert f"invite link=https://discord.com/oauth2/authorize?{link}" in caplog.text
