import io

import pytest

from adapters.console.progress_bar import shown_progress
from bot.index.worker_pool import TaskLimits, map_in_workers


class Terminal(io.StringIO):
    """Be standard error of a terminal."""

    def isatty(self):
        return True


@pytest.mark.parametrize(("stream", "is_shown"), [(Terminal, True), (io.StringIO, False)], ids=["terminal", "pipe"])
def test_progress_is_drawn_on_a_terminal_and_silent_in_a_pipe(monkeypatch, stream, is_shown):
    written = stream()
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setenv("TERM", "xterm")
    with shown_progress("Counting otters") as progress:
        progress(3, 8)
    assert ("Counting otters" in written.getvalue()) is is_shown
    assert ("3/8" in written.getvalue()) is is_shown


def test_work_that_is_done_already_shows_nothing(monkeypatch):
    monkeypatch.setattr("sys.stderr", written := Terminal())
    with shown_progress("Counting otters"):
        pass
    assert written.getvalue() == ""


def test_each_file_that_is_read_is_a_step():
    steps = []
    map_in_workers(abs, [-1, -2, -3], TaskLimits(), lambda done, of: steps.append((done, of)))
    assert steps[-1] == (3, 3)
    assert steps == sorted(steps)
