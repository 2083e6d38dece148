import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import FAST_IN_THEM, SLOW_FILES, SLOW_FOLDERS

ROOT = Path(__file__).resolve().parent.parent
CODE = [
    path for folder in ("bot", "adapters", "tests", "benchmarks", "scripts") for path in (ROOT / folder).rglob("*.py")
]
BANNED = {"utils.py", "util.py", "helpers.py", "common.py", "constants.py", "misc.py", "manager.py"}
# a person's or a machine's own folder, but not a part of a web address
OWN_FOLDER = re.compile(rb"(?<![\w./-])/(?:home|Users|root|work)/\w")


@pytest.fixture
def tracked() -> list[Path]:
    """Return the files that a clone holds, or skip where this is none."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listed.returncode:
        pytest.skip(f"git cannot say which files belong to the project: {listed.stderr.strip()}")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_a_file_holds_one_idea_and_so_stays_short():
    assert [path for path in CODE if path.read_bytes().count(b"\n") > 300] == []


def test_a_file_is_named_after_what_is_in_it():
    assert [path for path in CODE if path.name in BANNED] == []


def test_a_package_is_described_by_one_sentence_and_has_no_code():
    openings = [path for path in CODE if path.name == "__init__.py"]
    bodies = [ast.parse(path.read_text(encoding="utf-8")) for path in openings]
    assert openings
    assert [
        path for path, body in zip(openings, bodies, strict=True) if len(body.body) != 1 or not ast.get_docstring(body)
    ] == []


def test_no_file_names_a_folder_of_somebodys_machine(tracked):
    assert ROOT / "Makefile" in tracked
    assert [path for path in tracked if path.is_file() and OWN_FOLDER.search(path.read_bytes())] == []


def test_what_is_said_of_slow_tests_is_said_of_tests_that_there_are():
    stems = {path.stem for path in CODE if path.is_relative_to(ROOT / "tests")}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert (FAST_IN_THEM | SLOW_FILES) - stems == set()
    assert SLOW_FOLDERS - folders == set()
