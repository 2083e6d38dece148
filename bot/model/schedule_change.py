"""Define changes in the schedule of an upcoming KubeCon, and store them between updates."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "changes.jsonl"
_MOST = 2_000  # the newest are kept


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """One change of a session: `text` describes it, `on` is the ISO day on which it was seen."""

    event: str
    on: str
    title: str
    text: str
    url: str = ""


def load_changes(path: Path) -> tuple[ScheduleChange, ...]:
    """Return the changes in a file, oldest first; none if it is missing or damaged."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return tuple(ScheduleChange(**json.loads(line)) for line in lines)
    except (OSError, ValueError, TypeError):
        return ()


def changes_to_text(changes: Iterable[ScheduleChange]) -> str:
    """Write changes, one a line, without the oldest of very many."""
    kept = list(dict.fromkeys(changes))[-_MOST:]
    return "".join(f"{json.dumps(asdict(change), ensure_ascii=False)}\n" for change in kept)
