"""Update the levels of topics from a newer CNCF landscape."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.catalogue.topics.name_index import name_key

Fields = dict[str, Any]

LEVELS = ("sandbox", "incubating", "graduated", "archived")
DATES = ("accepted", "incubating", "graduated", "archived")
_BEGINS = {"sandbox": "accepted"}
_REFRESHED = ("maturity", "maturity_since", "milestones", "source", "owner")


@dataclass(frozen=True, slots=True)
class RefreshedTopics:
    """The updated topics, and what changed or needs a look, one sentence each."""

    topics: tuple[Fields, ...]
    told: tuple[str, ...]


def refresh_levels(
    topics: Iterable[Fields], projects: Iterable[Fields], date: str, ambiguous: Collection[str]
) -> RefreshedTopics:
    """Return the topics with the levels that a landscape of that date gives, and the projects new in it.

    A project is not known by the `ambiguous` among the other names.
    """
    known = list(topics)
    places = _Places(known, ambiguous)
    found: dict[int, Fields] = {}
    new, told = [], []
    for project in projects:
        place = places.find(project)
        if place is None and name_key(project["name"]) in ambiguous:
            told.append(f"left out: {project['name']}, a name that means several things; add the project by hand")
            continue
        if place is None:
            new.append(_new_topic(project))
            told.append(f"new: {project['name']} ({project['maturity']}); write its description and other names")
            continue
        before = known[place]
        found[place] = _with_level(before, project, date)
        told += _changes(before, found[place], project)
    gone = [topic["name"] for place, topic in enumerate(known) if topic.get("maturity") and place not in found]
    told += [f"gone: {name} is in the landscape no more; look why" for name in gone]
    return RefreshedTopics((*(found.get(place, topic) for place, topic in enumerate(known)), *new), tuple(told))


def project_to_topic(facts: Fields, change: Mapping[str, Any]) -> Fields:
    """Return a CNCF project's line; a change that the snapshot lacks has its own date and source."""
    level: str = facts["maturity"]
    dates = {name: facts[name] for name in DATES if facts.get(name)}
    source = "CNCF landscape"
    if change and not change["in_snapshot"]:
        dates[level], source = change["date"], change["source"]
    return without_blanks(
        name=facts["name"],
        kind=facts["kind"],
        description=facts["description"],
        aliases=facts["aliases"],
        plain_word=facts.get("plain_word"),
        related=facts.get("related"),
        maturity=level,
        maturity_since=dates.get(_BEGINS.get(level, level)),
        milestones=list(dates.items()),
        owner="CNCF",
        homepage=facts["homepage"],
        source=source,
    )


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


def without_blanks(**fields: Any) -> Fields:
    """Return the fields that are not empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
