from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture
def corpus(tmp_path):
    """Return a corpus of two editions and one project, to be changed as a test likes."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "editions.yaml").write_text(
        """\
editions:
- {id: kubecon-eu-2031, name: KubeCon Europe 2031, short_name: KubeCon EU 2031, region: eu, city: Oslo, country: Norway,
   timezone: Europe/Oslo, schedule: "https://kccnceu2031.sched.com/"}
- {id: kubecon-na-2025, name: KubeCon North America 2025, short_name: KubeCon NA 2025, region: na, city: Atlanta,
   country: United States, timezone: America/New_York, schedule: "https://kccncna2025.sched.com/"}
""",
        encoding="utf-8",
    )
    (folder / "topics.yaml").write_text("topics: []\n", encoding="utf-8")
    return folder
