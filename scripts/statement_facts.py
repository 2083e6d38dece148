"""Read gathered statements, without those that may not be told: unsure ones, and unchecked ones that claim much."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.catalogue.data_files import read_facts

Statement = Mapping[str, Any]

_STRONG = re.compile(
    r"\d|%|\b(?:first|only|all|every|never|always|none|no one|must|largest|biggest|best|worst|most|fastest|guarantee\w*"
    r"|impossible|double|triple|half|cannot)\b",
    re.IGNORECASE,
)
_OF_TALK = re.compile(r"youtu\.?be|\.sched\.com/event/|\.sessionize\.com/session/")


def read_statements(facts: Path) -> Iterator[Statement]:
    """Yield the statements of FACTS/statements/*.jsonl that may be told."""
    for path in sorted((facts / "statements").glob("*.jsonl")):
        for fact in read_facts(path):
            statement = {**fact, "file": path.stem}
            if may_be_told(statement) and statement["source"]["url"].startswith("http"):
                yield statement


def may_be_told(statement: Statement) -> bool:
    """Return whether a statement is sure enough: checked, sure by itself, or claiming nothing strong."""
    if statement["confidence"] == "low":
        return False
    doubtful = statement["confidence"] == "medium" and not statement["checked"]
    return not (doubtful and _STRONG.search(statement["fact"]))


def is_of_talk(statement: Statement) -> bool:
    """Return whether a statement is of one talk: from its recording, or from its page in a schedule."""
    return bool(_OF_TALK.search(statement["source"]["url"]))
