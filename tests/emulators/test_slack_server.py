"""Proof that the Slack harness drives real Bolt apps and catches what it must."""

import asyncio

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.socket_mode.response import SocketModeResponse

from emulators.slack.contracts import contract
from emulators.slack.server import SlackServer


def section(text):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def page(n):
    return [
        section(f"page {n}"),
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "next",
                    "value": str(n + 1),
                    "text": {"type": "plain_text", "text": "Next"},
                }
            ],
        },
    ]


def toy_app(slack, **kw):
    """The 20-line bot under test."""
    app = AsyncApp(client=slack.client(), signing_secret=slack.signing_secret, **kw)

    @app.command("/kubecon")
    async def command(ack, respond):
        await ack()
        await respond(text="page 1", blocks=page(1), response_type="in_channel")

    @app.action("next")
    async def turn(ack, respond, action):
        await ack()
        await respond(text=f"page {action['value']}", blocks=page(int(action["value"])), replace_original=True)

    @app.event("app_mention")
    async def mention(event, client):
        await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="hello")

    @app.options("pick")
    async def options(ack):
        await ack(options=[{"text": {"type": "plain_text", "text": "DRA"}, "value": "dra"}])

    return app


class socket_mode:
    def __init__(self, slack, app):
        self.slack, self.handler = slack, AsyncSocketModeHandler(app, slack.app_token)

    async def __aenter__(self):
        await self.handler.connect_async()
        await self.slack.wait_connected()
        return self.handler

    async def __aexit__(self, *exc):
        await self.handler.close_async()


class http_mode:
    def __init__(self, slack, app):
        self.slack, self.app = slack, app

    async def __aenter__(self):
        self.runner = web.AppRunner(self.app.web_app("/slack/events"), shutdown_timeout=0.1)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.slack.request_url = f"http://127.0.0.1:{self.runner.addresses[0][1]}/slack/events"

    async def __aexit__(self, *exc):
        await self.runner.cleanup()


@pytest.mark.parametrize("mode", [socket_mode, http_mode])
async def test_round_trip(mode):
    async with SlackServer() as slack, mode(slack, toy_app(slack)):
        d = await slack.slash("/kubecon", "dra")
        await d.ack()
        await slack.wait_for("response_url")
        assert d.latency < 1 and slack.posted()[0]["text"] == "page 1"
        await (await slack.click(slack.posted()[0], "next")).ack()
        await slack.wait_for("response_url", n=2)
        assert [m["text"] for m in slack.posted()] == ["page 2"]
        d = await slack.mention("dra")
        call = await slack.wait_for("chat.postMessage")
        assert call.ok and call.args["thread_ts"] == d.payload["event"]["ts"]
        assert (await (await slack.suggest("pick", "dr")).ack())["options"][0]["value"] == "dra"
        assert not slack.violations and not slack.warnings


async def test_http_signatures_and_verification():
    async with SlackServer() as slack, http_mode(slack, toy_app(slack)):
        assert await slack.verify_url()
        for tamper in ("signature", "stale"):
            d = await slack.slash("/kubecon", "dra", tamper=tamper)
            await d.ack()
            assert d.status == 401
        assert not slack.violations


async def test_catches_bad_payloads():
    async with SlackServer() as slack:
        for blocks, hint in (
            ([section("x" * 3001)], "less than 3001"),
            ([{"type": "divider"}] * 51, "no more than 50"),
            ([section("x" * 2900)] * 5, "msg_blocks_too_long"),
            ([section("x") | {"colour": 1}], "additional"),
        ):
            with pytest.raises(SlackApiError) as e:
                await slack.client().chat_postMessage(channel="C0GENERAL", text="x", blocks=blocks)
            assert hint in str(e.value) and hint in slack.violations[-1]
        with pytest.warns(UserWarning, match="text"):
            await slack.client().chat_postMessage(channel="C0GENERAL", blocks=[section("AT&T <b> **bold**")])
        assert len(slack.warnings) == 3
        with pytest.raises(SlackApiError, match="not_in_channel"):
            await slack.client().chat_postMessage(channel="C0OTHER", text="x")


async def test_catches_missing_late_and_double_ack():
    async with SlackServer() as slack:
        app = AsyncApp(client=slack.client(), signing_secret=slack.signing_secret)

        @app.command("/slow")
        async def slow(ack):
            await asyncio.sleep(3.3)  # Bolt gives up at 3 s itself and sends nothing at all
            await ack()

        async with socket_mode(slack, app) as handler:
            d = await slack.slash("/slow")
            await asyncio.sleep(3.2)
            assert slack.violations == [f"slash_commands {d.envelope_id}: no ack within 3s"]
            for _ in range(2):
                await handler.client.send_socket_mode_response(SocketModeResponse(envelope_id=d.envelope_id))
            await d.ack()
            await asyncio.sleep(0.1)
            assert "late ack after 3." in slack.violations[1] and "acknowledged 2 times" in slack.violations[2]


