"""Give tests the other people's posts, where they stand beside the project, and say so where they do not."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real posts beside the project, or skip."""
    if not (SHARED / "recaps").is_dir():
        pytest.skip("the folder of real posts (../shared/recaps) is not on this machine")
    return SHARED
