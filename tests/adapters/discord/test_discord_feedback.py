"""Thumbs below an answer in Discord: counted without who pressed, once for each person and message."""

import asyncio

import pytest

from bot.model.miss import Miss
from emulators.discord.read_message import buttons, text_of
from emulators.timeouts import PATIENCE_SECONDS
from tests.adapters.discord.conftest import opened_with_digests
from tests.adapters.discord.test_component_handlers import LONG, ask, press


@pytest.fixture
async def logged_in(engine, tmp_path):
    async with opened_with_digests(engine, tmp_path) as opened:
        yield opened


async def misses(logged_in, number):
    """Return what is counted, once so many thumbs are: a person is thanked before that."""
    found = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        while sum(miss.times for miss in found) < number:
            await asyncio.sleep(0.01)  # nobody tells
            found = await logged_in.digests.miss_service.most(9)
    return found


async def told(logged_in, message, label, **how):
    pressed = await press(logged_in, message, label, **how)
    return text_of(pressed.message)


async def test_a_thumb_down_counts_what_was_meant_and_thanks_the_person_alone(logged_in):
    asked = await ask(logged_in, "dra")
    assert [label for label in buttons(asked.message) if "elpful" in label] == ["Helpful", "Not helpful"]
    before = text_of(asked.message)
    pressed = await press(logged_in, asked.message, "Not helpful")
    assert "noted for whoever runs the bot" in text_of(pressed.message)
    assert pressed.message["flags"] & 1 << 6
    assert text_of(asked.message) == before
    assert await misses(logged_in, 1) == [Miss("Dynamic Resource Allocation", 0, 1)]


async def test_a_thumb_up_is_thanked_for_and_nothing_of_it_is_kept(logged_in):
    asked = await ask(logged_in, "dra")
    assert "Good to know" in await told(logged_in, asked.message, "Helpful")
    assert await misses(logged_in, 0) == []


async def test_a_person_counts_once_for_each_message_and_another_person_too(logged_in):
    asked = await ask(logged_in, "dra", share=True)
    for user in (None, None, logged_in.server.bob):
        await press(logged_in, asked.message, "Not helpful", **({"user": user} if user else {}))
    assert await misses(logged_in, 2) == [Miss("Dynamic Resource Allocation", 0, 2)]


async def test_a_lookup_that_is_too_long_for_a_button_is_read_from_the_message(logged_in):
    asked = await ask(logged_in, LONG)
    await press(logged_in, asked.message, "Not helpful")
    assert [miss.meant for miss in await misses(logged_in, 1)] == ["Prometheus"]


async def test_thumbs_are_in_the_readers_language(logged_in):
    asked = await ask(logged_in, "dra", locale="de")
    assert "Nicht hilfreich" in buttons(asked.message)


@pytest.mark.parametrize("words", ["help", "herons in space"])
async def test_what_is_no_answer_has_no_thumbs(logged_in, words):
    assert "Helpful" not in buttons((await ask(logged_in, words)).message)
