import json
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.hostile_input import COLUMNS, HostileOutcome, try_posts
from benchmarks.hostile_posts import hostile_posts
from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue

STRINGS = [
    "",
    "null",
    "`; --\"'",
    "\u202etest\u202c",
    "<script>alert(0)</script>",
    "😍 ﷽",
    "{0}%s%d",
    "[x](y",
    "---",
    "¯\\_(ツ)_/¯",
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(Path(__file__).resolve().parents[2] / "corpus")


@pytest.fixture
def suites(tmp_path: Path) -> Path:
    (tmp_path / "blns.json").write_text(json.dumps(STRINGS))
    (tmp_path / "commonmark.json").write_text(json.dumps([{"markdown": "*a\n"}, {"markdown": "```\nnever closed"}]))
    (tmp_path / "in.yaml").write_text("a: &a [*b\n")
    (tmp_path / "two.js").write_text('export default {"cases": [{"yaml": "- a\\n"}, {"yaml": "? b"}]};\n')
    (tmp_path / "broken.toml").write_text("a = [\n")
    return tmp_path


def test_nothing_hangs_raises_or_is_lost(suites: Path, catalogue: Catalogue) -> None:
    for what, posts in hostile_posts(suites).items():
        outcome = try_posts(islice(posts, 20), catalogue)
        assert outcome.posts > 0, what
        assert outcome.is_good, (what, outcome.bad[0])
        assert len(outcome.cells()) == len(COLUMNS) - 1


def test_a_post_that_goes_wrong_is_told(catalogue: Catalogue) -> None:
    outcome = try_posts(["## Takeaways\n\n- Nothing that is looked for stands here, not even once.\n"], catalogue)
    assert outcome == HostileOutcome(1, slowest=outcome.slowest)  # it holds no such statement for any reader
    outcome = try_posts([next(iter(hostile_posts(None)["front matter changed at random"])), "\x00" * 99], catalogue)
    assert (outcome.posts, outcome.refused) == (2, 1)
