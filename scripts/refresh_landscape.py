"""Bring the levels of CNCF projects in corpus/topics.yaml up to date from a newer CNCF landscape.

    python -m scripts.refresh_landscape LANDSCAPE COMMIT DATE corpus/

LANDSCAPE is landscape.yml of https://github.com/cncf/landscape at COMMIT, DATE is that commit's day, e.g. 2026-11-30.
Names, aliases and descriptions stay as they are; new projects come with a description to be written. A level announced
after DATE stays. What changed is told, and so is what a person should look at.
"""

import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.catalogue.jsonl import read_sections
from bot.catalogue.load import load_catalogue
from bot.catalogue.topics.name_index import name_key
from bot.errors import CatalogueError
from scripts.build_catalogue import project_to_topic

Fields = dict[str, Any]

_LEVELS = ("sandbox", "incubating", "graduated", "archived")
_DATES = ("accepted", "incubating", "graduated", "archived")
_REFRESHED = ("maturity", "maturity_since", "milestones", "source", "owner")
_SNAPSHOT = re.compile(r"^# \S+ \([\d-]+\)(?=, by the CNCF landscape contributors)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """Hold the topics after a refresh, and what changed or wants a look, a sentence each."""

    topics: tuple[Fields, ...]
    told: tuple[str, ...]


def main(landscape: Path, commit: str, date: str, corpus: Path) -> None:
    """Refresh topics.yaml, tell what changed, and fail when a new name leads to two topics."""
    try:
        content = yaml.load(landscape.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        projects = list(read_projects(content))
    except (OSError, yaml.YAMLError, LookupError, TypeError, AttributeError) as error:
        raise SystemExit(f"{landscape}: it is no landscape.yml of the CNCF ({error!r}); download it again") from error
    path = corpus / "topics.yaml"
    sections = read_sections(path)
    ambiguous = {name_key(entry["name"]) for entry in sections.get("ambiguous", ())}
    refreshed = refresh(sections["topics"], projects, date, ambiguous)
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


def read_projects(landscape: Mapping[str, Any]) -> Iterator[Fields]:
    """Yield the CNCF projects of a landscape, each once: name, homepage, level and dates."""
    seen = set()
    for category in landscape["landscape"]:
        for item in (item for part in category["subcategories"] for item in part["items"]):
            if item.get("project") in _LEVELS and item["name"] not in seen:
                seen.add(item["name"])
                extra = item.get("extra") or {}
                dates = {name: str(extra[name]) for name in _DATES if extra.get(name)}
                yield {"name": item["name"], "homepage": item["homepage_url"], "maturity": item["project"], **dates}


def refresh(topics: Iterable[Fields], projects: Iterable[Fields], date: str, ambiguous: Collection[str]) -> Refreshed:
    """Return the topics with the levels that a landscape of that date gives, and the projects new in it.

    A project is not known by the `ambiguous` among the other names.
    """
    known = list(topics)
    places = _Places(known, ambiguous)
    found: dict[int, Fields] = {}
    new, told = [], []
    for project in projects:
        place = places.find(project)
        if place is None:
            new.append(_new_topic(project))
            told.append(f"new: {project['name']} ({project['maturity']}); write its description and other names")
            continue
        before = known[place]
        found[place] = _with_level(before, project, date)
        told += _changes(before, found[place], project)
    gone = [topic["name"] for place, topic in enumerate(known) if topic.get("maturity") and place not in found]
    told += [f"gone: {name} is in the landscape no more; look why" for name in gone]
    return Refreshed((*(found.get(place, topic) for place, topic in enumerate(known)), *new), tuple(told))


class _Places:
    """Find a project among the topics, by name, other name or site."""

    def __init__(self, topics: Iterable[Fields], ambiguous: Collection[str]) -> None:
        self._by_name: dict[str, int] = {}
        self._by_alias: dict[str, int] = {}
        self._by_site: dict[str, int] = {}
        for place, topic in enumerate(topics):
            self._by_name[name_key(topic["name"])] = place
            keys = (name_key(alias["name"]) for alias in topic.get("aliases", ()))
            self._by_alias |= {key: place for key in keys if key not in ambiguous}
            if topic.get("maturity"):
                self._by_site[_site(topic.get("homepage", ""))] = place

    def find(self, project: Fields) -> int | None:
        """Return the topic's number, or None."""
        key = name_key(project["name"])
        for places, wanted in (
            (self._by_name, key),
            (self._by_alias, key),
            (self._by_site, _site(project["homepage"])),
        ):
            if wanted in places:
                return places[wanted]
        return None


def _site(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _new_topic(project: Fields) -> Fields:
    described = {"kind": "project", "description": f"CNCF {project['maturity']} project", "aliases": []}
    return project_to_topic({**project, **described}, {})


def _with_level(topic: Fields, project: Fields, date: str) -> Fields:
    """Return a topic with the level and dates of the landscape, unless its own level is newer than that."""
    if topic.get("maturity", "") != project["maturity"] and topic.get("maturity_since", "") > date:
        return topic
    refreshed = project_to_topic({**topic, **project, "name": topic["name"], "aliases": topic.get("aliases", [])}, {})
    return {**topic, **{name: refreshed[name] for name in _REFRESHED if name in refreshed}}


def _changes(before: Fields, after: Fields, project: Fields) -> Iterator[str]:
    name, level, since = before["name"], after["maturity"], after.get("maturity_since", "no date")
    if before.get("maturity") != level:
        yield f"{level}: {name} since {since}, before {before.get('maturity', 'no CNCF project')}"
    elif level != project["maturity"]:
        yield f"newer: {name} is {level} since {since}, the landscape still says {project['maturity']}"
    if name_key(name) != name_key(project["name"]):
        yield f"renamed: {name} is {project['name']} in the landscape; add the new name to its aliases, or rename it"


def _section(name: str, entries: Iterable[Fields]) -> str:
    return f"{name}:\n" + "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4]))
