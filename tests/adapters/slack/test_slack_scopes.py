import pytest

from adapters.slack.digest_outbox import SlackOutbox
from bot.cards.card import Card
from bot.digests.subscription import Place
from bot.scheduler.outbox import GoneError
from bot.store.delivery import Letter
from tests.adapters.slack.conftest import MANIFEST
from tests.digests.conftest import MONDAY
from tests.servers.slack_server import SlackServer

LETTER = Letter(Place("slack", "T0HARNESS", "C0GENERAL"), Card("KubeCon digest"), "key")


@pytest.fixture
async def slack():
    """Return a Slack that records what is asked of it without a scope."""
    async with SlackServer(manifest=MANIFEST) as server:
        yield server


def outbox(slack):
    return SlackOutbox(slack.client(retry_handlers=[]))


@pytest.mark.parametrize(("is_private", "lacks"), [(False, "channels:history"), (True, "groups:history")])
async def test_a_channel_that_may_not_be_read_back_is_paused_with_the_scope_that_lacks(slack, is_private, lacks):
    slack.channels["C0GENERAL"]["is_private"] = is_private
    assert await outbox(slack).find(LETTER, MONDAY) == ""
    slack.scopes.remove(lacks)
    with pytest.raises(GoneError, match=f"C0GENERAL is out of reach: the app lacks the scope {lacks}"):
        await outbox(slack).find(LETTER, MONDAY)


async def test_digests_are_posted_without_the_scopes_to_read_back(slack):
    slack.scopes -= {"channels:history", "groups:history", "users:read"}
    assert await outbox(slack).post(LETTER)
    assert slack.violations == []


async def test_a_scope_that_slack_does_not_name_is_to_be_looked_up(slack):
    slack.fail("chat.postMessage", error="missing_scope")
    with pytest.raises(GoneError, match=r"the app lacks the scope that docs/slack\.md names"):
        await outbox(slack).post(LETTER)


async def test_who_is_told_of_a_paused_channel_sees_which_one_it_is(slack):
    await outbox(slack).tell(LETTER.place, "U0ALICE", Card("Paused"))
    [told] = slack.posted("D0ALICE")
    assert told["blocks"][-1]["elements"][0]["text"] == "<#C0GENERAL>"
