import asyncio
import json

import pytest

from adapters.__main__ import run
from emulators.bot_process import free_port, serving
from emulators.slack.server import SlackServer
from tests.adapters.slack.conftest import MANIFEST, button, shown, until_ready

POST = """---
title: A week among otters
date: 2025-11-20
event: KubeCon NA 2025
url: https://recaps.example/otters
---
## Takeaways

- Dynamic Resource Allocation (DRA) is generally available since Kubernetes 1.34, and otters share their devices.
- Cilium was on every stage where otters spoke about networking.
"""
_READY_SECONDS = 60


def log_lines(said):
    return [json.loads(line) for line in said.splitlines() if line.startswith("{")]


def tokens(slack, *, http=False, port=0):
    ways_in = (
        {"SLACK_SIGNING_SECRET": slack.signing_secret, "KUBECON_PORT": str(port)}
        if http
        else {"SLACK_APP_TOKEN": slack.app_token, "KUBECON_PORT": str(free_port())}
    )
    return {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url, **ways_in}


async def first_of(*awaitables):
    """Wait for what happens first: the bot is ready, or its process has ended."""
    tasks = [asyncio.ensure_future(one) for one in awaitables]
    _, waiting = await asyncio.wait(tasks, timeout=_READY_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    assert not tasks[-1].done(), "the process ended by itself"


async def hold_conversations(slack):
    await (await slack.slash("/kubecon", "dra")).ack()
    await slack.wait_for("response_url")
    answer = slack.ephemerals[-1]
    assert "Dynamic Resource Allocation" in shown(answer)
    await (await slack.click(answer, button(slack, answer, "Share"))).ack()
    await slack.wait_for("response_url", n=3)
    assert "shared by alice" in shown(slack.posted()[-1])
    mention = await slack.mention("cilium")
    await slack.wait_for("chat.postMessage")
    await slack.mention("takeaways", thread_ts=mention.payload["event"]["ts"])
    await slack.wait_for("chat.postMessage", n=2)
    await slack.edit(mention, "<@U0BOT> dra")
    await slack.wait_for("chat.update")
    await slack.dm("help")
    await slack.wait_for("chat.postMessage", n=3)
    await slack.open_home()
    await slack.wait_for("views.publish")
    await (await slack.shortcut("open_search")).ack()
    assert (await (await slack.suggest("complete", "dra")).ack())["options"]
    await slack.settle()


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
async def test_the_process_holds_the_same_conversations_and_ends_cleanly(tmp_path, http):
    async with SlackServer(manifest=MANIFEST) as slack:
        port = free_port()
        async with serving(tmp_path, POST, **tokens(slack, http=http, port=port)) as process:
            ready = until_ready(port) if http else slack.wait_connected(timeout=_READY_SECONDS)
            await first_of(ready, process.wait())
            slack.request_url = f"http://127.0.0.1:{port}/slack/events" if http else None
            await hold_conversations(slack)
        assert process.returncode == 0, process.log
        assert slack.violations == []
        assert slack.warnings == []
        for secret in (slack.bot_token, slack.app_token, slack.signing_secret, "cilium"):
            assert secret not in process.log
        answered = [line for line in log_lines(process.log) if line["event"] == "answered"]
        assert "command" in {line["via"] for line in answered}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing; copy it from https://api.slack.com/apps"),
        ({"SLACK_BOT_TOKEN": "xoxp-1"}, "SLACK_BOT_TOKEN: malformed; it begins with xoxb-"),
    ],
    ids=["missing", "malformed"],
)
def test_tokens_that_cannot_serve_are_told_with_what_to_do_before_anything_is_opened(
    monkeypatch, tmp_path, capsys, given, told
):
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert run(["serve"], lambda _recaps, _progress: pytest.fail("opened the engine")) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "xoxp-1" not in said
