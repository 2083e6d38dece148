"""Define a release of Kubernetes, and read releases.jsonl of the corpus."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its days as ISO text, and the titles of its enhancements by stage.

    `is_plan` says that the enhancements are those planned before the release.
    """

    version: str
    released: str
    name: str = ""
    end_of_life: str = ""
    is_plan: bool = False
    stable: tuple[str, ...] = ()
    beta: tuple[str, ...] = ()
    alpha: tuple[str, ...] = ()
    source: str = ""


def load_releases(corpus: Path) -> dict[str, Release]:
    """Return the releases by version, oldest first; none if there is no such file."""
    path = corpus / "releases.jsonl"
    if not path.is_file():
        return {}
    releases = (_to_release(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return {release.version: release for release in releases}


def _to_release(fields: dict[str, Any]) -> Release:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }
    return Release(**values)
