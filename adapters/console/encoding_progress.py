"""Get ready to compare many lookups with entries by meaning, showing on a terminal how far that is."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import Progress

from bot.app.knowledge import Knowledge


def prepare_meaning(engine: Knowledge, lookups: Sequence[str]) -> None:
    """Encode the entries that were not encoded before, if the lookups may need it; silent unless on a terminal."""
    screen = Console(stderr=True)
    with Progress(console=screen, transient=True, disable=not screen.is_terminal) as shown:
        task = shown.add_task("Encoding what the recaps say", total=None)
        engine.prepare_meaning(lookups, lambda done, of: shown.update(task, completed=done, total=of))
