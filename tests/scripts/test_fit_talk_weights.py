"""Test that weights are fitted from posts whose talks are known, and say how well they do."""

import tomllib
from pathlib import Path

import pytest

from bot.catalogue.load import load_catalogue
from bot.recaps.read_recap import text_to_recap
from scripts import fit_talk_weights as fitting

POST = """# KubeCon notes

## Taming the Queue - Ada Otter, Acme

Otters queue.

## Sleeping All Winter - Bert Newt, Acme

Newts sleep.
"""
TITLES = ["Taming the Queue", "Sleeping All Winter"]


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(fitting.ROOT / "corpus")


@pytest.fixture(scope="module")
def examples(catalogue):
    posts = (post for folder in fitting.LAYOUTS for post in fitting.read_layouts(folder))
    return [one for post in posts for one in fitting.learn_from(*post, catalogue)]


def test_a_post_loses_its_speakers_and_keeps_its_titles(catalogue):
    bare = fitting.without_proofs(text_to_recap(POST, Path("otters.md")), catalogue)
    assert [block.text for block in bare.blocks if block.level == 2] == TITLES


def test_what_is_fitted_tells_talks_from_other_titles(examples):
    for table in fitting.FEATURES:
        precision, recall = fitting.cross_validate([one for one in examples if one.table == table])
        assert min(precision, recall) > 0.5


def test_the_weights_are_written_for_every_feature(examples):
    written = fitting.write_weights(examples)
    assert {name: {*table} for name, table in tomllib.loads(written).items()} == {
        name: {"bias", *features} for name, features in fitting.FEATURES.items()
    }
    assert "precision" in written


def test_without_gold_it_says_what_to_name(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("sys.argv", ["fit", "--gold", str(tmp_path / "none")])
    assert fitting.main() == 1
    assert "--gold" in capsys.readouterr().err
