"""Bring the levels of CNCF projects in corpus/topics.yaml up to date from a newer CNCF landscape.

    python -m scripts.refresh_landscape LANDSCAPE COMMIT DATE corpus/

LANDSCAPE is landscape.yml of https://github.com/cncf/landscape at COMMIT, DATE is that commit's day, e.g. 2026-11-30.
Names, aliases and descriptions stay as they are; new projects come with a description to be written. A level announced
after DATE stays. What changed is told, and so is what a person should look at.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.catalogue.jsonl import read_sections
from bot.catalogue.load import load_catalogue
from bot.catalogue.project_levels import Fields, refresh_levels
from bot.catalogue.topics.name_index import name_key
from bot.errors import CatalogueError
from bot.updates.landscape import read_landscape
from bot.updates.schedule_exports import ExportError

_SNAPSHOT = re.compile(r"^# \S+ \([\d-]+\)(?=, by the CNCF landscape contributors)", re.MULTILINE)


def main(landscape: Path, commit: str, date: str, corpus: Path) -> None:
    """Refresh topics.yaml, tell what changed, and fail when a new name leads to two topics."""
    try:
        projects = read_landscape(landscape.read_bytes())
    except (OSError, ExportError) as error:
        raise SystemExit(f"{landscape}: {error}") from error
    path = corpus / "topics.yaml"
    sections = read_sections(path)
    ambiguous = {name_key(entry["name"]) for entry in sections.get("ambiguous", ())}
    refreshed = refresh_levels(sections["topics"], projects, date, ambiguous)
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    head = _SNAPSHOT.sub(f"# {commit} ({date})", head)
    sections["topics"] = sorted(refreshed.topics, key=lambda topic: (topic["name"].casefold(), topic["name"]))
    path.write_text(head + "".join(_section(name, entries) for name, entries in sections.items()), encoding="utf-8")
    for sentence in refreshed.told:
        print(sentence)
    try:
        load_catalogue(corpus)
    except CatalogueError as error:
        raise SystemExit(f"Mend these by hand, then run the tests:\n{error}") from error


def _section(name: str, entries: Iterable[Fields]) -> str:
    return f"{name}:\n" + "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
