"""Read sources.toml of the corpus, which lists where newer data comes from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import CatalogueError
from bot.importer.urls import host_of

FILE = "sources.toml"


class Subject(StrEnum):
    """List what can be updated."""

    TALKS = "talks"
    PROJECTS = "projects"
    KEPS = "keps"
    FEEDS = "feeds"


@dataclass(frozen=True, slots=True)
class Sources:
    """The address of each schedule by its edition, of the landscape, the archive of proposals, and of feeds."""

    schedules: Mapping[str, str]
    landscape: str
    proposals: str
    feeds: Mapping[str, str]

    def hosts(self, subject: Subject) -> tuple[str, ...]:
        """Return the hosts that are asked for a subject, in alphabetical order."""
        addresses = {
            Subject.TALKS: tuple(self.schedules.values()),
            Subject.PROJECTS: (self.landscape,),
            Subject.KEPS: (self.proposals,),
            Subject.FEEDS: tuple(self.feeds.values()),
        }
        return tuple(sorted(set(map(host_of, addresses[subject]))))


def load_sources(corpus: Path) -> Sources:
    """Read the sources; raise CatalogueError if the file is faulty."""
    path = corpus / FILE
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = Sources(
            sections["schedules"], sections["projects"]["landscape"], sections["keps"]["archive"], sections["feeds"]
        )
        faulty = [subject for subject in Subject if "" in sources.hosts(subject)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CatalogueError(f"{path}: cannot be read ({error}); fix or restore it") from error
    if faulty:
        raise CatalogueError(f"{path}: section `{faulty[0]}` holds what is no address; begin each with https://")
    return sources
