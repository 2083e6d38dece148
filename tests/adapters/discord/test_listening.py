import pytest

from tests.servers.discord_reading import buttons, text_of

MESSAGES = "/channels/{channel_id}/messages"


async def answers(house, number=1, channel=None):
    """Wait for so many answers in a channel, and return the last."""
    await house.server.until(lambda: len(house.server.posted(channel)) >= number, f"{number} answers")
    assert len(house.server.posted(channel)) == number
    return house.server.posted(channel)[-1]


async def start_thread(house):
    root = await house.server.say("let us talk")
    _, thread = await house.server.thread(house.server.channel_id, {"name": "talk"}, root["id"])
    return thread["id"]


async def test_a_mention_is_answered_as_a_reply(house):
    asked = await house.server.mention("dra")
    answer = await answers(house)
    assert answer["message_reference"]["message_id"] in {asked["id"], int(asked["id"])}
    assert "### DRA → Dynamic Resource Allocation" in text_of(answer)
    assert answer["mentions"] == []


async def test_a_mention_alone_is_told_what_can_be_asked(house):
    await house.server.mention("")
    assert "Answers from KubeCon recaps" in text_of(await answers(house))


async def test_what_people_say_to_each_other_is_left_alone(house):
    await house.server.say("dra")
    await house.server.say("@everyone dra")
    await house.server.mention("help")
    assert "Answers from KubeCon recaps" in text_of(await answers(house))


async def test_other_bots_are_not_answered(house):
    robot = {**house.server.bob, "bot": True}
    await house.server.mention("dra", user=robot)
    await house.server.mention("help")
    assert "Answers from KubeCon recaps" in text_of(await answers(house))


async def test_a_direct_message_is_answered(house):
    asked = await house.server.dm("dra")
    assert "Dynamic Resource Allocation" in text_of(await answers(house, channel=asked["channel_id"]))


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_direct_conversation_goes_on(house, restarts):
    asked = await house.server.dm("prometheus")
    first = await answers(house, channel=asked["channel_id"])
    if restarts:
        await house.restart()
    await house.server.dm("more")
    second = await answers(house, 2, asked["channel_id"])
    assert "**Takeaways**" in text_of(second)
    assert text_of(second) != text_of(first)


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_thread_goes_on(house, restarts):
    thread = await start_thread(house)
    await house.server.mention("dra", channel=thread)
    await answers(house, channel=thread)
    if restarts:
        await house.restart()
    await house.server.mention("talks", channel=thread)
    assert "**Takeaways**" not in text_of(await answers(house, 2, thread))


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_chain_of_replies_goes_on(house, restarts):
    await house.server.mention("dra")
    first = await answers(house)
    if restarts:
        await house.restart()
    await house.server.say("talks", reply_to=first, user=house.server.bob)
    second = await answers(house, 2)
    assert "**Talks**" in text_of(second)
    assert "**Takeaways**" not in text_of(second)


async def test_a_follow_up_of_nothing_says_how_to_begin(house):
    await house.server.mention("more")
    assert "goes on from an answer" in text_of(await answers(house))


@pytest.mark.parametrize("restarts", [False, True])
async def test_an_edited_question_changes_its_answer(house, restarts):
    asked = await house.server.mention("prometheus")
    answer = await answers(house)
    if restarts:
        await house.restart()
    await house.server.edit_said(asked, f"<@{house.server.app_id}> dra")
    await house.server.until(lambda: "Dynamic Resource Allocation" in text_of(answer), "a changed answer")
    assert len(house.server.posted()) == 1


async def test_a_question_that_gains_its_mention_later_is_answered(house):
    asked = await house.server.say("dra")
    await house.server.edit_said(asked, f"<@{house.server.app_id}> dra")
    assert "Dynamic Resource Allocation" in text_of(await answers(house))


async def test_a_preview_added_to_a_question_changes_nothing(house):
    asked = await house.server.mention("dra")
    await answers(house)
    await house.server.publish(asked, "MESSAGE_UPDATE")
    await house.server.mention("help")
    await answers(house, 2)
    assert not [call for call in house.server.calls if call.method == "PATCH"]


async def test_the_same_message_sent_twice_is_answered_once(house):
    asked = await house.server.mention("dra")
    await house.server.dispatch("MESSAGE_CREATE", asked)
    await house.server.mention("help")
    await answers(house, 2)


async def test_only_the_asker_deletes_an_answer(house):
    await house.server.mention("dra")
    answer = await answers(house)
    assert buttons(answer)[-1] == "Delete"
    refused = await house.server.click(answer, label="Delete", user=house.server.bob, permissions="2048")
    await refused.answer()
    assert "Only the person who asked" in text_of(refused.message)
    await house.server.click(answer, label="Delete")
    await house.server.until(lambda: not house.server.posted(), "an empty channel")


async def test_editing_a_question_whose_answer_was_deleted_brings_nothing_back(house):
    asked = await house.server.mention("dra")
    answer = await answers(house)
    await (await house.server.click(answer, label="Delete")).answer()
    await house.server.until(lambda: not house.server.posted(), "an empty channel")
    await house.server.edit_said(asked, f"<@{house.server.app_id}> prometheus")
    await house.server.wait_for("PATCH", MESSAGES + "/{message_id}")
    assert house.server.posted() == []


async def test_a_channel_the_bot_may_not_write_to_is_noted_and_left(house, caplog):
    house.server.forbidden.add(house.server.channel_id)
    await house.server.mention("dra")
    await house.server.wait_for("POST", MESSAGES)
    house.server.forbidden.clear()
    await house.server.mention("help")
    await answers(house)
    assert "no answer in channel" in caplog.text


async def test_a_fault_is_told_in_the_channel_too(broken_house):
    await broken_house.server.mention("dra")
    assert "Something went wrong" in text_of(await answers(broken_house))


async def test_who_waits_sees_the_bot_typing(slow_house):
    await slow_house.server.mention("dra")
    await slow_house.server.wait_for("POST", "/channels/{channel_id}/typing")
    await answers(slow_house)


@pytest.mark.parametrize("status", [429, 500, 502])
async def test_a_refused_answer_is_sent_again(house, status):
    house.server.fail("POST", MESSAGES, status=status, retry_after=0.05)
    await house.server.mention("dra")
    assert "Dynamic Resource Allocation" in text_of(await answers(house))
