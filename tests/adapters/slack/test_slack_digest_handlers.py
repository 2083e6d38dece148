import datetime as dt

import pytest

from tests.adapters.slack.conftest import break_database, button, kept, say, shown
from tests.delivery.harness import at_slack


async def test_a_channel_subscribes_itself_in_words(slack, digests):
    [answer] = await say(slack, "digest weekly tue 09:30 Europe/Amsterdam topics dra, cilium")
    assert "the next one on Tuesday, 24 November 2026, 09:30" in shown(answer)
    [wanted] = await kept(digests)
    assert (wanted.channel, wanted.by, wanted.topics) == (at_slack(), "U0ALICE", ("dra", "cilium"))


async def test_the_time_zone_is_that_of_the_asker_where_none_is_typed(slack, digests):
    await say(slack, "digest weekly tue 09:30")
    assert [one.timezone for one in await kept(digests)] == ["Europe/London"]


async def test_off_means_off(slack, digests):
    await say(slack, "digest on")
    [answer] = await say(slack, "digest off")
    assert "Digests are off in this channel" in shown(answer)
    assert await kept(digests) == []


async def test_a_preview_is_what_will_be_posted_and_nobody_else_sees_it(slack, digests, clock):
    await say(slack, "digest weekly tue 09:30 topics dra")
    await say(slack, "digest preview")
    await slack.settle(0.2)
    previewed = [message["blocks"][0]["text"]["text"] for message in slack.ephemerals[1:]]
    assert slack.posted() == []
    clock.now = dt.datetime(2026, 11, 24, 9, 31, tzinfo=dt.UTC)
    await digests.delivery_worker.tick()
    await digests.delivery_worker.settle()
    assert [message["blocks"][0]["text"]["text"] for message in slack.posted()] == previewed
    without_controls = [shown(message).replace(" Dismiss", "") for message in slack.ephemerals[1:]]
    assert [shown(message) for message in slack.posted()] == without_controls


@pytest.mark.usefixtures("digests")
async def test_asked_for_at_once_twice_it_is_posted_once(slack):
    await say(slack, "digest weekly tue 09:30 topics dra")
    assert "on its way" in shown((await say(slack, "digest now"))[0])
    assert "a moment ago" in shown((await say(slack, "digest now"))[0])


async def test_what_is_not_understood_is_told_with_an_example(slack, digests):
    [answer] = await say(slack, "digest weekly someday")
    assert "“someday” is not a weekday, time, time zone or setting" in shown(answer)
    assert await kept(digests) == []


async def test_a_step_is_taken_where_its_button_is_pressed(slack, digests):
    [card] = await say(slack, "digest on")
    await slack.click(card, button(slack, card, "Turn off"))
    assert "Digests are off" in shown((await slack.wait_told(2))[1])
    assert await kept(digests) == []
    await slack.click(slack.ephemerals[1], button(slack, slack.ephemerals[1], "Turn on again"))
    await slack.wait_told(3)
    assert len(await kept(digests)) == 1


async def test_where_the_bot_is_no_member_it_is_told_to_be_invited(slack, digests):
    answer, invite = await say(slack, "digest on", 2, channel="C0OTHER")
    assert "Digests are on" in shown(answer)
    assert "The bot is not in this channel yet" in shown(invite)
    assert "/invite @kubecon" in shown(invite)
    assert [one.channel.id for one in await kept(digests)] == ["C0OTHER"]


async def test_who_only_looks_is_not_told_to_invite_the_bot(slack, digests):
    [answer] = await say(slack, "digest now", channel="C0OTHER")
    await slack.settle(0.1)
    assert "No digests in this channel" in shown(answer)
    assert len(slack.ephemerals) == 1
    assert await kept(digests) == []


@pytest.mark.parametrize("typed", ["digest", "digest on", "digest preview"])
async def test_a_direct_message_has_no_digests(slack, digests, typed):
    [answer] = await say(slack, typed, channel="D0ALICE")
    assert "in the channels of a server or workspace" in shown(answer)
    assert await kept(digests) == []


async def test_without_the_scope_to_read_profiles_the_zone_is_that_of_the_settings(slack, digests):
    slack.fail("users.info", error="missing_scope")
    [answer] = await say(slack, "digest on")
    assert "Mondays at 09:00, UTC" in shown(answer)
    assert [one.timezone for one in await kept(digests)] == ["UTC"]


@pytest.mark.usefixtures("digests")
async def test_a_slow_profile_is_not_waited_for(slack):
    slack.slow("users.info", 3)
    [answer] = await say(slack, "digest on")
    assert "Mondays at 09:00, UTC" in shown(answer)


async def test_what_the_channel_cannot_be_told_is_answered_to_the_command(slack, digests):
    slack.fail("chat.postEphemeral", error="user_not_in_channel")
    [answer] = await say(slack, "digest on")
    assert "Digests are on" in shown(answer)
    assert len(await kept(digests)) == 1


@pytest.mark.usefixtures("digests")
async def test_a_database_that_is_gone_is_told(slack, tmp_path):
    break_database(tmp_path)
    [answer] = await say(slack, "digest on")
    assert "That cannot be done just now" in shown(answer)
    assert "database" in shown(answer)


@pytest.mark.usefixtures("digests")
async def test_in_a_conversation_it_is_told_where_digests_are_set(slack):
    await slack.mention("digest weekly")
    await slack.wait_for("chat.postMessage")
    assert "type /kubecon digest there" in shown(slack.posted()[-1])


@pytest.mark.usefixtures("digests")
async def test_a_channel_without_digests_is_told_how_to_have_them(slack):
    [answer] = await say(slack, "digest now")
    assert "No digests in this channel" in shown(answer)


@pytest.mark.usefixtures("digests")
async def test_the_name_of_a_project_that_begins_so_is_still_looked_up(slack):
    [answer] = await say(slack, "digestion of prometheus")
    assert "No digests in this channel" not in shown(answer)
