import asyncio
import datetime as dt
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters import wiring
from adapters.__main__ import run
from emulators.sites import Sites
from emulators.sources import archive, is_loopback, landscape, proposal, session, sessionize, write_sources

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@contextmanager
def sites_aside():
    """Serve sites in a thread of their own: the command has an event loop itself."""
    loop, sites = asyncio.new_event_loop(), Sites()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(sites.__aenter__(), loop).result()
    try:
        yield sites
    finally:
        asyncio.run_coroutine_threadsafe(sites.__aexit__(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """Let the command stand on a corpus of its own, with few talks and no recaps, and on a home that is empty."""
    folder = tmp_path / "corpus"
    shutil.copytree(CORPUS, folder, ignore=shutil.ignore_patterns("talks", "recaps", "notes"))
    (folder / "talks").mkdir()
    (folder / "recaps").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wiring, "CORPUS", folder)
    for name in ("KUBECON_HOME", "KUBECON_RECAPS", "KUBECON_UPDATE"):
        monkeypatch.delenv(name, raising=False)
    return folder


def test_what_was_updated_is_told_and_answered_from(corpus, capsys):
    with sites_aside() as sites:
        write_sources(corpus, sites, kubecon_eu_2027="/api/schedule")
        otters = session(11, "Teaching otters Zorbing", startsAt="2027-03-16T09:30:00")
        sites.put("/api/schedule", sessionize(otters), "application/json")
        assert run(["update", "--what", "talks"], reach=is_loopback) == 0
    assert capsys.readouterr().out == "schedule of KubeCon EU 2027: updated\n  new: Teaching otters Zorbing\n"
    assert run(["ask", "zorbing"]) == 0
    assert "Teaching otters Zorbing" in capsys.readouterr().out
    assert run(["ask", "about"]) == 0
    assert "schedule of KubeCon EU 2027 as of" in " ".join(capsys.readouterr().out.split())


def test_a_source_that_fails_is_told_and_the_others_are_updated(corpus, capsys):
    with sites_aside() as sites:
        write_sources(corpus, sites)
        sites.put("/landscape.yml", landscape(Beaver=("sandbox", {})), "text/plain")
        many = [proposal(number, f"Otter {number}", alpha="v1.20") for number in range(1, 700)]
        sites.put("/enhancements.tar.gz", archive(*many), "application/x-gzip")
        assert run(["update", "--what", "projects", "--what", "keps"], reach=is_loopback) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "CNCF projects: failed"
    assert lines[1].startswith("  it holds 1 projects where")
    assert lines[2] == "Kubernetes proposals: updated"
    assert lines[-1].startswith("  and ")


def test_an_unknown_subject_is_refused(capsys):
    assert run(["update", "--what", "otters"]) == 2
    assert "otters cannot be updated; write one of talks, projects, keps, feeds" in capsys.readouterr().err


def test_addresses_of_a_network_of_ones_own_are_not_asked(corpus, capsys):
    with sites_aside() as sites:
        write_sources(corpus, sites)
        assert run(["update", "--what", "projects"]) == 1
        assert sites.asked == []
    assert "is no public address" in capsys.readouterr().out


def test_the_digest_of_the_day_after_a_change_tells_it(corpus, capsys):
    with sites_aside() as sites:
        write_sources(corpus, sites, kubecon_eu_2027="/api/schedule")
        for start in ("2027-03-16T09:30:00", "2027-03-17T11:00:00"):
            sites.put("/api/schedule", sessionize(session(11, "Teaching otters", startsAt=start)), "application/json")
            assert run(["update", "--what", "talks"], reach=is_loopback) == 0
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)  # noqa: TID251 - the command has a clock
    capsys.readouterr()
    assert run(["digest", "preview", "--at", tomorrow.isoformat(timespec="minutes")]) == 0
    assert "“Teaching otters” moved to 17 March, 11:00, Hall 3" in " ".join(capsys.readouterr().out.split())