async def test_response_url_limits():
    async with SlackServer() as slack:
        app = AsyncApp(client=slack.client(), signing_secret=slack.signing_secret)

        @app.command("/many")
        async def many(ack, respond, command):
            await ack()
            for i in range(int(command["text"])):
                await respond(text=str(i))

        async with socket_mode(slack, app):
            await slack.slash("/many", "6")
            await slack.wait_for("response_url", n=6)
            assert slack.violations == ["response_url: used_url"]
            slack.skew = 1801
            await slack.client()._request(
                http_verb="POST",
                api_url=slack.deliveries[0].response_url,
                req_args={"json": {"text": "x"}, "headers": {}},
            )
            assert slack.violations[-1] == "response_url: expired_url"


async def test_faults_reconnect_and_duplicates():
    async with SlackServer() as slack:
        app = toy_app(slack)
        app.client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=2))
        async with socket_mode(slack, app):
            slack.fail("chat.postMessage", status=429, retry_after=1)
            d = await slack.mention("dra")
            assert (await slack.wait_for("chat.postMessage", n=2)).ok
            await slack.refresh_sockets()
            await slack.wait_connected()
            await slack.redeliver(d)  # this toy bot ignores event_id and `edited`, and it shows
            await slack.wait_for("chat.postMessage", n=3)
            again = await slack.edit(d, "<@U0BOT> dra!")
            await slack.wait_for("chat.postMessage", n=4)
            assert again.payload["event_id"] != d.payload["event_id"] and again.payload["event"]["edited"]
            assert len(slack.posted(thread=d.payload["event"]["ts"])) == 3


async def test_views_triggers_and_scopes():
    if contract("slack", "api-ref") is None:
        pytest.skip("Slack's list of methods and scopes is neither in $BOT_CONTRACTS nor in ../shared/contracts")
    manifest = {
        "features": {"slash_commands": [{"command": "/kubecon"}]},
        "oauth_config": {"scopes": {"bot": ["commands"]}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    async with SlackServer(manifest=manifest) as slack:
        view = {"type": "modal", "title": {"type": "plain_text", "text": "t"}, "blocks": [section("x")]}
        trigger = slack._trigger()
        assert (await slack.client().views_open(trigger_id=trigger, view=view))["view"]["id"]
        with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
            await slack.client().views_open(trigger_id=trigger, view=view)
        with pytest.raises(SlackApiError, match="missing_scope"):
            await slack.client().chat_postMessage(channel="C0GENERAL", text="x")
        with pytest.raises(AssertionError, match="not in the manifest"):
            await slack.slash("/other")


async def test_pictures_are_shown_once_they_are_uploaded_and_inspected():
    png, other = b"\x89PNG\r\n\x1a\n", b"no picture"
    async with SlackServer() as slack:
        client = slack.client()
        sent = [(await client.files_upload_v2(filename="a.png", content=one))["files"][0]["id"] for one in (png, other)]

        async def show(file):
            shown = {"type": "image", "slack_file": {"id": file}, "alt_text": "Otters"}
            return await client.chat_postMessage(channel="C0GENERAL", text="Otters", blocks=[shown])

        assert (await show(sent[0]))["ok"]
        slack.inspection_seconds = 60
        with pytest.raises(SlackApiError, match="invalid slack file"):
            await show(sent[0])
        assert slack.violations == []  # a bot cannot know how long that takes
        for unknown in (sent[1], "F00000000", "f1"):
            with pytest.raises(SlackApiError, match="invalid_blocks"):
                await show(unknown)
        assert len(slack.violations) == 3


async def test_blocks_that_a_workspace_does_not_draw_are_refused():
    async with SlackServer() as slack:
        slack.unsupported.add("divider")
        with pytest.raises(SlackApiError, match="unsupported type: divider"):
            await slack.client().chat_postMessage(channel="C0GENERAL", text="Otters", blocks=[{"type": "divider"}])
        assert slack.violations == []


async def test_files_upload_v2():
    async with SlackServer() as slack:
        await slack.client().files_upload_v2(
            channel="C0GENERAL", content="BEGIN:VCALENDAR", filename="dra.ics", initial_comment="calendar"
        )
        assert slack.posted()[0]["files"] and not slack.violations
