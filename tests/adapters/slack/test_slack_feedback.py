"""Thumbs below an answer in Slack: counted without who pressed, once for each person and message."""

import pytest

from adapters.slack.render import FEEDBACK, render_card
from bot.app.assistant import Assistant
from bot.model.card import Card
from bot.model.miss import Miss
from bot.model.request import Request
from tests.adapters.slack.conftest import opened, opened_with_digests, shown
from tests.adapters.slack.test_slack_commands import asked
from tests.digests.conftest import MONDAY


@pytest.fixture
async def bot(slack, digests):
    slack.digests = digests
    return slack


async def press(slack, message, option, **kw):
    before = len([call for call in slack.calls if call.method == "response_url"])
    await (await slack.click(message, FEEDBACK, option=option, **kw)).ack()
    return before


async def misses(slack):
    await slack.digests.miss_service.finish()
    return await slack.digests.miss_service.most(9)


async def test_a_thumb_down_counts_what_was_meant_and_thanks_the_person_alone(bot):
    answer = await asked(bot, "dra")
    before = await press(bot, answer, "negative")
    await bot.wait_for("response_url", n=before + 1)
    assert "Thanks, that is noted for whoever runs the bot" in shown(bot.ephemerals[-1])
    assert shown(answer) in [shown(one) for one in bot.ephemerals]
    assert await misses(bot) == [Miss("Dynamic Resource Allocation", 0, 1)]


async def test_a_thumb_up_is_thanked_for_and_nothing_of_it_is_kept(bot):
    before = await press(bot, await asked(bot, "dra"), "positive")
    await bot.wait_for("response_url", n=before + 1)
    assert "Good to know" in shown(bot.ephemerals[-1])
    assert await misses(bot) == []


async def test_a_person_counts_once_for_each_message_and_another_person_too(bot):
    await (await bot.mention("dra")).ack()
    await bot.wait_for("chat.postMessage")
    public = bot.posted()[-1]
    for user in ("U0ALICE", "U0ALICE", "U0BOB"):
        await press(bot, public, "negative", user=user)
    await bot.wait_for("response_url", n=2)
    assert await misses(bot) == [Miss("Dynamic Resource Allocation", 0, 2)]


@pytest.mark.parametrize("typed", ["help", "herons in space"])
async def test_what_is_no_answer_has_no_thumbs(bot, typed):
    assert FEEDBACK not in [one["action_id"] for one in bot.elements(await asked(bot, typed))]


async def test_without_the_setting_there_are_no_thumbs(small_engine, digests):
    how = {"misses": digests.miss_service}
    asking = Assistant(small_engine, MONDAY.date, **how, takes_feedback=True)
    quiet = Assistant(small_engine, MONDAY.date, **how)
    assert (await asking.answer(Request("dra"))).feedback == "all 0 dra"
    assert (await quiet.answer(Request("dra"))).feedback == ""


async def test_a_value_that_is_too_long_for_a_button_has_no_thumbs():
    assert render_card(Card("Otters"), feedback="x" * 1_996).blocks[1:] == []
    assert len(render_card(Card("Otters"), feedback="x" * 1_995).blocks) == 2


async def test_thumbs_are_there_after_a_restart(slack, small_engine, tmp_path, clock):
    async with opened_with_digests(slack, small_engine, tmp_path, clock):
        answer = await asked(slack, "dra")
    async with opened(slack, small_engine):
        before = await press(slack, answer, "negative")
        await slack.wait_for("response_url", n=before + 1)
    assert "Thanks" in shown(slack.ephemerals[-1])
