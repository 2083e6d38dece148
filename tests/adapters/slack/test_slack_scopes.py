import pytest

from adapters.slack.publisher import SlackPublisher
from adapters.slack.workspaces import OneWorkspace
from bot.delivery.protocol import ChannelGoneError
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage
from emulators.slack.server import SlackServer
from tests.adapters.slack.conftest import MANIFEST
from tests.digests.conftest import MONDAY

LETTER = OutgoingMessage(Channel("slack", "T0HARNESS", "C0GENERAL"), Card("KubeCon digest"), "key")


@pytest.fixture
async def slack():
    """Return a Slack that records what is asked of it without a scope."""
    async with SlackServer(manifest=MANIFEST) as server:
        yield server


def publisher(slack):
    return SlackPublisher(OneWorkspace(slack.client(retry_handlers=[])))


@pytest.mark.parametrize(("is_private", "lacks"), [(False, "channels:history"), (True, "groups:history")])
async def test_a_channel_that_may_not_be_read_back_is_paused_with_the_scope_that_lacks(slack, is_private, lacks):
    slack.channels["C0GENERAL"]["is_private"] = is_private
    assert await publisher(slack).find_posted(LETTER, MONDAY) == ""
    slack.scopes.remove(lacks)
    with pytest.raises(ChannelGoneError, match=f"C0GENERAL is out of reach: the app lacks the scope {lacks}"):
        await publisher(slack).find_posted(LETTER, MONDAY)


async def test_digests_are_posted_without_the_scopes_to_read_back(slack):
    slack.scopes -= {"channels:history", "groups:history", "users:read"}
    assert await publisher(slack).post(LETTER)
    assert slack.violations == []


async def test_a_scope_that_slack_does_not_name_is_to_be_looked_up(slack):
    slack.fail("chat.postMessage", error="missing_scope")
    with pytest.raises(ChannelGoneError, match=r"the app lacks the scope that docs/slack\.md names"):
        await publisher(slack).post(LETTER)


async def test_who_is_told_of_a_paused_channel_sees_which_one_it_is(slack):
    await publisher(slack).notify_user(LETTER.channel, "U0ALICE", Card("Paused"))
    [told] = slack.posted("D0ALICE")
    assert told["blocks"][-1]["elements"][0]["text"] == "<#C0GENERAL>"
