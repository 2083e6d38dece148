"""In Discord, who missed something is told once by direct message when a later recap has it."""

import datetime as dt

import pytest

from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from emulators.discord.logged_in_bot import open_logged_in_bot
from emulators.discord.read_message import text_of
from tests.adapters.discord.test_component_handlers import ask, press
from tests.database_template import put_database
from tests.digests.conftest import MONDAY
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

NEWS = takeaway("Herons in space fly on Kubernetes.", recap="na2026-herons")
OFFER = "Tell me when something comes up"
EPHEMERAL = 1 << 6


class SetClock:
    now = MONDAY


@pytest.fixture
async def logged_in(tmp_path):
    put_database(tmp_path / "kubecon.db")
    (tmp_path / "before").mkdir()
    engine, clock = open_small_engine(tmp_path / "before"), SetClock()
    async with (
        open_digests(engine, StoreConfig("", tmp_path), Clock(lambda: clock.now)) as digests,
        open_logged_in_bot(engine, tmp_path, digests) as opened,
    ):
        opened.clock = clock
        yield opened
        assert (opened.server.violations, opened.server.warnings) == ([], [])


async def herons_come_up(logged_in, folder):
    """Let a recap tell of herons, and two hours pass; return what the people were told."""
    folder.mkdir()
    logged_in.engine.take_over(open_small_engine(folder, (*ENTRIES, NEWS)))
    for _ in range(2):
        logged_in.clock.now += dt.timedelta(hours=2)
        await logged_in.digests.watch_job.tick()
    server = logged_in.server
    return [
        [text_of(message) for message in server.posted(server.open_dialogue(person)["id"])]
        for person in (server.alice, server.bob)
    ]


async def test_a_miss_leads_to_one_direct_message(logged_in, tmp_path):
    asked = await ask(logged_in, "herons in space")
    await press(logged_in, asked.message, OFFER)
    assert "You will get a message when something comes up on “herons in space”" in text_of(asked.message)
    (told,), nothing = await herons_come_up(logged_in, tmp_path / "after")
    assert "Something came up on “herons in space”" in told
    assert "Herons in space fly on Kubernetes." in told
    assert nothing == []


async def test_what_one_waits_for_is_shown_to_nobody_else(logged_in, tmp_path):
    asked = await ask(logged_in, "herons in space", share=True)
    public = text_of(asked.message)
    for person in (logged_in.server.alice, logged_in.server.bob):
        pressed = await press(logged_in, asked.message, OFFER, user=person)
        assert pressed.message["flags"] & EPHEMERAL
    assert text_of(asked.message) == public
    assert [len(told) for told in await herons_come_up(logged_in, tmp_path / "after")] == [1, 1]


async def test_who_stops_waiting_is_not_told(logged_in, tmp_path):
    asked = await ask(logged_in, "herons in space")
    await press(logged_in, asked.message, OFFER)
    await press(logged_in, asked.message, "Stop waiting")
    assert await herons_come_up(logged_in, tmp_path / "after") == [[], []]
