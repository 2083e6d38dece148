"""Update the levels of CNCF projects from the landscape."""

import datetime as dt
import json
import re
from collections.abc import Iterable

from bot.catalogue.data_files import read_sections
from bot.catalogue.load import load_catalogue
from bot.catalogue.topics.name_index import name_key
from bot.catalogue.updated_files import UpdatedFiles
from bot.updates.landscape import read_landscape
from bot.updates.sources import UpdateKind
from bot.updates.topic_levels import Fields, refresh_levels
from bot.updates.update_file import FileUpdate, too_few

NAME = "topics.yaml"
ACCEPTED = frozenset({"text/plain", "text/yaml", "application/yaml", "application/x-yaml"})
_SNAPSHOT = re.compile(r"^# \S+ \([\d-]+\)(?=, by the CNCF landscape contributors)", re.MULTILINE)


def update_projects(address: str, files: UpdatedFiles, day: dt.date) -> FileUpdate:
    """Return the update of the levels from the landscape at an address."""

    def text(content: bytes) -> tuple[str, tuple[str, ...]]:
        return refresh_topics(files, read_landscape(content), "landscape.yml", day)

    return FileUpdate(
        UpdateKind.PROJECTS,
        "CNCF projects",
        NAME,
        address,
        ACCEPTED,
        text,
        lambda updated: load_catalogue(updated.corpus, updated),
    )


def refresh_topics(
    files: UpdatedFiles, projects: list[Fields], version: str, day: dt.date
) -> tuple[str, tuple[str, ...]]:
    """Return topics.yaml with the levels of a landscape of that day, and the changes."""
    path = files.path(NAME)
    sections = read_sections(path)
    known = sum(bool(topic.get("maturity")) for topic in sections["topics"])
    if fault := too_few(len(projects), known, "projects"):
        raise fault
    ambiguous = {name_key(entry["name"]) for entry in sections.get("ambiguous", ())}
    refreshed = refresh_levels(sections["topics"], projects, day.isoformat(), ambiguous)
    head = "".join(line for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#"))
    sections["topics"] = sorted(refreshed.topics, key=lambda topic: (topic["name"].casefold(), topic["name"]))
    head = _SNAPSHOT.sub(f"# {version} ({day})", head)
    return head + "".join(_section(name, entries) for name, entries in sections.items()), refreshed.told


def _section(name: str, entries: Iterable[Fields]) -> str:
    return f"{name}:\n" + "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
