import pytest

from adapters.slack.message_text import read_message_text
from tests.adapters.slack.conftest import busy_database, opened, opened_with_digests, shown


async def test_a_mention_is_answered_in_its_own_thread(bot):
    mention = await bot.mention("dra")
    call = await bot.wait_for("chat.postMessage")
    assert call.args["thread_ts"] == mention.payload["event"]["ts"]
    assert "Dynamic Resource Allocation" in shown(bot.posted()[-1])
    assert call.args["unfurl_links"] in {False, "0", "false"}


async def test_follow_ups_in_the_thread_go_on_from_the_answer(socket_bot):
    mention = await socket_bot.mention("dra")
    await socket_bot.wait_for("chat.postMessage")
    thread = mention.payload["event"]["ts"]
    for number, typed in enumerate(("talks", "more", "projects"), 2):
        await socket_bot.mention(typed, thread_ts=thread)
        await socket_bot.wait_for("chat.postMessage", n=number)
    _, talks, more, projects = [shown(one) for one in socket_bot.posted(thread=thread) if one["user"] == "U0BOT"]
    assert "Talks" in talks
    assert "That is all there is" in more
    assert "Projects" in projects


async def test_another_thread_knows_nothing_of_it(socket_bot):
    await socket_bot.mention("dra")
    await socket_bot.wait_for("chat.postMessage")
    await socket_bot.mention("more")
    await socket_bot.wait_for("chat.postMessage", n=2)
    assert "none here yet" in shown(socket_bot.posted()[-1])


async def test_a_direct_message_needs_no_mention(bot):
    message = await bot.dm("dra")
    call = await bot.wait_for("chat.postMessage")
    assert call.args["channel"] == message.payload["event"]["channel"]
    await bot.dm("talks")
    await bot.wait_for("chat.postMessage", n=2)
    assert "Talks" in shown(bot.posted(call.args["channel"])[-1])


async def test_a_button_in_a_direct_message_turns_the_answer_itself(socket_bot):
    await socket_bot.dm("dra")
    call = await socket_bot.wait_for("chat.postMessage")
    answer = socket_bot.posted(call.args["channel"])[-1]
    more = next(one for one in socket_bot.elements(answer) if one["text"]["text"].startswith("More talks"))
    await socket_bot.click(answer, more["action_id"])
    await socket_bot.wait_for("response_url")
    assert "Takeaways" not in shown(answer)
    assert socket_bot.ephemerals == []


async def test_a_bare_mention_is_helped(socket_bot):
    await socket_bot.mention("")
    await socket_bot.wait_for("chat.postMessage")
    assert "What you can type" in shown(socket_bot.posted()[-1])


async def test_an_edited_mention_changes_the_answer_instead_of_posting_another(bot):
    mention = await bot.mention("cilium")
    await bot.wait_for("chat.postMessage")
    await bot.edit(mention, "<@U0BOT> dra")
    await bot.wait_for("chat.update")
    (answer,) = [one for one in bot.posted() if one["user"] == "U0BOT"]
    assert "Dynamic Resource Allocation" in shown(answer)


async def test_an_edited_direct_message_changes_the_answer_too(socket_bot):
    message = await socket_bot.dm("cilium")
    await socket_bot.wait_for("chat.postMessage")
    await socket_bot.edit(message, "dra")
    call = await socket_bot.wait_for("chat.update")
    assert "Dynamic Resource Allocation" in call.args["text"]


async def test_an_edit_does_not_overtake_the_slow_answer_it_corrects(socket_bot, engine):
    engine.seconds = 0.5
    mention = await socket_bot.mention("cilium")
    await socket_bot.edit(mention, "<@U0BOT> dra")
    await socket_bot.wait_for("chat.update")
    (answer,) = [one for one in socket_bot.posted() if one["user"] == "U0BOT"]
    assert "Dynamic Resource Allocation" in shown(answer)


async def test_an_edit_of_a_message_from_before_a_restart_posts_no_second_answer(slack, engine):
    async with opened(slack, engine):
        mention = await slack.mention("cilium")
        await slack.wait_for("chat.postMessage")
    async with opened(slack, engine):
        await slack.edit(mention, "<@U0BOT> dra")
        await slack.wait_for("chat.postEphemeral")
        await slack.settle()
    assert len([one for one in slack.posted() if one["user"] == "U0BOT"]) == 1
    assert "ask again in a new message" in shown(slack.ephemerals[0])


