"""Define a Kubernetes enhancement proposal (KEP), and read keps.jsonl of the corpus."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

FILE = "keps.jsonl"
_LEVELS = ("stable", "beta", "alpha")


@dataclass(frozen=True, slots=True)
class Enhancement:
    """One proposal: the versions of Kubernetes in which it reached a stage, and planned ones.

    `planned` gives a stage and a version each. `gates` are its feature gates, `topics` the topics of the catalogue
    whose stages these are. `earlier` gives the number, address and alpha version of each withdrawn proposal of the same
    feature gates.
    """

    kep: str
    title: str
    url: str
    sig: str = ""
    alpha: str = ""
    beta: str = ""
    stable: str = ""
    planned: tuple[tuple[str, str], ...] = ()
    gates: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    earlier: tuple[tuple[str, str, str], ...] = ()

    @property
    def stages(self) -> str:
        """Return its stages: "stable since Kubernetes 1.33, beta 1.29, alpha 1.28"."""
        reached = [(level, getattr(self, level)) for level in _LEVELS if getattr(self, level)]
        first, *others = [f"{level} {version}" for level, version in reached] or [""]
        since = first.replace(" ", " since Kubernetes ", 1)
        planned = [f"{level} planned for {version}" for level, version in self.planned]
        return ", ".join(part for part in (since, *others, *planned) if part)

    @property
    def gate_words(self) -> str:
        """Name its feature gates: "feature gate SidecarContainers"."""
        return f"feature gate{'s' if len(self.gates) > 1 else ''} {', '.join(self.gates)}" if self.gates else ""


def read_enhancements(path: Path) -> Iterator[tuple[int, Enhancement]]:
    """Yield each proposal with its line; raise ValueError with the line of an invalid one."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield number, _to_enhancement(json.loads(line))
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number} is no proposal ({error})") from error


def load_enhancements(path: Path) -> dict[str, tuple[Enhancement, ...]]:
    """Return the proposals in a file by topic; none if there is no such file."""
    found: dict[str, tuple[Enhancement, ...]] = {}
    for _, one in read_enhancements(path) if path.is_file() else ():
        for topic in one.topics:
            found[topic] = (*found.get(topic, ()), one)
    return found


def _to_enhancement(given: dict[str, Any]) -> Enhancement:
    """Make a proposal from the fields of a line, which are texts or lists of texts."""
    lists: dict[str, Any] = {name: tuple(given.get(name, ())) for name in ("gates", "topics")}
    lists["planned"] = tuple((str(level), str(version)) for level, version in given.get("planned", ()))
    lists["earlier"] = tuple((str(kep), str(url), str(alpha)) for kep, url, alpha in given.get("earlier", ()))
    texts = {name: value for name, value in given.items() if name not in lists}
    if wrong := [name for name, value in texts.items() if not isinstance(value, str)]:
        raise ValueError(f"`{wrong[0]}` is no text")
    if unknown := texts.keys() - {field.name for field in fields(Enhancement)}:
        raise ValueError(f"`{min(unknown)}` is not known here")
    return Enhancement(**texts, **lists)
