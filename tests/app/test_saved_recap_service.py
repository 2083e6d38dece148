"""What a team saves is found by that team alone: every path that could lead to it is tried by somebody else."""

import asyncio
import datetime as dt
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer
from mcp.client.client import Client
from prometheus_client import generate_latest

from adapters.console.answer_to_json import entry_to_json
from adapters.mcp.server import make_server
from adapters.web.adapter import ListenAddress, PageServices, WebAdapter
from adapters.web.metrics import Meter
from bot.app import saved_recap_service as module
from bot.app.assistant import Assistant
from bot.app.digest_services import open_digests
from bot.app.saved_recap_service import SavedRecapService
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from bot.model.channel import Channel
from bot.model.lookup import Lookup
from bot.model.request import Asker, Request
from bot.model.saved_recap import MOST_SAVED, SavedRecap
from bot.model.watch import Person
from bot.store import saved_recaps as store
from bot.store.database import open_database
from tests.adapters.slack.conftest import busy_database
from tests.database_template import put_database
from tests.delivery.test_surviving import Gone

NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 20)
OURS, THEIRS = "slack/T0OURS", "slack/T0THEIRS"
ALICE, BOB = Person("slack", "T0OURS", "U0ALICE"), Person("slack", "T0OURS", "U0BOB")
RARE = "Zorbingplover"
TEXT = f"{RARE} schedules otters on spot nodes with Cilium.\nWe should try it in the Duckpond cluster."
LINK = "https://ours.slack.com/archives/C1/p1"
LOOKUPS = (RARE, "cilium", "otters", "duckpond", "schedules otters on spot nodes", "zorbingplovr", "recaps", "saved")


@pytest.fixture
def engine(otter_engine):
    return otter_engine


@pytest.fixture
async def digests(engine, tmp_path):
    put_database(tmp_path / "kubecon.db")
    async with open_digests(engine, StoreConfig("", tmp_path), Clock(lambda: NOW)) as opened:
        yield opened


@pytest.fixture
def recaps(digests):
    return digests.saved_recap_service


@pytest.fixture
def assistant(engine, digests):
    kept = (digests.subscription_service, None, digests.miss_service)
    return Assistant(engine, NOW.date, *kept, takes_feedback=True, saved_recap_service=digests.saved_recap_service)


def saved(text=TEXT, team=OURS, by="U0ALICE", **how):
    return SavedRecap(
        team, how.pop("title", "Plovers"), text, by, DAY, url="https://ours.slack.com/archives/C1/p1", **how
    )


async def ask(assistant, typed, team=OURS, person=ALICE, **how):
    return (await assistant.answer(Request(typed, team=team, person=person, **how))).card


def items_of(card):
    return [(item.text, item.badge) for section in card.sections for item in section.items]


async def test_what_a_team_saved_is_in_its_next_lookup_and_marked(assistant, recaps):
    assert "nobody outside your team" in (await recaps.save(saved(edition="kubecon-na-2026"))).subtitle
    card = await ask(assistant, "cilium")
    assert card.sections[0].heading == "From your team"
    assert items_of(card)[0] == (
        f"“{RARE} schedules otters on spot nodes with Cilium.”",
        "your team · NA 2026",
    )
    assert card.sections[0].items[0].source.url == LINK
    assert "Otters run Cilium on every river." in str(items_of(card)[1:])
    only_ours = await ask(assistant, "duckpond")
    assert (only_ours.subtitle, len(only_ours.sections)) == ("only your team's own recaps mention this", 1)
    assert (await assistant.answer(Request("duckpond", team=OURS))).miss == ""


async def everything_told(engine, assistant, others):
    """Return all that anybody but the team can get, by each way there is."""
    told = []
    for request in others:
        said = await assistant.answer(request)
        steps = [replace(request, typed="", button=action.value) for action in said.card.actions]
        told += [said, *[await assistant.answer(step) for step in steps]]
    for typed in LOOKUPS:
        told += [await assistant.suggest(typed[:5], 50), await assistant.suggest_kinds(typed[:5], 50)]
        told += [await assistant.suggest_events(typed[:5], 50), engine.topics_in(typed)]
        told.append(engine.look_up(Lookup(typed, limit=50)))
    told += [engine.statistics(), engine.recaps(), await assistant.front_page()]
    told += [entry_to_json(entry) for entry in engine.entries()]
    asker = Asker(Channel("slack", "T0THEIRS", "C1"), "U0EVE")
    for typed in ("digest preview", f"digest preview topics {RARE}", "digest on", "digest settings"):
        told.append(await assistant.answer(Request(typed, asker=asker, team=THEIRS)))
    return told


