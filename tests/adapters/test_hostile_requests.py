"""What strangers send to the running bot: it answers with a refusal, goes on, and its log holds nothing of it."""

import asyncio
import re

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from emulators.bot_process import served_bot, stop
from emulators.strangers import (
    PATHS,
    broken_requests,
    odd_requests,
    odd_signed_calls,
    send,
    signed_call,
    unsigned_calls,
)

MARK = "zq7otterzq"
KEPT = "karpenter"  # a topic that the bot knows, so that it goes into the database
RECAP = "# Otters at KubeCon NA 2025\n\n## Takeaways\n\n- Otters run Cilium on every river.\n"


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory):
    """Run the bot as its own process, which Slack calls and which logs all that it can."""
    folder = tmp_path_factory.mktemp("strangers")
    async with served_bot(folder, "--recaps", str(folder / "recaps")) as one:
        (one.recaps / "otters.md").write_text(RECAP, encoding="utf-8")
        one.slack.request_url = f"{one.page}/slack/events"
        by_call = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": one.slack.signing_secret, "DISCORD_TOKEN": ""}
        process, _ = await one.start(**by_call, KUBECON_LOG="debug")
        yield one
        code, _ = await stop(process)
        assert code == 0
        assert MARK not in one.log
        assert KEPT not in one.log.lower()
        assert "Traceback" not in one.log


@pytest.fixture
def logged(bot):
    """Return what gives the log's events from here on."""
    before = len(bot.events())
    return lambda: bot.events()[before:]


async def statuses(bot, requests, address=""):
    """Send all at once; a request that never becomes whole takes as long as the bot waits for it."""
    told = await asyncio.gather(*(send(bot.port, request, address) for request in requests.values()))
    return dict(zip(requests, told, strict=True))


async def is_answering(bot):
    delivery = await bot.slack.slash("/kubecon", "cilium")
    await delivery.ack()
    return delivery.status == 200


def libraries_heard(bot):
    """Return which libraries the log tells of, to know that they were listened to."""
    return {event["logger"].partition(".")[0] for event in bot.events()} - {"adapters", "bot", "__main__"}


async def test_requests_that_are_none_are_refused_and_nothing_of_them_is_logged(bot, logged):
    told = await asyncio.gather(*(statuses(bot, broken_requests(MARK, path)) for path in ("/ask", "/slack/events")))
    for one in told:
        assert {name: status for name, status in one.items() if status and not 200 <= status < 500} == {}
        assert sum(status is not None for status in one.values()) > len(one) / 2
    assert await is_answering(bot)
    refused = [event for event in logged() if event["event"] == "refused"]
    assert refused
    assert sum(int(event["requests"]) for event in refused) > len(refused)


async def test_odd_requests_are_answered_and_nothing_of_them_is_logged(bot, logged):
    for path in PATHS:
        told = await statuses(bot, odd_requests(MARK, path))
        assert {name: status for name, status in told.items() if status is None or not 200 <= status < 500} == {}
    assert await is_answering(bot)
    assert not [event for event in logged() if event["level"] == "error"]


async def test_calls_that_slack_did_not_sign_are_refused_whatever_they_hold(bot, logged):
    told = await statuses(bot, unsigned_calls(MARK), "127.0.0.1")
    assert set(told.values()) == {401, 429}
    assert list(told.values()).count(401) >= 10
    assert await is_answering(bot)  # at once, though strangers from the same address must wait
    async with ClientSession(bot.page) as session, session.get("/metrics") as answer:
        counted = re.search(r'requests_total{reason="status 401 at /slack/events"} (\d+)', await answer.text())
    assert counted
    assert int(counted[1]) >= len(told)
    assert sum(event["event"] == "refused" for event in logged()) < len(told) / 4


async def test_calls_that_slack_signs_and_never_makes_are_answered(bot):
    told = await statuses(bot, odd_signed_calls(MARK, bot.slack.signing_secret))
    # 500 is what the library answers by itself to some of them, so that Slack sends them again
    assert set(told.values()) == {200, 400, 401, 404, 500}
    assert await is_answering(bot)


async def test_slacks_look_at_the_certificate_is_answered_without_a_signature(bot):
    assert await send(bot.port, signed_call(b"ssl_check=1&token=otter", "", "")) == 200


async def test_what_people_type_is_not_logged_at_the_level_that_logs_most(bot):
    async with ClientSession(bot.page) as session:
        for typed in (
            MARK,
            f"digest weekly mon 09:00 UTC topics {KEPT}",
            f"by:{MARK}",
            f"digest preview topics {MARK}",
        ):
            async with session.post("/ask", json={"typed": typed, "timezone": MARK}) as answer:
                assert answer.status == 200
            delivery = await bot.slack.slash("/kubecon", typed)
            await delivery.ack()
        for path in ("/suggest?typed=", "/?q=", "/?page=", "/digest/settings?timezone=", "/digest/zones?typed=", "/"):
            await (await session.get(path + MARK, headers={"Authorization": f"Bearer {MARK}"})).read()
    await bot.slack.settle()
    assert {"aiosqlite", "asyncio"} <= libraries_heard(bot)
