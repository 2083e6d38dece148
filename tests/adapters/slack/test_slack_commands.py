import pytest

from tests.adapters.slack.conftest import button, shown


async def asked(slack, text, **kw):
    """Type the command and return the one answer to it."""
    before = len(slack.ephemerals)
    answered = len([call for call in slack.calls if call.method == "response_url"])
    delivery = await slack.slash("/kubecon", text, **kw)
    await delivery.ack()
    await slack.wait_for("response_url", n=answered + 1)
    assert len(slack.ephemerals) == before + 1
    return slack.ephemerals[-1]


async def pressed(slack, message, label, **kw):
    answered = len([call for call in slack.calls if call.method == "response_url"])
    await (await slack.click(message, button(slack, message, label), **kw)).ack()
    return await slack.wait_for("response_url", n=answered + 1)


async def test_the_answer_goes_to_the_asker_alone(bot):
    answer = await asked(bot, "dra")
    assert "DRA → Dynamic Resource Allocation" in shown(answer)
    assert answer["to"] == "U0ALICE"
    assert not bot.posted()


async def test_a_channel_without_the_bot_in_it_is_answered_too(socket_bot):
    assert "Dynamic Resource Allocation" in shown(await asked(socket_bot, "dra", channel="C0OTHER"))


async def test_nothing_typed_shows_help_with_three_examples_to_press(socket_bot):
    answer = await asked(socket_bot, "")
    examples = [one for one in socket_bot.elements(answer) if one["action_id"].startswith("step-")]
    assert len(examples) == 3
    await pressed(socket_bot, answer, "dra")
    assert "Dynamic Resource Allocation" in shown(answer)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("talks dra", "Sharing Dens"),
        ("help", "What you can type"),
        ("about", "What the bot knows"),
        ("more", "continues an answer"),
    ],
)
async def test_every_word_the_bot_knows_is_answered(socket_bot, typed, told):
    assert told in shown(await asked(socket_bot, typed))


@pytest.mark.parametrize("typed", ["next", "events"])
async def test_the_next_kubecons_are_told(socket_bot, typed):
    assert "KubeCon" in shown(await asked(socket_bot, typed))


async def test_more_goes_on_from_the_askers_own_last_answer(socket_bot):
    await asked(socket_bot, "dra")
    assert "Sharing Dens" in shown(await asked(socket_bot, "talks"))
    assert "there is none here yet" in shown(await asked(socket_bot, "talks", user="U0BOB"))


async def test_a_button_turns_the_private_answer_itself(socket_bot):
    answer = await asked(socket_bot, "dra")
    await pressed(socket_bot, answer, "More talks")
    assert "Takeaways" not in shown(answer)
    assert "Talks" in shown(answer)
    assert len(socket_bot.ephemerals) == 1


async def test_nothing_found_offers_what_may_have_been_meant(socket_bot):
    answer = await asked(socket_bot, "karmda")
    if "Karmada" not in shown(answer):
        await pressed(socket_bot, answer, "Karmada")
    assert "forty clusters of beavers" in shown(answer)


async def test_share_posts_the_answer_with_the_sharers_name_and_takes_the_private_one_away(bot):
    answer = await asked(bot, "dra")
    await pressed(bot, answer, "Share")
    await bot.wait_for("response_url", n=3)
    (shared,) = bot.posted()
    assert "shared by alice" in shown(shared)
    assert "Dynamic Resource Allocation" in shown(shared)
    assert bot.ephemerals == []


async def test_a_second_press_on_share_does_nothing(socket_bot):
    answer = await asked(socket_bot, "dra")
    share = button(socket_bot, answer, "Share")
    for press in [await socket_bot.click(answer, share) for _ in range(3)]:
        await press.ack()
    await socket_bot.settle()
    assert len(socket_bot.posted()) == 1


async def test_a_double_click_turns_one_page(socket_bot, engine):
    answer = await asked(socket_bot, "dra")
    talks = button(socket_bot, answer, "More talks")
    for press in [await socket_bot.click(answer, talks) for _ in range(2)]:
        await press.ack()
    await socket_bot.settle()
    assert len(engine.asked) == 2


