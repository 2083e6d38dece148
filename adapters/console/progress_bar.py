"""Show the progress of long work on a terminal; write nothing into a pipe or a file."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bot.model.progress import Progress, no_progress


@contextmanager
def shown_progress(sentence: str) -> Iterator[Progress]:
    """Yield a function that is called with the progress of some work; it draws a bar from the first step on."""
    with ExitStack() as stack:
        yield _Bar(sentence, stack).show if sys.stderr.isatty() else no_progress


class _Bar:
    """A progress bar that starts no thread, because a process with threads cannot be forked safely."""

    def __init__(self, sentence: str, stack: ExitStack) -> None:
        self._sentence = sentence
        self._stack = stack
        self._update: Progress | None = None

    def show(self, done: int, of: int) -> None:
        self._update = self._update or self._start()
        self._update(done, of)

    def _start(self) -> Progress:
        # rich takes a tenth of a second to load, which work that is done already need not wait for
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as Bars  # noqa: PLC0415

        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        bars = Bars(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
        task = self._stack.enter_context(bars).add_task(self._sentence, total=None)
        return lambda done, of: bars.update(task, completed=done, total=of, refresh=True)
