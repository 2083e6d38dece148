"""Read the archive of kubernetes/enhancements: the fields of each proposal, from its kep.yaml."""

import io
import re
import tarfile
from collections.abc import Iterator
from typing import Any

import yaml

from bot.catalogue.data_files import read_yaml
from bot.updates.proposals import Row
from bot.updates.schedule_exports import ExportError

_PAGES = "https://github.com/kubernetes/enhancements/tree/master/"
_PROPOSAL = re.compile(r"[^/]+/(?P<path>keps/[^/]+/[^/]+)/kep\.yaml")
_LARGEST = 200_000  # bytes of a kep.yaml
_MOST_UNPACKED = 1_000_000_000
_MOST_FAULTY = 0.1  # of all proposals
_LEVELS = ("alpha", "beta", "stable")


def read_archive(content: bytes) -> list[Row]:
    """Return the fields of all proposals in a tar.gz; raise ExportError if it is damaged."""
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r|gz") as archive:
            read = [_read(path, text) for path, text in _proposals(archive)]
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise ExportError(f"it is no whole archive of kubernetes/enhancements ({error!r:.200}); try later") from error
    rows = [row for row in read if row is not None]
    if not rows or len(rows) < (1 - _MOST_FAULTY) * len(read):
        raise ExportError(f"{len(rows)} of {len(read)} proposals in it can be read; look at what the site gives")
    return rows


def _proposals(archive: tarfile.TarFile) -> Iterator[tuple[str, bytes]]:
    unpacked = 0
    for member in archive:
        unpacked += member.size
        if unpacked > _MOST_UNPACKED:
            raise ValueError("it unpacks to too much")
        found = _PROPOSAL.fullmatch(member.name)
        if found and member.isfile() and member.size <= _LARGEST and (file := archive.extractfile(member)):
            yield found["path"], file.read()


def _read(path: str, text: bytes) -> Row | None:
    try:
        facts = read_yaml(text)
        return _to_row(path, facts)
    except (ValueError, yaml.YAMLError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _to_row(path: str, facts: dict[str, Any]) -> Row:
    milestones = facts.get("milestone") or {}
    gates = [gate["name"] for gate in facts.get("feature-gates") or () if isinstance(gate, dict)]
    stages = {level: str(milestones.get(level) or "").strip() for level in _LEVELS}
    return {
        "kep": str(facts["kep-number"]),
        "title": str(facts["title"])[:300],
        "sig": str(facts.get("owning-sig") or ""),
        "status": str(facts.get("status") or ""),
        "stage": str(facts.get("stage") or ""),
        "feature_gates": list(map(str, gates)),
        "path": f"{path}/kep.yaml",
        "url": _PAGES + path,
        **{level: version for level, version in stages.items() if version},
    }
