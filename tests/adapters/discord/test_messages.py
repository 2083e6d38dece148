import pytest

from emulators.discord.read_message import buttons, text_of

MESSAGES = "/channels/{channel_id}/messages"


async def answers(logged_in, number=1, channel=None):
    """Wait for so many answers in a channel, and return the last."""
    await logged_in.server.until(lambda: len(logged_in.server.posted(channel)) >= number, f"{number} answers")
    assert len(logged_in.server.posted(channel)) == number
    return logged_in.server.posted(channel)[-1]


async def start_thread(logged_in):
    root = await logged_in.server.say("let us talk")
    _, thread = await logged_in.server.thread(logged_in.server.channel_id, {"name": "talk"}, root["id"])
    return thread["id"]


async def test_a_mention_is_answered_as_a_reply(logged_in):
    asked = await logged_in.server.mention("dra")
    answer = await answers(logged_in)
    assert answer["message_reference"]["message_id"] in {asked["id"], int(asked["id"])}
    assert "### DRA → Dynamic Resource Allocation" in text_of(answer)
    assert answer["mentions"] == []


async def test_a_mention_alone_is_told_what_can_be_asked(logged_in):
    await logged_in.server.mention("")
    assert "Answers from KubeCon recaps" in text_of(await answers(logged_in))


async def test_what_people_say_to_each_other_is_left_alone(logged_in):
    await logged_in.server.say("dra")
    await logged_in.server.say("@everyone dra")
    await logged_in.server.mention("help")
    assert "Answers from KubeCon recaps" in text_of(await answers(logged_in))


async def test_other_bots_are_not_answered(logged_in):
    robot = {**logged_in.server.bob, "bot": True}
    await logged_in.server.mention("dra", user=robot)
    await logged_in.server.mention("help")
    assert "Answers from KubeCon recaps" in text_of(await answers(logged_in))


async def test_a_direct_message_is_answered(logged_in):
    asked = await logged_in.server.dm("dra")
    assert "Dynamic Resource Allocation" in text_of(await answers(logged_in, channel=asked["channel_id"]))


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_direct_conversation_goes_on(logged_in, restarts):
    asked = await logged_in.server.dm("prometheus")
    first = await answers(logged_in, channel=asked["channel_id"])
    if restarts:
        await logged_in.restart()
    await logged_in.server.dm("more")
    second = await answers(logged_in, 2, asked["channel_id"])
    assert "**Takeaways**" in text_of(second)
    assert text_of(second) != text_of(first)


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_thread_goes_on(logged_in, restarts):
    thread = await start_thread(logged_in)
    await logged_in.server.mention("dra", channel=thread)
    await answers(logged_in, channel=thread)
    if restarts:
        await logged_in.restart()
    await logged_in.server.mention("talks", channel=thread)
    assert "**Takeaways**" not in text_of(await answers(logged_in, 2, thread))


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_chain_of_replies_goes_on(logged_in, restarts):
    await logged_in.server.mention("dra")
    first = await answers(logged_in)
    if restarts:
        await logged_in.restart()
    await logged_in.server.say("talks", reply_to=first, user=logged_in.server.bob)
    second = await answers(logged_in, 2)
    assert "**Talks**" in text_of(second)
    assert "**Takeaways**" not in text_of(second)


async def test_a_follow_up_of_nothing_says_how_to_begin(logged_in):
    await logged_in.server.mention("more")
    assert "continues an answer" in text_of(await answers(logged_in))


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_edited_question_changes_its_answer(logged_in, restarts):
    asked = await logged_in.server.mention("prometheus")
    answer = await answers(logged_in)
    if restarts:
        await logged_in.restart()
    await logged_in.server.edit_said(asked, f"<@{logged_in.server.app_id}> dra")
    await logged_in.server.until(lambda: "Dynamic Resource Allocation" in text_of(answer), "a changed answer")
    assert len(logged_in.server.posted()) == 1


async def test_a_question_that_gains_its_mention_later_is_answered(logged_in):
    asked = await logged_in.server.say("dra")
    await logged_in.server.edit_said(asked, f"<@{logged_in.server.app_id}> dra")
    assert "Dynamic Resource Allocation" in text_of(await answers(logged_in))


async def test_a_preview_added_to_a_question_changes_nothing(logged_in):
    asked = await logged_in.server.mention("dra")
    await answers(logged_in)
    await logged_in.server.publish(asked, "MESSAGE_UPDATE")
    await logged_in.server.mention("help")
    await answers(logged_in, 2)
    assert not [call for call in logged_in.server.calls if call.method == "PATCH"]


async def test_the_same_message_sent_twice_is_answered_once(logged_in):
    asked = await logged_in.server.mention("dra")
    await logged_in.server.dispatch("MESSAGE_CREATE", asked)
    await logged_in.server.mention("help")
    await answers(logged_in, 2)


async def test_only_the_asker_deletes_an_answer(logged_in):
    await logged_in.server.mention("dra")
    answer = await answers(logged_in)
    assert buttons(answer)[-1] == "Delete"
    refused = await logged_in.server.click(answer, label="Delete", user=logged_in.server.bob, permissions="2048")
    await refused.answer()
    assert "Only the person who asked" in text_of(refused.message)
    await logged_in.server.click(answer, label="Delete")
    await logged_in.server.until(lambda: not logged_in.server.posted(), "an empty channel")


async def test_editing_a_question_whose_answer_was_deleted_brings_nothing_back(logged_in):
    asked = await logged_in.server.mention("dra")
    answer = await answers(logged_in)
    await (await logged_in.server.click(answer, label="Delete")).answer()
    await logged_in.server.until(lambda: not logged_in.server.posted(), "an empty channel")
    await logged_in.server.edit_said(asked, f"<@{logged_in.server.app_id}> prometheus")
    await logged_in.server.wait_for("PATCH", MESSAGES + "/{message_id}")
    assert logged_in.server.posted() == []


async def test_a_channel_the_bot_may_not_write_to_is_noted_and_left(logged_in, caplog):
    logged_in.server.forbidden.add(logged_in.server.channel_id)
    await logged_in.server.mention("dra")
    await logged_in.server.wait_for("POST", MESSAGES)
    logged_in.server.forbidden.clear()
    await logged_in.server.mention("help")
    await answers(logged_in)
    assert "not answered channel=" in caplog.text


async def test_a_fault_is_told_in_the_channel_too(broken_house):
    await broken_house.server.mention("dra")
    assert "Something went wrong" in text_of(await answers(broken_house))


async def test_who_waits_sees_the_bot_typing(slow_house):
    await slow_house.server.mention("dra")
    await slow_house.server.wait_for("POST", "/channels/{channel_id}/typing")
    await answers(slow_house)


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_a_refused_answer_is_sent_again(logged_in, status):
    logged_in.server.fail("POST", MESSAGES, status=status, retry_after=0.05)
    await logged_in.server.mention("dra")
    assert "Dynamic Resource Allocation" in text_of(await answers(logged_in))
