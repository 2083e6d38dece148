import json
import subprocess
import sys
from pathlib import Path

import pytest

from adapters import wiring
from adapters.__main__ import run
from bot.model.lookup import Lookup

ROOT = Path(__file__).resolve().parents[2]
RECAP = """---
title: Three days among otters
edition: kubecon-na-2025
date: 2025-11-20
---

## Takeaways

- Otter holts run Kubernetes on solar power since the spring floods of 2025.
- Zürich's otters moved their dams to the Gateway API, and no salmon was lost.
"""


@pytest.fixture
def posts(tmp_path, monkeypatch):
    """Return a folder with one recap; the bot keeps what it makes of it beside that."""
    monkeypatch.setenv("KUBECON_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("KUBECON_RECAPS", raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "posts" / "deep" / "below"
    folder.mkdir(parents=True)
    (folder / "otters.md").write_text(RECAP, encoding="utf-8")
    return tmp_path / "posts"


def kubecon(*arguments):
    return subprocess.run([sys.executable, "-m", "adapters", *arguments], capture_output=True, check=False)


def test_a_folder_of_recaps_answers_a_lookup(posts):
    ran = kubecon("ask", "--recaps", str(posts), "--format", "json", "solar", "holts")
    best = json.loads(ran.stdout)["matches"][0]
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert (best["source"]["recap"], best["source"]["line"], best["event"]) == ("otters", 9, "kubecon-na-2025")
    assert best["date"] == "2025-11-20"


def test_output_is_utf_8_wherever_the_terminal_thinks_it_is(posts, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    ran = kubecon("ask", "--recaps", str(posts), "Zürich")
    assert "Zürich's otters" in ran.stdout.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_error(posts):
    command = [sys.executable, "-m", "adapters", "entries", "--recaps", str(posts)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""


def test_a_file_that_is_no_recap_is_named_and_the_rest_is_read(posts):
    (posts / "torn.md").write_bytes(b"\x00\x01\x02\x00\xff" * 50)
    ran = kubecon("ask", "--recaps", str(posts), "--format", "json", "solar")
    assert json.loads(ran.stdout)["matches"][0]["source"]["recap"] == "otters"
    assert ran.stderr.count(b"\n") == 1
    assert b"torn.md" in ran.stderr
    assert kubecon("check", "--recaps", str(posts)).returncode == 1


def test_a_conversation_can_come_through_a_pipe(posts):
    command = [sys.executable, "-m", "adapters", "chat", "--recaps", str(posts)]
    ran = subprocess.run(command, input=b"solar\nquit\n", capture_output=True, check=False)
    assert ran.returncode == 0
    assert b"Otter holts run Kubernetes on solar power" in ran.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told_in_one_sentence(posts):
    command = [sys.executable, "-m", "adapters", "check", "--recaps", str(posts)]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    assert ran.stderr == b"kubecon: the output: No space left on device\n"


@pytest.mark.usefixtures("posts")
def test_a_wrong_setting_is_told_in_one_sentence(monkeypatch):
    monkeypatch.setenv("KUBECON_RECAPS", "nowhere")
    ran = kubecon("ask", "dra")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.startswith(b"kubecon: KUBECON_RECAPS: nowhere: no such folder")


def test_recaps_of_the_settings_stand_beside_the_shipped_ones(posts, monkeypatch, tmp_path):
    corpus = tmp_path / "corpus"
    shipped = corpus / "recaps"
    shipped.mkdir(parents=True)
    (shipped / "beavers.md").write_text(RECAP.replace("otter", "beaver"), encoding="utf-8")
    for facts in (*wiring.CORPUS.glob("*.*ml"), wiring.CORPUS / "meaning"):
        (corpus / facts.name).symlink_to(facts)
    monkeypatch.setattr(wiring, "CORPUS", corpus)
    monkeypatch.setenv("KUBECON_RECAPS", str(posts))
    assert {entry.source.recap for entry in wiring.open_shipped_engine(None).entries()} == {"beavers", "otters"}
    assert {entry.source.recap for entry in wiring.open_shipped_engine(posts).entries()} == {"otters"}
    assert wiring.open_shipped_engine(None).look_up(Lookup("solar")).matches


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("typed", "code"), [("otter", 0), ("qqzzvv", 3), ("help", 0)])
def test_the_exit_code_says_whether_something_was_found(posts, form, typed, code):
    assert run(["ask", "--recaps", str(posts), "--format", form, typed]) == code


def test_a_batch_ends_well_whatever_its_lookups_find(posts, tmp_path):
    (tmp_path / "lookups.txt").write_text("qqzzvv\n", encoding="utf-8")
    batch = ("--batch", str(tmp_path / "lookups.txt"), "--format", "json")
    assert run(["ask", "--recaps", str(posts), *batch]) == 0


def test_a_command_loads_nothing_that_only_serving_needs():
    needed = {"aiohttp", "bot.extraction.extract", "discord", "icalendar", "slack_bolt", "sqlalchemy"}
    code = f"import sys, adapters.__main__; print({needed} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert told.stdout == "set()\n"
