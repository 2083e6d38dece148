"""Look up the levels of CNCF projects: of one project, or which projects reached one, and when."""

import datetime as dt
from collections.abc import Iterable, Iterator

from bot.answers.question import Question
from bot.model.subject import ProjectsSubject, ReachedLevel, StatusSubject
from bot.model.topic import Topic

_ACCEPTED, _SANDBOX = "accepted", "sandbox"
_NEWLY, _JOINED = "maturity.newly", "maturity.joined"


def status_of(topic: Topic, levels: tuple[str, ...], part: str = "") -> StatusSubject:
    """Return the answer about one project's level, or about that of which a `part` was named."""
    return StatusSubject(topic, levels, part)


def path_of(topic: Topic) -> tuple[tuple[str, str], ...]:
    """Return the levels that a project reached with their dates, including the one it started at."""
    days = dict(topic.milestones)
    is_skipped = days.get(_ACCEPTED) in {day for level, day in topic.milestones if level != _ACCEPTED}
    return tuple(
        (_SANDBOX if level == _ACCEPTED else level, day)
        for level, day in topic.milestones
        if not (level == _ACCEPTED and is_skipped)
    )


def those_that_reached(topics: Iterable[Topic], question: Question, today: dt.date | None) -> ProjectsSubject:
    """Return the projects that reached a level in some years, or that have it now if no year is given."""
    years = question.years
    if not years and today and question.wants(_NEWLY):
        years = (today.year,)
    reached = [one for topic in topics for one in _reached(topic, question.levels, years)]
    newest = sorted(reached, key=lambda one: (one.since, one.topic.name.casefold()), reverse=True)
    return ProjectsSubject(question.levels, years, tuple(newest))


def _reached(topic: Topic, levels: tuple[str, ...], years: tuple[int, ...]) -> Iterator[ReachedLevel]:
    for level, day in path_of(topic):
        if level in levels and (int(day[:4]) in years if years else topic.maturity == level):
            yield ReachedLevel(topic, level, day)
