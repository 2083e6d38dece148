"""Give tests the other people's posts, where they stand beside the project, and say so where they do not."""

from pathlib import Path

import pytest

from bot.engine import Engine, open_engine

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real posts beside the project, or skip."""
    if not (SHARED / "recaps").is_dir():
        pytest.skip("the folder of real posts (../shared/recaps) is not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def shipped_engine(tmp_path_factory) -> Engine:
    """Return the engine over everything the bot comes with, opened once."""
    corpus = ROOT / "corpus"
    return open_engine([corpus / "recaps"], corpus, tmp_path_factory.mktemp("home"))