async def test_nobody_else_learns_anything_of_it_by_any_way(engine, assistant, recaps):
    eve = Person("slack", "T0THEIRS", "U0EVE")
    ways = (
        {},
        {"team": THEIRS, "person": eve},
        {"team": THEIRS, "person": eve, "may_moderate": True},
        {"team": "discord/T0OURS", "person": ALICE},
        {"person": ALICE, "channel": Channel("slack", "T0OURS", "C1")},
    )
    others = [Request(typed, **way) for typed in LOOKUPS for way in ways]
    others += [Request(text=typed, team=THEIRS) for typed in LOOKUPS]
    others += [Request(button=f"takeaway 0 {typed}", team=THEIRS) for typed in LOOKUPS]
    before = await everything_told(engine, assistant, others)
    await recaps.save(saved())
    assert RARE in str((await ask(assistant, RARE)).sections)  # the team itself has looked, so that an index is open
    after = await everything_told(engine, assistant, others)
    assert [one for one, other in zip(before, after, strict=True) if one != other] == []
    assert len(after) > 100


async def test_the_page_its_counts_and_mcp_know_nothing_of_it(engine, assistant, digests, recaps):
    await recaps.save(saved())
    await ask(assistant, RARE)
    meter = Meter(engine, (), lambda: "web")
    page = WebAdapter(ListenAddress("127.0.0.1", 0), PageServices(engine, assistant, digests, NOW.date), meter)
    async with TestClient(TestServer(page.app)) as client:
        for typed in ("duckpond", "cilium", "saved", "otters"):
            told = await (await client.post("/ask", json={"typed": typed})).text()
            told += await (await client.get("/", params={"q": typed})).text()
            told += await (await client.post("/previews", json={"typed": typed})).text()
            told += await (await client.get("/suggest", params={"typed": typed[:4]})).text()
            assert RARE not in told
            assert "your team" not in told.lower()
    assert RARE not in generate_latest(meter.registry).decode()
    async with Client(make_server(Assistant(engine, NOW.date, misses=digests.miss_service), "1")) as client:
        for typed in (RARE, "cilium", "otters", "saved"):
            told = await client.call_tool("search", {"words": typed})
            assert "spot nodes" not in str(told)


async def test_a_share_and_an_answer_that_others_see_hold_nothing_of_it(assistant, recaps):
    await recaps.save(saved())
    assert RARE not in str(await ask(assistant, "cilium", team=""))


async def test_who_saved_it_can_forget_it_and_nobody_else_but_a_moderator(assistant, recaps):
    for number in range(3):
        await recaps.save(saved(f"{RARE} number {number}"))
    listed = await ask(assistant, "saved")
    assert listed.title == "Your team saved 3 recaps"
    assert len(listed.actions) == 3
    assert (await ask(assistant, "saved", person=BOB)).actions == ()
    for other in (
        {"person": BOB},
        {"team": THEIRS},
        {"team": THEIRS, "may_moderate": True},
        {"person": None},
    ):
        await ask(assistant, "forget saved 1", **other)
    assert (await ask(assistant, "saved")).title == "Your team saved 3 recaps"
    assert (await ask(assistant, "forget saved 1")).title.startswith("Forgotten")
    assert (await ask(assistant, "forget saved 2", person=BOB, may_moderate=True)).title.startswith("Forgotten")
    assert "number 0" not in str(await ask(assistant, RARE))
    assert "number 2" in str(await ask(assistant, RARE))
    assert (await ask(assistant, "saved", team=THEIRS)).title == "Your team saved nothing yet"


async def test_nothing_of_what_was_forgotten_stays_on_the_disk(assistant, recaps, tmp_path):
    await recaps.save(saved())
    assert RARE in str(await ask(assistant, RARE))
    assert files_with(tmp_path / "teams", RARE.encode()) != []
    await ask(assistant, "forget saved 1")
    assert files_with(tmp_path / "teams", RARE.encode()) == []


def files_with(folder, text):
    return [path for path in folder.rglob("*") if path.is_file() and text in path.read_bytes()]


