"""Find out how recent each kind of data is: levels of projects, proposals and schedules."""

import datetime as dt
import re
from collections.abc import Iterator

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.updated_files import UpdatedFiles

_SHIPPED = re.compile(r"^#.*\((\d{4}-\d\d-\d\d)\), by the CNCF landscape", re.MULTILINE)
_HEAD_LENGTH = 2_000
_NAMES = {"topics.yaml": "projects", "keps.jsonl": "Kubernetes proposals"}


def days_of_knowledge(updated: UpdatedFiles, catalogue: Catalogue) -> tuple[tuple[str, dt.date], ...]:
    """Return each kind of data with its date: first project levels, then all data updated since it was shipped."""
    return tuple(_days(updated, catalogue))


def _days(updated: UpdatedFiles, catalogue: Catalogue) -> Iterator[tuple[str, dt.date]]:
    as_of = updated.as_of()
    if "topics.yaml" not in as_of and (day := _shipped_day(updated)):
        yield "projects", day
    for name, day in sorted(as_of.items(), key=lambda one: (one[0] != "topics.yaml", one[0])):
        edition = catalogue.edition(name.removeprefix("talks/").removesuffix(".yaml"))
        yield _NAMES.get(name) or f"schedule of {edition.short_name if edition else name}", day


def _shipped_day(updated: UpdatedFiles) -> dt.date | None:
    try:
        with updated.path("topics.yaml").open(encoding="utf-8") as file:
            found = _SHIPPED.search(file.read(_HEAD_LENGTH))
        return dt.date.fromisoformat(found[1]) if found else None
    except (OSError, ValueError):
        return None
