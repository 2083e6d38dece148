"""In Slack, who missed something is told once by direct message when a later recap has it."""

import datetime as dt

import pytest

from tests.adapters.slack.conftest import opened_with_digests, shown
from tests.adapters.slack.test_slack_commands import asked, pressed
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

NEWS = takeaway("Herons in space fly on Kubernetes.", recap="na2026-herons")
OFFER = "Tell me when something comes up"


@pytest.fixture
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("before"))


async def herons_come_up(engine, digests, clock, folder):
    """Let a recap tell of herons, and an hour pass."""
    folder.mkdir()
    engine.take_over(open_small_engine(folder, (*ENTRIES, NEWS)))
    clock.now += dt.timedelta(hours=2)
    await digests.watch_job.tick()


async def test_a_miss_leads_to_one_direct_message_also_over_a_restart(slack, engine, tmp_path, clock):
    async with opened_with_digests(slack, engine, tmp_path, clock) as digests:
        missed = await asked(slack, "herons in space")
        await pressed(slack, missed, OFFER)
        assert "You will get a message when something comes up on “herons in space”" in shown(slack.ephemerals[-1])
        await digests.watch_job.tick()
        assert slack.posted("D0ALICE") == []
    async with opened_with_digests(slack, engine, tmp_path, clock, is_new=False) as digests:
        await herons_come_up(engine, digests, clock, tmp_path / "after")
        await digests.watch_job.tick()
    (told,) = slack.posted("D0ALICE")
    assert "Something came up on “herons in space”" in shown(told)
    assert "Herons in space fly on Kubernetes." in shown(told)
    assert "<#" not in shown(told)


async def test_who_presses_below_somebody_elses_miss_is_told_and_answered_alone(slack, engine, tmp_path, clock):
    async with opened_with_digests(slack, engine, tmp_path, clock) as digests:
        await (await slack.mention("herons in space")).ack()
        await slack.wait_for("chat.postMessage")
        before = list(slack.posted())
        public = before[-1]
        await pressed(slack, public, OFFER, user="U0BOB")
        assert (slack.ephemerals[-1]["to"], slack.posted()) == ("U0BOB", before)
        await herons_come_up(engine, digests, clock, tmp_path / "after")
    assert len(slack.posted("D0BOB")) == 1
    assert slack.posted("D0ALICE") == []


async def test_who_stops_waiting_is_not_told(slack, engine, tmp_path, clock):
    async with opened_with_digests(slack, engine, tmp_path, clock) as digests:
        missed = await asked(slack, "herons in space")
        await pressed(slack, missed, OFFER)
        await pressed(slack, slack.ephemerals[-1], "Stop waiting")
        await herons_come_up(engine, digests, clock, tmp_path / "after")
    assert slack.posted("D0ALICE") == []


async def test_where_slack_asks_to_wait_the_person_is_told_later(slack, engine, tmp_path, clock):
    async with opened_with_digests(slack, engine, tmp_path, clock) as digests:
        await pressed(slack, await asked(slack, "herons in space"), OFFER)
        slack.fail("chat.postMessage", status=429, retry_after=1)
        await herons_come_up(engine, digests, clock, tmp_path / "after")
        assert slack.posted("D0ALICE") == []
        await digests.watch_job.tick()
    assert len(slack.posted("D0ALICE")) == 1


async def test_where_the_answer_of_slack_is_lost_the_person_is_told_once(slack, engine, tmp_path, clock):
    async with opened_with_digests(slack, engine, tmp_path, clock) as digests:
        await pressed(slack, await asked(slack, "herons in space"), OFFER)
        slack.lose("chat.postMessage")
        await herons_come_up(engine, digests, clock, tmp_path / "after")
        clock.now += dt.timedelta(hours=2)
        await digests.watch_job.tick()
    assert len(slack.posted("D0ALICE")) == 1