async def test_several_processes_see_the_same_and_a_restart_loses_nothing(engine, recaps, assistant, tmp_path):
    database = await open_database("", tmp_path)
    other = SavedRecapService(engine, database, tmp_path / "other", lambda: NOW)
    elsewhere = Assistant(engine, NOW.date, saved_recap_service=other)
    assert RARE not in str((await ask(elsewhere, "cilium")).sections)
    await recaps.save(saved())
    assert RARE in str(await ask(elsewhere, "cilium"))
    await ask(elsewhere, "forget saved 1")
    assert RARE not in str((await ask(assistant, "cilium")).sections)
    assert files_with(tmp_path / "other", RARE.encode()) == []
    await recaps.save(saved())
    again = SavedRecapService(engine, database, tmp_path / "other", lambda: NOW)
    assert RARE in str(await ask(Assistant(engine, NOW.date, saved_recap_service=again), "cilium"))
    await database.close()


async def test_teams_that_look_up_at_once_get_their_own(assistant, recaps):
    teams = [f"slack/T{number}" for number in range(6)]
    for number, team in enumerate(teams):
        await recaps.save(saved(f"Plover number{number} likes Cilium.", team=team))
    cards = await asyncio.gather(*(ask(assistant, "cilium", team=team) for team in teams * 3))
    for place, card in enumerate(cards):
        assert [text for text, badge in items_of(card) if "your team" in badge] == [
            f"“Plover number{place % 6} likes Cilium.”"
        ]


HOSTILE = (
    "---\nteam: slack/T0THEIRS\nedition: kubecon-eu-2026\n---\nCilium plover",
    "\x00\x1b[31mCilium\x07 plover\u202e",
    "<script>alert(1)</script> Cilium plover <!channel> @everyone",
    "Cilium plover " + "x" * 10_000,
    "# \n## \n```\nCilium plover",
    "- - - Cilium plover\n\n|a|b|\n|-|-|",
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_whatever_a_message_holds_it_stays_with_its_team_and_harms_no_answer(assistant, recaps, text):
    await recaps.save(saved(text, title="\n---\nteam: x\n"))
    card = await ask(assistant, "cilium")
    assert "Otters run Cilium on every river." in str(card.sections)
    assert "plover" not in str(await ask(assistant, "cilium", team=THEIRS))


@pytest.mark.parametrize(
    ("text", "day", "guess"),
    [
        ("What we saw at KubeCon EU 2025 in London", DAY, "kubecon-eu-2025"),
        ("What we saw there", dt.date(2025, 11, 20), "kubecon-na-2025"),
        ("What we saw there", dt.date(2024, 2, 20), ""),
    ],
)
def test_the_kubecon_of_a_message_is_guessed(recaps, text, day, guess):
    assert recaps.guess_edition(text, day) == guess


async def test_a_team_saves_so_many_at_most(recaps, monkeypatch):
    monkeypatch.setattr(store, "MOST_SAVED", 1)
    await recaps.save(saved())
    assert (await recaps.save(saved())).title == f"Your team saved {MOST_SAVED:,} recaps already"


async def test_without_the_database_everybody_gets_the_public_answer(engine, tmp_path):
    away = SavedRecapService(engine, Gone(None, 0, 1_000_000), tmp_path / "teams", lambda: NOW)
    card = await ask(Assistant(engine, NOW.date, saved_recap_service=away), "cilium")
    assert "Otters run Cilium on every river." in str(card.sections)


async def test_a_database_that_stands_still_holds_up_no_answer(assistant, recaps, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE_SECONDS", 0.1)
    await recaps.save(saved())
    with busy_database(tmp_path):
        card = await asyncio.wait_for(ask(assistant, "cilium"), 5)
        assert "Otters run Cilium on every river." in str(card.sections)
        assert RARE not in str(card)
    monkeypatch.undo()
    assert RARE in str(await ask(assistant, "cilium"))


async def test_a_fault_in_what_a_team_saved_harms_no_answer(assistant, recaps, engine, monkeypatch, caplog):
    await recaps.save(saved())
    monkeypatch.setattr(type(engine), "explain", lambda *_: 1 / 0)
    assert "Otters run Cilium on every river." in str((await ask(assistant, "cilium")).sections)
    assert "ZeroDivisionError" in caplog.text
