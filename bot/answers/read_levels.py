"""Recognize questions about CNCF levels: of one project, or which projects reached a level, and when."""

import re

from bot.answers.find_edition import year_by_calendar
from bot.answers.question import Question
from bot.answers.tagged_words import TaggedWords
from bot.catalogue.catalogue import Catalogue
from bot.model.subject import Intent
from bot.model.topic import Topic

_LEVELS = ("graduated", "incubating", "sandbox", "archived")
_BY_ITSELF = ("graduated", "incubating")  # levels that are words of nothing else
_OF_TODAY = _LEVELS[:3]
_YEAR = re.compile(r"(20[1-3]\d)年?")
_CNCF = "Cloud Native Computing Foundation"
_BESIDE_LEVELS = (
    "filler", "maturity", "next", "last", "wish.newest", "about.date", "conference", "year", "compare", "list",
)  # fmt: skip


def read_status(asked: TaggedWords, catalogue: Catalogue) -> Question | None:
    """Read a question for the CNCF level of one project, or of that which it is part of."""
    if asked.edition:
        return None
    named = [(name, _with_level(name.topics[0], catalogue)) for name in asked.named if name.topics[0].name != _CNCF]
    projects = [(name, project) for name, project in named if project]
    if len(projects) != 1 or not _asks_for_level(asked):
        return None
    name, project = projects[0]
    rest = asked.left("filler", "maturity", "about.date", "next", "last")
    cncf = {p for n in asked.named if n.topics[0].name == _CNCF for p in range(n.start, n.end)}
    if any(place not in cncf and not name.start <= place < name.end for place in rest):
        return None
    names = tuple(dict.fromkeys((project.name, name.topics[0].name)))
    return Question(Intent.STATUS, asked.text, asked.wishes(), names=names, levels=_levels(asked))


def _asks_for_level(asked: TaggedWords) -> bool:
    asks = asked.has("maturity.any", *(f"maturity.{level}" for level in _LEVELS))
    return asks or (asked.has("maturity.joined") and asked.has("maturity.projects"))


def _with_level(topic: Topic, catalogue: Catalogue) -> Topic | None:
    """Return a project with a CNCF level: the topic itself, or what it is part of."""
    whole = catalogue.topic(topic.part_of)
    return topic if topic.maturity else whole if whole and whole.maturity else None


def read_projects(asked: TaggedWords) -> Question | None:
    """Recognize a question about the projects of a CNCF level, maybe of those that reached it in some years."""
    levels = _levels(asked) or _all_levels(asked)
    others = [name for name in asked.named if name.topics[0].name != _CNCF]
    rest = asked.left(*_BESIDE_LEVELS, named=True)
    if others or not levels or any(not _YEAR.fullmatch(asked.words[place]) for place in rest):
        return None
    years = _years(asked)
    is_sure = asked.has("maturity.projects") or years or set(levels) <= set(_BY_ITSELF)
    return Question(Intent.PROJECTS, asked.text, asked.wishes(), levels=levels, years=years) if is_sure else None


def _levels(asked: TaggedWords) -> tuple[str, ...]:
    return tuple(level for level in _LEVELS if asked.has(f"maturity.{level}"))


def _all_levels(asked: TaggedWords) -> tuple[str, ...]:
    """Return the levels of all projects that CNCF has today, if those are asked for: "how many cncf projects".

    How many it had in some year is a fact that recaps state: the levels reached in that year are other projects.
    """
    if asked.has("maturity.count") and _years(asked):
        return ()
    is_cncf = any(name.topics[0].name == _CNCF for name in asked.named) or asked.has("maturity.any")
    is_list = asked.has("maturity.count", "maturity.newly", "list")
    return _OF_TODAY if is_cncf and is_list and asked.has("maturity.projects") else ()


def _years(asked: TaggedWords) -> tuple[int, ...]:
    """Return the years that are meant, in order: those typed, all from the first to the last, or by the calendar."""
    years = [int(found[1]) for word in asked.words if (found := _YEAR.fullmatch(word))]
    by_calendar = year_by_calendar(asked.tags, asked.today)
    if by_calendar is not None:
        years.append(by_calendar)
    if years and asked.has("year.since") and asked.today:
        years.append(asked.today.year)
    return tuple(range(min(years), max(years) + 1)) if years else ()
