"""Convert the fields of Kubernetes enhancement proposals to the bot's records."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from bot.catalogue.catalogue import Catalogue
from bot.catalogue.topics.name_index import name_key
from bot.model.enhancement import Enhancement

Row = Mapping[str, Any]

_LEVELS = ("alpha", "beta", "stable")
_TOPIC_KINDS = ("feature", "standard", "technique")
_TOPICS = {
    "127": "User namespaces",
    "177": "VolumeSnapshot",
    "555": "Server-side apply",
    "753": "Native sidecar containers",
    "2413": "seccomp",
    "1710": "SELinux",
    "2579": "Pod Security Admission",
    "3488": "Validating Admission Policy",
    "3866": "nftables kube-proxy mode",
    "4671": "Workload API",
    "5710": "Workload-aware scheduling",
    "6089": "Workload-aware scheduling",
}
_NO_TOPIC = frozenset({"85", "3063", "3695"})  # of a template, of a design that was withdrawn, and of a part
_OUT = frozenset({"withdrawn", "rejected", "replaced", "superseded", "removed"})
_TEMPLATES = ("kep template", "cloud provider template")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_VERSION = re.compile(r"v?(1\.\d+)")
_CODES = frozenset({"api", "cli"})
_GATE = re.compile(r"[A-Z]\w{3,}")


def rows_to_enhancements(rows: Iterable[Row], catalogue: Catalogue, today: str) -> list[Enhancement]:
    """Return current proposals by number; stages in versions released after `today` are planned."""
    rows = list(rows)
    out = {version for version, release in catalogue.releases.items() if release.released <= today}
    latest = max(map(_order, out), default=(9, 9))
    found = (_to_enhancement(row, catalogue, latest) for row in rows if _is_proposal(row))
    withdrawn = [row for row in rows if _is_numbered(row) and row.get("status") in _OUT and row.get("alpha")]
    return sorted((_with_earlier(one, withdrawn) for one in found), key=lambda one: int(one.kep))


def enhancements_to_text(enhancements: Iterable[Enhancement]) -> str:
    """Write proposals, one a line."""
    return "".join(f"{_to_line(one)}\n" for one in enhancements)


def _is_proposal(row: Row) -> bool:
    """Return whether a row is a proposal that may still hold, and neither an example nor a template."""
    return _is_numbered(row) and row["path"].startswith("keps/") and row.get("status") not in _OUT


def _is_numbered(row: Row) -> bool:
    return row["kep"].isdecimal() and int(row["kep"]) > 0


def _with_earlier(one: Enhancement, withdrawn: Iterable[Row]) -> Enhancement:
    """Add the withdrawn proposals in which what a topic is about was alpha before: they had the same feature gates."""
    if not (one.topics and one.alpha):
        return one
    same = (row for row in withdrawn if not set(one.gates).isdisjoint(row.get("feature_gates", ())))
    stages = ((row, dict(_stages(row)).get("alpha", "")) for row in same)
    before = [(row["kep"], row["url"], alpha) for row, alpha in stages if alpha and _order(alpha) < _order(one.alpha)]
    return replace(one, earlier=tuple(sorted(before, key=lambda told: _order(told[2]))))


def _to_enhancement(row: Row, catalogue: Catalogue, latest: tuple[int, ...]) -> Enhancement:
    stages = dict(_stages(row))
    is_far = _LEVELS.index(row["stage"]) if row.get("stage") in _LEVELS else len(_LEVELS)
    reached: dict[str, Any] = {
        level: version
        for level, version in stages.items()
        if _order(version) <= latest and _LEVELS.index(level) <= is_far
    }
    return Enhancement(
        kep=row["kep"],
        title=_title(row),
        url=row["url"],
        sig=_sig(row.get("sig", "")),
        planned=tuple((level, version) for level, version in stages.items() if _order(version) > latest),
        gates=tuple(gate for gate in row.get("feature_gates", ()) if _GATE.fullmatch(gate)),
        topics=tuple(_topics(row, catalogue)),
        **reached,
    )


def _stages(row: Row) -> Iterator[tuple[str, str]]:
    for level in _LEVELS:
        if version := _VERSION.fullmatch(str(row.get(level, ""))):
            yield level, version[1]


def _title(row: Row) -> str:
    """Return the title, or the folder's name if the title is still the template's."""
    if row["title"].casefold() not in _TEMPLATES:
        return " ".join(row["title"].replace("`", "").split())
    folder = Path(row["path"]).parent.name.partition("-")[2]
    return folder.replace("-", " ").capitalize()


def _sig(name: str) -> str:
    words = name.removeprefix("sig-").split("-")
    return " ".join(["SIG", *(word.upper() if word in _CODES else word.capitalize() for word in words)]) if name else ""


def _topics(row: Row, catalogue: Catalogue) -> Iterator[str]:
    if row["kep"] in _NO_TOPIC:
        return
    features = [topic for topic in catalogue.topics if topic.kind in _TOPIC_KINDS]
    aliases = {name_key(alias.name): topic.name for topic in features for alias in topic.aliases}
    known = aliases | {name_key(topic.name): topic.name for topic in features}
    names = (row["title"], *(_HUMPS.sub(" ", gate) for gate in row.get("feature_gates", ())))
    found = next((known[key] for name in names for key in (name_key(name), f"{name_key(name)}s") if key in known), "")
    topic = _TOPICS.get(row["kep"], found)
    if topic:
        yield topic


def _order(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _to_line(one: Enhancement) -> str:
    return json.dumps({name: value for name, value in asdict(one).items() if value}, ensure_ascii=False)
