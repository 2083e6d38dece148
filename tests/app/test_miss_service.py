"""What counts as a miss, what is kept of it, and who sees it."""

import datetime as dt
import json

import pytest

from adapters.__main__ import run
from bot.app.assistant import Assistant
from bot.app.miss_service import MissService, read_misses
from bot.app.store_config import StoreConfig
from bot.errors import StoreError
from bot.model.channel import Channel
from bot.model.lookup import Lookup
from bot.model.miss import Miss, MissKind
from bot.model.request import Asker, Request
from bot.store.database import open_database
from bot.store.misses import Misses
from tests.database_template import put_database
from tests.delivery.test_surviving import Gone
from tests.engine_fixture import open_small_engine

TODAY = dt.date(2026, 11, 30)
NOON = dt.datetime.combine(TODAY, dt.time(12), dt.UTC)
PAGE = Channel("page", "", "page")
RUNS_THE_BOT = Asker(PAGE, "page", may_set_up=True)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return open_small_engine(tmp_path_factory.mktemp("index"))


@pytest.fixture
async def service(engine, tmp_path):
    put_database(tmp_path / "kubecon.db")
    database = await open_database("", tmp_path)
    yield MissService(engine, database, lambda: NOON)
    await database.close()


async def counted(service, engine, *typed, **how):
    assistant = Assistant(engine, lambda: TODAY, misses=service)
    for one in typed:
        await assistant.answer(Request(one, **how))
    await service.finish()
    return await service.most(99)


async def test_a_lookup_without_an_answer_is_counted_by_what_was_meant(service, engine):
    (miss,) = await counted(service, engine, "Herons in space", "herons in  SPACE?", "HERONS in space")
    assert miss == Miss("herons in space", 3)


async def test_what_has_an_answer_or_asks_for_none_is_no_miss(service, engine):
    assert (
        await counted(service, engine, "dra", "help", "thanks", "events", "next", "karmda", "kubecon eu 2026", "") == []
    )


@pytest.mark.parametrize(
    "typed",
    [
        "tell zed@mail.invalid of zorbing",
        "zorbing xoxb-1234567890123-abcdefghijkl",
        "https://intranet.invalid/zorbing",
        "zorbing 4929123412341234",
        "zorbing zed zib zob zub zab zeb zyb zoob",
        "z" * 31,
    ],
)
async def test_what_may_be_a_message_or_a_secret_is_not_kept(service, engine, typed):
    assert engine.look_up(Lookup(typed)).matches == ()
    assert await counted(service, engine, typed) == []


async def test_a_message_that_was_not_written_to_the_bot_is_not_kept(service, engine):
    assistant = Assistant(engine, lambda: TODAY, misses=service)
    await assistant.answer(Request(text="zorbing herons"))
    await service.finish()
    assert await service.most(9) == []


async def test_whoever_runs_the_bot_sees_misses_and_nobody_else(service, engine):
    assistant = Assistant(engine, lambda: TODAY, misses=service)
    await counted(service, engine, "herons in space")
    service.note_unhelpful("Karmada")
    service.note_unhelpful("Karmada")
    await service.finish()
    shown = (await assistant.answer(Request("misses", asker=RUNS_THE_BOT))).card
    assert [(item.text, item.badge) for section in shown.sections for item in section.items] == [
        ("Karmada", "not helpful, 2 times"),
        ("herons in space", "no answer, 1 time"),
    ]
    for asker in (None, Asker(PAGE, "page")):
        hidden = (await assistant.answer(Request("misses", asker=asker))).card
        assert hidden.sections == ()
        assert "kubecon misses" in hidden.subtitle


async def test_a_database_that_is_away_costs_a_count_and_no_answer(engine):
    service = MissService(engine, Gone(None, 0, 1_000_000), lambda: NOON)
    reply = await Assistant(engine, lambda: TODAY, misses=service).answer(Request("herons in space"))
    await service.finish()
    assert reply.miss == "herons in space"
    with pytest.raises(StoreError):
        await service.most(9)


@pytest.fixture
async def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUBECON_HOME", str(tmp_path))
    monkeypatch.delenv("KUBECON_DATABASE_URL", raising=False)
    return tmp_path


async def test_misses_are_read_from_the_database_of_the_settings(home):
    database = await open_database("", home)
    await Misses(database, lambda: NOON).count(MissKind.NOTHING, "herons")
    await database.close()
    assert await read_misses(StoreConfig("", home), lambda: NOON, 9, 90) == [Miss("herons", 1)]


@pytest.mark.usefixtures("home")
def test_the_command_lists_misses_as_text_and_as_json(capsys, monkeypatch):
    found = [Miss("herons in space", 3, 1), Miss("Karmada", 0, 2)]
    monkeypatch.setattr("adapters.wiring.list_misses", lambda number, days: found[:number] if days == 30 else [])
    assert run(["misses", "--days", "30"]) == 0
    said = capsys.readouterr().out
    assert "• herons in space\n    no answer, 3 times · not helpful, 1 time\n" in said
    assert run(["misses", "--days", "30", "--limit", "1", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"meant": "herons in space", "nothing": 3, "unhelpful": 1}
    assert run(["misses"]) == 0
    assert "nothing of the last 90 days" in capsys.readouterr().out
    assert run(["misses", "--days", "91"]) == 2
