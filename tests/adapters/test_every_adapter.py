"""One contract for every door: the same words give the same matches in the same order."""

import asyncio
import datetime as dt
import io
import re
from contextlib import redirect_stdout
from unittest import mock

import pytest
import time_machine

from adapters.__main__ import run
from adapters.console import card_output
from adapters.console.chat import converse
from adapters.discord.escaping import unescape
from bot.app.assistant import Assistant
from bot.cards.card_to_text import card_to_text
from bot.model.request import Request
from emulators.discord.logged_in_bot import TODAY, open_logged_in_bot
from emulators.discord.read_message import text_of
from emulators.slack.server import SlackServer
from tests.adapters.mcp.conftest import over_http
from tests.adapters.slack.conftest import MANIFEST, opened
from tests.engine_fixture import open_small_engine
from tests.fakes import ENTRIES, takeaway

NOON = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
LINK = re.compile(r"^\[([^]]*)\]\(<[^>]*>\)$")
NASTY = "Snakes_say *hiss* <!channel> & @everyone at discord.gg/snakes | `now` https://x.example/a_b_c [a](b)."
ANIMALS = ("heron", "mole", "stoat", "newt", "swan", "teal", "pike", "vole", "crane", "bat", "hare", "toad")
MANY = [
    takeaway(f"A {animal} told number {number} of Prometheus.", topics=("Prometheus",), recap=f"eu2026-{animal}")
    for number, animal in enumerate(ANIMALS)
]
LOOKUPS = (
    "dra",
    "DRA",
    "prometheus",
    "takeaways prometheus",
    "talks dra",
    "projects cilium",
    "cilum",
    "priya burrow",
    "dra event:eu-2024",
    "snakes",
    "herons in space",
    "next",
    "events",
    "about",
    "digest off",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(
        tmp_path_factory.mktemp("index"), (*ENTRIES, *MANY, takeaway(NASTY, recap="eu2026-snakes"))
    )


async def said_on_console(engine, _home):
    def answer(request):
        return asyncio.run(Assistant(engine, lambda: TODAY).answer(request))

    def ask(words):
        cards = []
        converse(answer, [words], cards.append)
        return lines_of(cards[-1])

    return await asyncio.to_thread(lambda: [ask(words) for words in LOOKUPS])


async def said_by_ask(engine, _home):
    def ask(words):
        with redirect_stdout(io.StringIO()) as written, time_machine.travel(NOON, tick=False):
            assert run(["ask", *words.split()], lambda _recaps, _progress: engine) in {
                0,
                3,
            }  # answered, or nothing was found
        return bullets(written.getvalue())

    with mock.patch.multiple(card_output, _WIDEST=10_000), mock.patch.dict("os.environ", COLUMNS="10000"):
        return await asyncio.to_thread(lambda: [ask(words) for words in LOOKUPS])


def lines_of(card):
    return bullets(card_to_text(card, width=10_000))


def bullets(text):
    lines = text.splitlines()
    return [line.removeprefix("  • ") for line in lines if line.startswith("  • ")]


async def said_in_slack(engine, _home):
    async with SlackServer(manifest=MANIFEST, echo=False) as slack, opened(slack, engine, now=lambda: NOON):

        async def ask(words, number):
            await (await slack.slash("/kubecon", words)).ack()
            await slack.wait_for("response_url", n=number)
            lists = [part for part in _parts(slack.ephemerals[-1]["blocks"]) if part.get("type") == "rich_text_list"]
            return [item["elements"][0]["text"].replace("\u2060", "") for one in lists for item in one["elements"]]

        return [await ask(words, number) for number, words in enumerate(LOOKUPS, 1)]


async def said_by_the_assistant(engine, _home):
    assistant = Assistant(engine, lambda: TODAY)

    async def ask(words):
        return lines_of((await assistant.answer(Request(words))).card)

    return [await ask(words) for words in LOOKUPS]


def _without_sources(lines, ours):
    """Leave out where a fact is from, which Discord puts into its line."""
    facts = dict(zip(lines, ours, strict=False))
    return [facts[line] if line.startswith(f"{facts.get(line)} · ") else line for line in lines]


def _parts(node):
    if isinstance(node, dict):
        return [node, *_parts(list(node.values()))]
    return [part for one in node for part in _parts(one)] if isinstance(node, list) else []


async def said_in_discord(engine, home):
    async with open_logged_in_bot(engine, home) as logged_in:

        async def ask(words):
            asked = await logged_in.server.slash("kubecon ask", {"words": words})
            await asked.answer()
            lines = [line[2:] for line in text_of(asked.message).splitlines() if line.startswith("• ")]
            return [unescape(LINK.sub(r"\1", line)) for line in lines]

        return [await ask(words) for words in LOOKUPS]


async def said_over_mcp(engine, _home):
    async with over_http(engine, today=TODAY) as client:

        async def ask(words):
            answer = (await client.call_tool("search", {"words": words})).structured_content
            return [item["text"] for section in answer.get("sections", ()) for item in section["items"]]

        return [await ask(words) for words in LOOKUPS]


@pytest.mark.parametrize(
    "said_there", [said_by_the_assistant, said_by_ask, said_in_slack, said_in_discord, said_over_mcp]
)
async def test_the_same_words_give_the_same_lines_in_the_same_order_everywhere(engine, tmp_path, said_there):
    on_console = dict(zip(LOOKUPS, await said_on_console(engine, tmp_path), strict=True))
    there = dict(zip(LOOKUPS, await said_there(engine, tmp_path), strict=True))
    assert {words: _without_sources(lines, on_console[words]) for words, lines in there.items()} == on_console
    assert min(len(there[words]) for words in ("dra", "prometheus", "takeaways prometheus", "events")) >= 3
    assert NASTY in there["snakes"][0]


async def test_nothing_found_can_be_shared_nowhere_and_help_says_what_to_type_there(engine, tmp_path):
    async with SlackServer(manifest=MANIFEST, echo=False) as slack, opened(slack, engine, now=lambda: NOON):
        for number, words in enumerate(("zzqxv", "help"), 1):
            await (await slack.slash("/kubecon", words)).ack()
            await slack.wait_for("response_url", n=number)
        nothing, told = (str(one["blocks"]) for one in slack.ephemerals[-2:])
    assert "Do you know a recap about it?" in nothing
    assert "Share in channel" not in nothing
    assert "/kubecon trend wasm — " in told
    async with open_logged_in_bot(engine, tmp_path) as logged_in:
        asked = [await logged_in.server.slash("kubecon ask", {"words": words}) for words in ("zzqxv", "help")]
        nothing, told = [str((await one.answer(), one.message)[1]["components"]) for one in asked]
    assert "Do you know a recap about it?" in nothing
    assert "'Share'" not in nothing
    assert "/kubecon ask words:istio vs linkerd — " in told
