import asyncio
import datetime as dt

import pytest

from adapters.__main__ import run
from bot.app.digest_services import open_digests
from bot.app.store_config import StoreConfig
from bot.delivery.clock import Clock
from tests.delivery.harness import SmallEngine, at_slack
from tests.engine_fixture import open_small_engine


@pytest.fixture
def typed(tmp_path, monkeypatch, capsys):
    """Return what types a command, and gives its exit code and what it wrote."""
    monkeypatch.setenv("KUBECON_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KUBECON_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "index").mkdir()
    engine = open_small_engine(tmp_path / "index")

    def type_it(*words):
        code = run(["digest", *words], lambda _recaps, _progress: engine)
        written = capsys.readouterr()
        return code, written.out + written.err

    return type_it


def test_a_preview_shows_the_countdown_of_its_moment(typed):
    code, written = typed("preview", "--at", "2027-03-01T09:00+01:00", "--topics", "dra")
    assert code == 0
    assert written.startswith("KubeCon EU 2027 in 14 days, Barcelona")
    assert "15–18 March 2027, Barcelona, Spain" in written


def test_a_preview_of_a_day_of_its_own_is_a_weekly_digest(typed):
    assert typed("preview", "--at", "2026-12-02T09:00")[1].startswith("KubeCon digest, 2 December 2026")


def test_without_subscriptions_nothing_is_listed_due_or_run(typed):
    assert typed("list") == (0, "no channel gets digests; type /kubecon digest in one, or digest on the page\n")
    assert typed("due", "--at", "2027-01-01") == (0, "nothing is due\n")
    assert typed("run") == (0, "nothing is due\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("preview", "slack/T1/C1"), "slack/T1/C1: this channel gets no digests; kubecon digest list says which do"),
        (("preview", "nonsense"), "nonsense: this channel gets no digests"),
        (("due", "--at", "tomorrow"), "tomorrow is no moment; write one such as 2027-03-01T09:00+01:00"),
        (("preview", "--at", "0001-01-01"), "0001-01-01 is no moment"),
        (("preview", "--at", "9999-12-31"), "9999-12-31 is no moment"),
    ],
)
def test_what_cannot_be_shown_is_told_in_a_sentence(typed, words, told):
    code, written = typed(*words)
    assert code == 2
    assert told in written


def test_what_is_kept_is_listed_and_previewed(typed, tmp_path):
    async def subscribe():
        now = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
        async with open_digests(SmallEngine(), StoreConfig("", tmp_path / "home"), Clock(lambda: now)) as digests:
            await digests.subscription_service.answer(at_slack(), "U1", "weekly mon 09:00 Europe/Amsterdam topics dra")

    asyncio.run(subscribe())
    channel = "slack/T0HARNESS/C0GENERAL"
    assert typed("list")[1].startswith(
        f"{channel}  next 2026-11-23 09:00 CET\n    A thread on Mondays at 09:00, Europe"
    )
    assert typed("due", "--at", "2026-11-23T09:00+01:00")[1] == f"due   2026-11-23 09:00 CET  {channel}\n"
    assert "on Dynamic Resource Allocation" in typed("preview", channel, "--at", "2026-11-23T09:00+01:00")[1]
