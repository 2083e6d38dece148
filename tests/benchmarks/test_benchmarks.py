import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import speed
from benchmarks.contenders import CONTENDERS, CORPUS
from benchmarks.lookups import Gold
from benchmarks.measuring import in_own_process
from benchmarks.synthetic import make_entries
from benchmarks.typed import Typist
from bot.catalogue.load import load_catalogue

ROOT = Path(__file__).resolve().parents[2]


def run(script, *arguments):
    command = [sys.executable, ROOT / "benchmarks" / script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_speed_is_told_for_the_bot_its_rivals_and_each_step_of_reading(monkeypatch, capsys):
    sizes = ("--sizes", "300", "--seconds", "0.1", "--markdown", "0.05", "--parts", "lookups,reading")
    monkeypatch.setattr(sys, "argv", ["speed.py", *sizes])
    monkeypatch.setattr(speed, "in_own_process", lambda function, *given: function(*given))  # a dozen take long
    speed.main()
    starts = [line.split("|")[1].strip() for line in capsys.readouterr().out.splitlines() if line.startswith("|")]
    assert {"this bot", "SQLite FTS5", "bm25s", "rapidfuzz", "read the files", "again, one file changed"} <= set(starts)


def test_speed_can_be_asked_for_as_a_script():
    assert "how many entries" in run("speed.py", "--help")


def test_each_figure_is_taken_in_a_process_of_its_own():
    assert in_own_process(os.getpid) != os.getpid()


def test_quality_is_told_for_each_kind_of_lookup(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        '{"words": "karmada", "kind": "topic", "expects": ["Otter", "dam|lodge"]}\n'
        '{"words": "sourdough bread", "kind": "absent", "expects": []}\n'
    )
    (tmp_path / "otters.md").write_text("# Otters at KubeCon EU 2025\n\n- Otter Inc. runs each dam with Karmada.\n")
    printed = run("lookups.py", "--gold", str(gold), "--recaps", str(tmp_path))
    assert "| topic (1)" in printed
    assert "| all (2)    | 100% / 100% / 1.00 |" in printed


def test_the_same_entries_and_lookups_are_invented_every_time():
    catalogue = load_catalogue(CORPUS)
    one, other = (list(make_entries(50, catalogue)) for _ in range(2))
    assert one == other
    assert Typist(one, catalogue).lookups(3) == Typist(other, catalogue).lookups(3)


@pytest.mark.parametrize(
    ("expects", "texts", "place"),
    [
        (("otter", "dam|lodge"), ["An Otter.", "The Otter's LODGE."], 2),
        (("otter",), ["A beaver."], 0),
        ((), [], 1),
        ((), ["An otter."], 0),
    ],
)
def test_the_right_text_counts_by_its_place(expects, texts, place):
    assert Gold("otters", "topic", expects).place_in(texts) == place


def test_every_contender_finds_an_entry_by_its_own_words(tmp_path):
    entries = list(make_entries(40, load_catalogue(CORPUS)))
    for contender in CONTENDERS:
        folder = tmp_path / contender.name
        folder.mkdir()
        contender.build(entries, folder)
        assert entries[3].text in contender.open(folder)(entries[3].text)[0]


def test_the_gold_lookups_name_their_kind_and_what_they_expect():
    gold = [Gold(**json.loads(line)) for line in (ROOT / "benchmarks" / "gold.jsonl").read_text().splitlines()]
    assert all(bool(one.expects) is (one.kind != "absent") for one in gold)
