"""Give tests the shipped catalogue, and recaps from a few lines of Markdown."""

from pathlib import Path

import pytest

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.load import load_catalogue
from bot.extraction.outline import make_outline
from bot.extraction.people.person_names import NameClassifier
from bot.recaps.read_recap import read_recap

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(CORPUS)


@pytest.fixture(scope="session")
def judge(catalogue) -> NameClassifier:
    return NameClassifier(catalogue, ["nothing is said here in small letters but this"])


@pytest.fixture
def write(tmp_path):
    """Write a post and read it as a recap."""

    def write_post(text, name="otters-2031.md"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_recap(path)

    return write_post


@pytest.fixture
def outline(write, catalogue):
    """Write a post and return its outline."""
    return lambda text: make_outline(write(text), catalogue)
