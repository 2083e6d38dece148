"""Read gathered statements, without those that may not be told: unsure ones, and unchecked ones that claim much."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Statement = Mapping[str, Any]

_STRONG = re.compile(
    r"\d|%|\b(?:first|only|all|every|never|always|none|no one|must|largest|biggest|best|worst|most|fastest|guarantee\w*"
    r"|impossible|double|triple|half|cannot)\b",
    re.IGNORECASE,
)
_OF_YOUTUBE = re.compile(r"youtu\.?be")


def read_statements(facts: Path) -> Iterator[Statement]:
    """Yield the statements of FACTS/statements/*.jsonl that may be told."""
    for path in sorted((facts / "statements").glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield from filter(may_be_told, map(json.loads, lines))


def may_be_told(statement: Statement) -> bool:
    """Say whether a statement is sure enough: checked, sure by itself, or claiming nothing strong."""
    if statement["confidence"] == "low":
        return False
    doubtful = statement["confidence"] == "medium" and not statement["checked"]
    return not (doubtful and _STRONG.search(statement["fact"]))


def is_recorded(statement: Statement) -> bool:
    """Say whether a statement was made in a talk that can be watched."""
    return bool(_OF_YOUTUBE.search(statement["source"]["url"]))
