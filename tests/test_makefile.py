import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def house(tmp_path) -> Path:
    """Return a folder that is set up, whose kubecon writes down each word it gets."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("uv.lock", "pyproject.toml", ".uv/bin/uv", ".venv/.ready"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    kubecon = tmp_path / ".venv/bin/kubecon"
    kubecon.parent.mkdir()
    kubecon.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\n")
    kubecon.chmod(0o755)
    return tmp_path


def run_make(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # the tests may be run by make themselves, which then speaks of folders
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def make(house: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    version = next(line for line in (house / "Makefile").read_text().splitlines() if line.startswith("UV_VERSION"))
    (house / f".uv/.ready-{version.split()[-1]}").touch()
    (house / ".venv/.ready").touch()
    return run_make(house, *arguments)


@pytest.mark.parametrize("words", ["dra", "gateway api", 'what\'s "new"', "$HOME `id` $(shell id) ; id", "--help"])
def test_a_lookup_reaches_the_bot_as_it_was_typed(house, words):
    assert make(house, "run", f"Q={words}").stdout == f"<ask><--><{words}>"


def test_make_alone_lists_what_there_is(house):
    listed = make(house).stdout
    assert all(f"make {verb} " in listed for verb in ("setup", "run", "chat", "test", "test-fast", "check", "bench"))


@pytest.fixture
def bare_house(house) -> Path:
    """Return a folder where nothing is set up yet."""
    shutil.rmtree(house / ".uv")
    (house / ".venv/.ready").unlink()
    return house


def test_a_missing_python_is_told_in_one_sentence(bare_house):
    told = run_make(bare_house, "setup", "PYTHON=python-of-tomorrow")
    assert told.returncode != 0
    assert told.stderr.splitlines()[0] == "python-of-tomorrow is missing: install Python 3.11 or newer."


def test_a_python_too_old_is_told_in_one_sentence(bare_house):
    old = bare_house / "old-python"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit\nexit 1\n')
    old.chmod(0o755)
    assert run_make(bare_house, "setup", f"PYTHON={old}").stderr.splitlines()[0] == (
        f"{old} is Python 3.9.2, and the bot needs Python 3.11 or newer: try make PYTHON=python3.12."
    )


def test_make_run_alone_starts_the_bot(house):
    assert make(house, "run").stdout == "<serve>"
