"""Define what a lookup is about: its intent, and what is known in addition to the matches."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.model.edition import Edition
from bot.model.entry import Entry
from bot.model.release import Release
from bot.model.topic import Topic
from bot.model.topic_summary import TopicSummary


class Intent(StrEnum):
    """List what people may want; SEARCH is everything that fits no other intent."""

    SEARCH = "search"
    EVENT = "event"
    COMPARE = "compare"
    STATUS = "status"
    PROJECTS = "projects"
    RELEASE = "release"
    PERSON = "person"
    COMPANY = "company"
    HELP = "help"
    THANKS = "thanks"
    OFF_TOPIC = "off topic"


@dataclass(frozen=True, slots=True)
class EventSubject:
    """A KubeCon: what is asked about it (tags of phrases), and other editions that the words may mean.

    `recaps` counts those written since it began. `topics` are those of most talks, with the number of `talks` on each;
    where few talks are known, `talks` is 0 and they are the most named ones with their mentions. `asked_on` is the day
    of asking, None if it is not known.
    """

    edition: Edition
    wishes: frozenset[str] = frozenset()
    others: tuple[Edition, ...] = ()
    recaps: int = 0
    topics: tuple[tuple[str, int], ...] = ()
    talks: int = 0
    asked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One side of a comparison; `summary` is None if it is not a topic, `newest` is its newest statement."""

    name: str
    summary: TopicSummary | None = None
    newest: Entry | None = None
    is_found: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonSubject:
    """The sides of a comparison."""

    sides: tuple[ComparedSide, ...]


@dataclass(frozen=True, slots=True)
class StatusSubject:
    """A project whose CNCF level is asked for, maybe by a `part` of it, and the levels that the words name."""

    topic: Topic
    levels: tuple[str, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class ReachedLevel:
    """When a project reached a level, as ISO text."""

    topic: Topic
    level: str
    since: str


@dataclass(frozen=True, slots=True)
class ProjectsSubject:
    """The projects that reached a level in one of `years`, newest first, or that have it now if there are none."""

    levels: tuple[str, ...]
    years: tuple[int, ...]
    reached: tuple[ReachedLevel, ...]


@dataclass(frozen=True, slots=True)
class ReleaseSubject:
    """A release of Kubernetes."""

    release: Release
    asked_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PersonSubject:
    """A person, with the companies they spoke for, or a company; `event` is the KubeCon asked for, or "".

    `topics` are those that they speak of most.
    """

    name: str
    companies: tuple[str, ...] = ()
    is_company: bool = False
    event: str = ""
    topics: tuple[str, ...] = ()


Subject = EventSubject | ComparisonSubject | StatusSubject | ProjectsSubject | ReleaseSubject | PersonSubject
