import asyncio
import datetime as dt
import logging
import random

import pytest
from aiohttp import ClientSession

from adapters.slack import socket_connection
from adapters.slack.adapter import SlackAdapter
from adapters.slack.responses import responder
from adapters.slack.socket_mode import Patience
from adapters.slack.tokens import is_any_token_set, missing_tokens
from benchmarks.socket_drops import drop
from bot.errors import BotError, SettingsError
from bot.settings import Settings
from emulators.bot_process import free_port
from emulators.slack.server import SlackServer
from tests.adapters.slack.conftest import assistant_of, opened, shown

TOKENS = {"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}
WATCHFUL = Patience(check=0.05, ping=0.2, apart=0.0)
QUICK = Patience(check=0.05, opening=2.0, greeting=0.6, silence=0.6, ping=0.2, apart=0.0)


async def is_answered(slack, n=1):
    await slack.slash("/kubecon", "dra")
    await slack.wait_for("response_url", n=n)
    return "Dynamic Resource Allocation" in shown(slack.ephemerals[-1])


async def test_a_refreshed_socket_is_replaced_and_answers_go_on(slack, engine):
    async with opened(slack, engine, patience=WATCHFUL):
        assert await is_answered(slack)
        await slack.refresh_sockets()
        await slack.wait_connected(timeout=15)
        assert await is_answered(slack, n=2)


async def test_a_dropped_socket_is_dialled_anew(slack, engine):
    async with opened(slack, engine, patience=WATCHFUL):
        await slack.drop_sockets()
        await slack.wait_connected(timeout=15)
        assert await is_answered(slack)


async def test_commands_typed_while_the_socket_is_dropped_again_and_again_are_all_answered(engine):
    async with SlackServer() as slack, opened(slack, engine):
        fate = await drop(slack, 10, 25.0, random.Random(3))  # noqa: S311 - no secret hangs on it
        assert fate.commands > 10
        assert (fate.unacknowledged, fate.unanswered, fate.connections) == (0, 0, 1)


async def test_a_command_that_came_before_its_connection_was_closed_is_acknowledged_over_the_next(slack, engine):
    async with opened(slack, engine):
        asked = await slack.slash("/kubecon", "dra")
        await slack.drop_sockets()
        await asked.ack()
        await slack.wait_for("response_url")


async def test_a_connection_is_left_only_after_what_came_over_it_is_acknowledged(slack, engine, monkeypatch):
    monkeypatch.setattr(socket_connection, "run_async_bolt_app", after(0.5, socket_connection.run_async_bolt_app))
    async with opened(slack, engine):
        asked = await slack.slash("/kubecon", "dra")
        (old,) = slack.sockets
        await old.send_json({"type": "disconnect", "reason": "warning"})
        await slack.wait_connected(2)
        assert asked.acks == []
        await asked.ack()
        await slack.wait_replaced({old})


async def test_a_connection_stays_as_long_as_no_other_can_be_had(slack, engine):
    async with opened(slack, engine):
        slack.fail("apps.connections.open", status=503, times=3)
        (old,) = slack.sockets
        await old.send_json({"type": "disconnect", "reason": "warning"})
        await slack.wait_for("apps.connections.open", n=3)
        assert await is_answered(slack)
        await slack.wait_replaced({old})
        assert await is_answered(slack, n=2)


@pytest.mark.parametrize("odd", ["no JSON", "[1]", '"disconnect"', '{"type": 7, "envelope_id": [], "payload": 1}'])
async def test_what_slack_sends_in_no_form_that_is_known_ends_no_connection(slack, engine, odd):
    async with opened(slack, engine):
        await slack.sockets[0].send_str(odd)
        assert await is_answered(slack)


def after(seconds, work):
    async def slowly(*given):
        await asyncio.sleep(seconds)
        return await work(*given)

    return slowly


async def test_a_socket_that_is_open_but_silent_is_replaced(slack, engine, caplog):
    with caplog.at_level(logging.WARNING, "adapters.slack"):
        async with opened(slack, engine, patience=QUICK):
            slack.mute_sockets()
            muted = set(slack.muted)
            await slack.wait_replaced(muted)
            assert await is_answered(slack)
    assert "reason=silent" in caplog.text


async def test_a_slack_that_is_down_for_a_while_is_dialled_until_it_is_back(slack, engine):
    async with opened(slack, engine, patience=QUICK):
        slack.fail("apps.connections.open", status=503, times=2)
        await slack.drop_sockets()
        await slack.wait_connected(timeout=15)
        assert await is_answered(slack)


async def test_the_last_event_is_known(slack, engine):
    async with opened(slack, engine) as door:
        assert door.last_event_at() is None
        await is_answered(slack)
        assert door.last_event_at() is not None


async def test_an_answer_under_way_is_given_before_the_door_closes(slack, engine):
    engine.seconds = 0.8
    async with opened(slack, engine):
        await (await slack.slash("/kubecon", "dra")).ack()
    assert "Dynamic Resource Allocation" in shown(slack.ephemerals[0])


async def test_requests_signed_wrongly_or_long_ago_are_refused(slack, engine):
    async with opened(slack, engine, http=True):
        assert await slack.verify_url()
        for tamper in ("signature", "stale"):
            delivery = await slack.slash("/kubecon", "dra", tamper=tamper)
            await delivery.ack()
            assert delivery.status == 401
    assert engine.asked == []


@pytest.mark.parametrize(
    ("spoilt", "named"), [("slack_bot_token", "SLACK_BOT_TOKEN"), ("slack_app_token", "SLACK_APP_TOKEN")]
)
async def test_a_token_that_slack_refuses_is_named_with_its_place_and_without_itself(engine, spoilt, named):
    async with SlackServer() as slack:
        fields = {
            "slack_bot_token": slack.bot_token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.api_url,
        }
        settings = Settings(**{**fields, spoilt: f"{fields[spoilt]}-old"})
        with pytest.raises(
            SettingsError, match=f"{named}: Slack refuses it; copy it again from https://api.slack.com"
        ) as told:
            await SlackAdapter(settings, assistant_of(engine, _some_day), _some_day).run(asyncio.Event())
        assert "-old" not in str(told.value)


async def test_a_slack_out_of_reach_is_told(engine):
    settings = Settings(**TOKENS, slack_api_url=f"http://127.0.0.1:{free_port()}/")
    with pytest.raises(BotError, match=r"Slack cannot be reached \(ClientConnectorError\)"):
        await SlackAdapter(settings, assistant_of(engine, _some_day), _some_day).run(asyncio.Event())


async def test_an_answer_that_slack_does_not_take_is_an_error_that_says_so():
    async with SlackServer() as slack, ClientSession() as session:
        with pytest.raises(BotError, match=r"Slack did not take an answer \(status 404\); it may have come too late"):
            await responder(session, f"{slack.url}/response/gone")(delete_original=True)


async def test_where_nothing_can_be_said_the_log_says_it_and_the_next_is_answered(slack, engine, caplog):
    async with opened(slack, engine):
        slack.fail("chat.postMessage", error="is_archived", times=2)
        await slack.mention("dra")
        await slack.wait_for("chat.postMessage", n=2)
        assert await is_answered(slack)
    assert "via=untold error=SlackApiError is_archived" in caplog.text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"slack_app_token": "xapp-1"}, ["SLACK_BOT_TOKEN is missing"]),
        ({"slack_bot_token": "xoxb-1"}, ["SLACK_APP_TOKEN is missing"]),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}, []),
        ({"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}, []),
    ],
)
def test_what_is_missing_is_named(given, told):
    settings = Settings(**given)
    assert is_any_token_set(settings)
    assert [fault[: fault.index(";")] for fault in missing_tokens(settings)] == told


def test_without_any_token_slack_is_not_configured():
    assert not is_any_token_set(Settings())


def _some_day():
    return dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
