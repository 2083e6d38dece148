import pytest

from benchmarks.hostile_recaps import HOSTILE, UNREADABLE, has_good, hostile_rows, keep_beside_good
from bot.index.worker_pool import TaskLimits
from bot.ingest import read_file


@pytest.fixture(autouse=True)
def _hurried(monkeypatch):
    monkeypatch.setattr(read_file, "LIMITS", TaskLimits(cpu_seconds=1, seconds=10))


def test_no_hostile_recap_harms_the_good_one_beside_it(tmp_path):
    contents = {f"hostile-{number}.md": content() for number, content in enumerate(HOSTILE.values())}
    kept = keep_beside_good(contents, tmp_path)
    assert has_good(kept), kept.diagnostics
    unread = {diagnostic.path.rpartition("/")[2] for diagnostic in kept.diagnostics if diagnostic.fatal}
    assert {f"hostile-{list(HOSTILE).index(kind)}.md" for kind in UNREADABLE} <= unread


def test_a_row_says_what_came_of_a_recap(monkeypatch):
    for kind in set(HOSTILE) - {"nothing at all"}:
        monkeypatch.delitem(HOSTILE, kind)
    assert [(row[:4], is_good) for row, is_good in hostile_rows()] == [
        (["nothing at all", "0", "the file is empty", "no"], True)
    ]
