"""Export and delete the data of a team as an operator does."""

import asyncio
import datetime as dt
import io
import json

import pytest

from adapters.__main__ import run
from bot.model.saved_recap import SavedRecap
from bot.store.database import open_database
from bot.store.saved_recaps import SavedRecaps


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KUBECON_HOME", str(tmp_path))
    monkeypatch.delenv("KUBECON_DATABASE_URL", raising=False)
    asyncio.run(save(tmp_path, "slack/T1"))
    asyncio.run(save(tmp_path, "slack/T2"))
    return tmp_path


async def save(home, team):
    database = await open_database("", home)
    await SavedRecaps(database).add(SavedRecap(team, "Otters", "They hold hands.", "U1", dt.date(2026, 4, 1), "", ""))
    await database.close()


def exported(capsys, team):
    assert run(["export", "--workspace", team]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("home")
def test_a_workspace_is_exported_and_then_deleted_and_no_other_one(capsys):
    assert exported(capsys, "slack/T1")["saved_recaps"][0]["text"] == "They hold hands."
    assert run(["forget", "--workspace", "slack/T1", "--yes"]) == 0
    assert capsys.readouterr().out == "1 row deleted\n"
    assert not any(exported(capsys, "slack/T1").values())
    assert len(exported(capsys, "slack/T2")["saved_recaps"]) == 1


@pytest.mark.usefixtures("home")
def test_nothing_is_deleted_unless_the_operator_confirms(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run(["forget", "--workspace", "slack/T1"]) == 1
    capsys.readouterr()
    assert len(exported(capsys, "slack/T1")["saved_recaps"]) == 1


@pytest.mark.usefixtures("home")
def test_a_misspelt_workspace_is_named_with_what_to_write(capsys):
    assert run(["export", "--workspace", "T1"]) == 2
    assert "slack/T0123ABCD" in capsys.readouterr().err
