"""What the doctor says of folder, database, feeds and updates, and what its command does with that."""

import shutil
import sys

import pytest

from adapters.__main__ import run
from adapters.doctor import checks
from bot.app import environment_checks
from bot.app.store_config import StoreConfig
from bot.model.channel import Channel, Subscription
from bot.model.doctor_finding import Severity
from bot.store.database import open_database
from bot.store.subscriptions import Subscriptions
from bot.updates.weekly_update_state import WeeklyUpdateState
from emulators.sites import Sites
from tests.adapters.doctor.conftest import open_patient
from tests.digests.conftest import MONDAY

FEED = (
    '<rss version="2.0"><channel><title>Ponds</title><item><link>https://ponds.example/1</link></item></channel></rss>'
)


@pytest.fixture
async def healthy(tmp_path):
    async with open_patient(tmp_path / "home") as patient:
        patient.settings = checks.Settings(home=tmp_path / "home")
        yield patient


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").touch()
    found = list(environment_checks.check_folder(tmp_path / "file" / "home"))
    assert [(one.severity, one.remedy) for one in found] == [(Severity.FAILED, "set KUBECON_HOME to a folder that can")]


@pytest.mark.parametrize(
    ("free", "severity"), [(10_000_000, Severity.FAILED), (100_000_000, Severity.WARNING), (10**9, Severity.OK)]
)
def test_a_disk_that_is_nearly_full_is_told(tmp_path, monkeypatch, free, severity):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=free))
    (found,) = environment_checks.check_folder(tmp_path)
    assert found.severity is severity
    assert f"{free // 1_000_000:,} MB free" in found.text
    assert list(tmp_path.iterdir()) == []


async def test_a_database_that_is_away_is_told_without_its_password(healthy):
    found = await healthy.found("database", database_url="postgresql://otter:secret@127.0.0.1:9/ponds")
    assert [one.severity for one in found] == [Severity.FAILED]
    assert "secret" not in f"{found[0].text}{found[0].remedy}"


async def test_channels_whose_digests_are_paused_are_named_with_the_reason(healthy, tmp_path):
    database = await open_database("", tmp_path / "home")
    channel = Channel("slack", "T0", "C0")
    await Subscriptions(database).put(Subscription(channel, "U0", MONDAY), None)
    await Subscriptions(database).pause(channel, "the channel is archived")
    await database.close()
    (found,) = await healthy.found("digests")
    assert (found.severity, found.text) == (Severity.WARNING, "slack/T0/C0: paused, the channel is archived")


async def test_a_database_on_a_network_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(environment_checks, "network_file_system", lambda _path: "nfs")
    *_, found = await environment_checks.check_database(StoreConfig("", tmp_path))
    assert (found.severity, found.text) == (
        Severity.WARNING,
        "it is on a network file system (nfs), where files break",
    )


async def test_each_feed_is_read_and_one_that_fails_hides_no_other(healthy):
    async with Sites() as sites:
        good, page = sites.put("/feed", FEED, "application/rss+xml"), sites.put("/page", "<p>no feed</p>")
        gone = sites.url("/gone")
        found = await healthy.found("feed", feeds=(good, page, gone))
    assert [one.severity for one in found] == [Severity.OK, Severity.FAILED, Severity.FAILED]
    assert found[0].text == f"{good}: 1 post"
    assert all("KUBECON_FEEDS" in one.remedy for one in found[1:])


async def test_a_check_that_stumbles_hides_no_other(healthy, monkeypatch):
    monkeypatch.setattr(checks, "check_database", lambda _config: _stumble())
    found = await healthy.found()
    assert "a check stumbled (ZeroDivisionError)" in [one.text for one in found]
    assert "disk" in [one.subject for one in found]


async def _stumble():
    return 1 // 0


@pytest.mark.parametrize(
    ("setting", "pressed", "text"),
    [
        ("", False, "Keep this current?"),
        ("", True, "each week"),
        ("weekly", False, "each week"),
        ("off", True, "off, as"),
    ],
)
def test_updates_are_offered_while_they_are_off(tmp_path, setting, pressed, text):
    if pressed:
        WeeklyUpdateState(tmp_path).turn(on=True)
    assert environment_checks.check_updates(WeeklyUpdateState(tmp_path, setting)).text.startswith(text)


@pytest.fixture
def command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("RECAPS", "UPDATE", "FEEDS", "DATABASE_URL"):
        monkeypatch.delenv(f"KUBECON_{name}", raising=False)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DISCORD_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KUBECON_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_the_command_says_what_to_do_and_ends_well_where_nothing_failed(command, capsys):
    assert run(["doctor"]) == 0
    said = capsys.readouterr().out
    assert "off      updates: Keep this current?\n         set KUBECON_UPDATE=weekly in .env" in said
    assert said.endswith("nothing to fix\n")
    assert not WeeklyUpdateState(command).is_on()


@pytest.mark.usefixtures("command")
def test_the_command_fails_where_something_does_not_work(capsys, monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert run(["doctor"]) == 1
    assert "FAILED   Slack: SLACK_APP_TOKEN is missing\n" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "is_on"), [("y", True), ("n", False)])
def test_a_person_at_a_terminal_is_asked_whether_to_keep_it_current(command, capsys, monkeypatch, typed, is_on):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("typer.confirm", lambda question: typed == "y" and question == "Keep this current?")
    assert run(["doctor"]) == 0
    assert "Each week, the bot would ask " in capsys.readouterr().out
    assert WeeklyUpdateState(command).is_on() is is_on


@pytest.mark.usefixtures("command")
def test_settings_that_are_wrong_are_all_named(capsys, monkeypatch):
    monkeypatch.setenv("KUBECON_PORT", "harbour")
    monkeypatch.setenv("DISCORD_TOKEN", "otter")
    assert run(["doctor"]) == 2
    said = capsys.readouterr().err
    assert "KUBECON_PORT: harbour is no port" in said
    assert "DISCORD_TOKEN: malformed" in said