async def test_a_message_changed_by_a_preview_alone_is_not_answered_again(socket_bot, engine):
    message = await socket_bot.dm("dra")
    await socket_bot.wait_for("chat.postMessage")
    await socket_bot.edit(message, "dra")
    await socket_bot.settle()
    assert engine.asked == ["dra"]


@pytest.mark.parametrize("how", ["mention", "dm"])
async def test_a_redelivered_event_is_answered_once(bot, engine, how):
    event = await getattr(bot, how)("dra")
    await bot.wait_for("chat.postMessage")
    for _ in range(2):
        await bot.redeliver(event)
    await bot.settle()
    assert engine.asked == ["dra"]


@pytest.mark.parametrize("how", ["mention", "dm"])
async def test_an_event_that_is_redelivered_after_a_restart_is_answered_once(slack, small_engine, tmp_path, clock, how):
    async with opened_with_digests(slack, small_engine, tmp_path, clock):
        event = await getattr(slack, how)("dra")
        await slack.wait_for("chat.postMessage")
    async with opened_with_digests(slack, small_engine, tmp_path, clock, is_new=False):
        await (await slack.redeliver(event)).ack()
        await slack.settle()
    assert [call.method for call in slack.calls].count("chat.postMessage") == 1


async def test_a_database_that_is_held_up_keeps_no_mention_from_being_answered(slack, small_engine, tmp_path, clock):
    async with opened_with_digests(slack, small_engine, tmp_path, clock):
        with busy_database(tmp_path):
            await slack.mention("dra")
            await slack.wait_for("chat.postMessage")


@pytest.mark.parametrize(
    "extra",
    [
        {"bot_id": "B0THER", "subtype": "bot_message"},
        {"bot_id": "B0THER"},
        {"user": "U0BOT"},
        {"subtype": "channel_join"},
    ],
)
async def test_bots_itself_and_notices_are_never_answered(socket_bot, engine, extra):
    ts = socket_bot._ts()  # noqa: SLF001 - an event no person could cause
    channel = socket_bot._im("U0ALICE")  # noqa: SLF001 - as above
    for kind in ("app_mention", "message"):
        event = {"type": kind, "user": "U0ALICE", "text": "dra", "ts": ts, "channel": channel, "channel_type": "im"}
        await (await socket_bot.event({**event, **extra})).ack()
    await socket_bot.settle()
    assert engine.asked == []


async def test_a_fault_is_told_in_the_thread_and_the_next_mention_is_answered(socket_bot, engine):
    engine.fault = RuntimeError("otters")
    await socket_bot.mention("dra")
    await socket_bot.wait_for("chat.postMessage")
    engine.fault = None
    await socket_bot.mention("dra")
    await socket_bot.wait_for("chat.postMessage", n=2)
    fault, answer = [shown(one) for one in socket_bot.posted() if one["user"] == "U0BOT"]
    assert "Something went wrong" in fault
    assert "Dynamic Resource Allocation" in answer


async def test_a_refused_message_is_followed_by_word_of_it(socket_bot):
    socket_bot.fail("chat.postMessage", error="internal_error")
    await socket_bot.mention("dra")
    await socket_bot.wait_for("chat.postMessage", n=2)
    assert "Something went wrong" in shown(socket_bot.posted()[-1])


async def test_a_rate_limit_is_waited_out(socket_bot):
    socket_bot.fail("chat.postMessage", status=429, retry_after=1)
    await socket_bot.mention("dra")
    refused = await socket_bot.wait_for("chat.postMessage")
    taken = await socket_bot.wait_for("chat.postMessage", n=2)
    assert taken.ok
    assert taken.at - refused.at >= 1
    await socket_bot.settle()
    assert len(socket_bot.calls) == len([one for one in socket_bot.calls if one.method != "chat.postMessage"]) + 2


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("<@U0BOT> dra", "dra"),
        ("<@U0BOT|kubecon>   gateway\napi", "gateway api"),
        ("<https://recaps.example/otters|otters> &amp; <https://recaps.example>", "otters & https://recaps.example"),
        ("<!here> <#C0GENERAL|general> a &lt; b", "general a < b"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_what_slack_sends_becomes_what_was_typed(sent, typed):
    assert read_message_text(sent) == typed
