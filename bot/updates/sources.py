"""Read sources.toml of the corpus, which lists where newer data comes from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.errors import CatalogueError
from bot.importer.urls import host_of

FILE = "sources.toml"


class UpdateKind(StrEnum):
    """List the kinds of data that can be updated, each by itself."""

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

    def hosts(self, kind: UpdateKind) -> tuple[str, ...]:
        """Return the hosts that one kind of data comes from, in alphabetical order."""
        addresses = {
            UpdateKind.TALKS: tuple(self.schedules.values()),
            UpdateKind.PROJECTS: (self.landscape,),
            UpdateKind.KEPS: (self.proposals,),
            UpdateKind.FEEDS: tuple(self.feeds.values()),
        }
        return tuple(sorted(set(map(host_of, addresses[kind]))))


def load_sources(corpus: Path) -> Sources:
    """Read the sources; raise CatalogueError if the file is faulty."""
    path = corpus / FILE
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = Sources(
            sections["schedules"], sections["projects"]["landscape"], sections["keps"]["archive"], sections["feeds"]
        )
        faulty = [kind for kind in UpdateKind if "" in sources.hosts(kind)]
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CatalogueError(f"{path}: cannot be read ({error}); fix or restore it") from error
    if faulty:
        raise CatalogueError(
            f"{path}: section `{faulty[0]}` contains something that is not an address; begin each with https://"
        )
    return sources