async def test_a_button_of_a_shared_answer_answers_whoever_presses_it_alone(socket_bot):
    answer = await asked(socket_bot, "dra")
    await pressed(socket_bot, answer, "Share")
    await socket_bot.wait_for("response_url", n=3)
    (shared,) = socket_bot.posted()
    before = shown(shared)
    await pressed(socket_bot, shared, "More talks", user="U0BOB")
    assert socket_bot.ephemerals[-1]["to"] == "U0BOB"
    assert "Takeaways" not in shown(socket_bot.ephemerals[-1])
    assert shown(shared) == before


async def test_dismiss_takes_the_answer_away(socket_bot):
    answer = await asked(socket_bot, "dra")
    await pressed(socket_bot, answer, "Dismiss")
    assert socket_bot.ephemerals == []


async def test_a_button_from_another_time_says_that_it_is_too_old(socket_bot):
    answer = await asked(socket_bot, "dra")
    for block in answer["blocks"]:
        for one in block.get("elements", []):
            if one.get("action_id") == "step-0":
                one["value"] = "v1:dra"
    await (await socket_bot.click(answer, "step-0")).ack()
    await socket_bot.wait_for("response_url", n=2)
    assert "too old" in shown(answer)


async def test_a_slow_lookup_is_acknowledged_at_once_and_ends_in_one_answer(socket_bot, engine):
    engine.seconds = 3.3
    delivery = await socket_bot.slash("/kubecon", "dra")
    await delivery.ack()
    assert delivery.latency < 1
    await socket_bot.wait_for("response_url")
    await socket_bot.settle()
    assert len(socket_bot.ephemerals) == 1
    assert "Dynamic Resource Allocation" in shown(socket_bot.ephemerals[0])


async def test_a_slow_lookup_holds_nobody_else_up(socket_bot, engine):
    engine.seconds = 1.0
    slow = await socket_bot.slash("/kubecon", "dra")
    await slow.ack()
    engine.seconds = 0
    assert "What you can type" in shown(await asked(socket_bot, "help", user="U0BOB"))
    await socket_bot.wait_for("response_url", n=2)


async def test_a_fault_is_told_with_an_id_that_the_log_knows_and_nothing_typed_is_logged(socket_bot, engine, caplog):
    engine.fault = ValueError("zebra words")
    with caplog.at_level("DEBUG"):
        answer = await asked(socket_bot, "secret zebra words")
    (fault,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert fault.msg["id"] in shown(answer)
    assert "ValueError" in fault.getMessage()
    assert "look_up" in fault.getMessage()
    assert "zebra" not in caplog.text
    assert "xoxb" not in caplog.text
    assert "xapp" not in caplog.text


async def test_what_a_recap_says_never_pings_anyone(socket_bot):
    answer = await asked(socket_bot, "zebras")
    assert "Zebras say" in shown(answer)
    assert "<!" not in shown(answer)
    assert "<@" not in shown(answer)
    assert "&lt;" in answer["text"]


@pytest.mark.parametrize("typed", ["<!channel> dra", "&lt;!here&gt;", "*" * 300, "🦦" * 900, "שלום " * 200])
async def test_whatever_is_typed_is_answered(socket_bot, typed):
    assert shown(await asked(socket_bot, typed))


async def test_a_calendar_file_is_sent_to_the_asker_s_own_messages(socket_bot):
    assert "for your calendar" in shown(await asked(socket_bot, "calendar dra"))
    await socket_bot.wait_for("files.completeUploadExternal")
    [file] = socket_bot.files.values()
    assert (file["name"], file["content"][:15]) == ("kubecon-eu-2027.ics", b"BEGIN:VCALENDAR")


async def test_without_leave_to_send_files_the_answer_stands_alone(socket_bot):
    socket_bot.fail("conversations.open", error="missing_scope")
    assert "for your calendar" in shown(await asked(socket_bot, "calendar dra"))
    await socket_bot.wait_for("conversations.open")
    assert not socket_bot.files
