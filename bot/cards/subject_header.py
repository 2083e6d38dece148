"""Build the beginning of an answer that is more than search results: its title, one line that answers, and facts."""

from collections import defaultdict
from collections.abc import Sequence

from bot.answers.project_levels import path_of
from bot.cards.comparison import comparison_actions, comparison_sections
from bot.cards.edition_card import (
    edition_sections,
    edition_subtitle,
    edition_title,
    is_edition_first,
    other_editions_actions,
)
from bot.cards.items import web_address
from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, name_event, shorten
from bot.cards.topic_facts import level_source, topic_source
from bot.model.card import Action, Item, Section, SourceLink
from bot.model.day_text import day_to_text, text_to_day
from bot.model.subject import (
    ComparisonSubject,
    EventSubject,
    PersonSubject,
    ProjectsSubject,
    ReleaseSubject,
    StatusSubject,
    Subject,
)
from bot.model.topic import Topic

_MOST_LINES = 12  # projects with a line each; more are grouped by year
_TITLES_SHOWN = 5


def subject_title(subject: Subject) -> str:
    """Return the title of the card."""
    match subject:
        case EventSubject():
            return edition_title(subject)
        case ComparisonSubject():
            return shorten(" vs ".join(side.name for side in subject.sides), TITLE_LENGTH)
        case StatusSubject():
            return subject.topic.name
        case ProjectsSubject():
            return _projects_title(subject)
        case ReleaseSubject():
            return f"Kubernetes {subject.release.version}"
        case PersonSubject():
            at = f" at {name_event(subject.event)}" if subject.event else ""
            return shorten(f"{subject.name}{at}", TITLE_LENGTH)


def subject_subtitle(subject: Subject) -> str:
    """Return the one line that answers the question, "" if the matches do."""
    match subject:
        case EventSubject():
            return edition_subtitle(subject)
        case StatusSubject():
            return _status_line(subject)
        case ProjectsSubject():
            return "by the CNCF landscape"
        case ReleaseSubject():
            return _release_line(subject)
        case PersonSubject():
            mostly = f"mostly on {', '.join(subject.topics)}" if subject.topics else ""
            return " · ".join(filter(None, (", ".join(subject.companies), mostly)))
        case ComparisonSubject():
            return ""


def subject_sections(subject: Subject | None) -> tuple[Section, ...]:
    """Return what is known about the subject in addition to the matches."""
    match subject:
        case EventSubject():
            return edition_sections(subject)
        case ComparisonSubject():
            return comparison_sections(subject)
        case StatusSubject():
            return (_levels(subject.topic),)
        case ProjectsSubject():
            return _projects(subject)
        case ReleaseSubject():
            return _enhancements(subject)
        case _:
            return ()


def is_subject_first(subject: Subject | None) -> bool:
    """Return whether what is known about the subject comes before the matches."""
    return not isinstance(subject, EventSubject) or is_edition_first(subject)


def subject_actions(subject: Subject | None) -> tuple[Action, ...]:
    """Return the next steps from a subject."""
    match subject:
        case EventSubject():
            return other_editions_actions(subject)
        case ComparisonSubject():
            return comparison_actions(subject)
        case StatusSubject():
            return (look_up_action(subject.topic.name),)
        case _:
            return ()


def day_in_words(day: str) -> str:
    """Write a day given as ISO text as people do, "8 September 2026"; other texts stay."""
    found = text_to_day(day)
    return day_to_text(found) if found else day


def _status_line(subject: StatusSubject) -> str:
    """Say the level of the project, and first that it is asked for by a part of it."""
    told = f"{subject.part} is part of {subject.topic.name}: " if subject.part else ""
    return f"{told}{_level_line(subject)}"


def _level_line(subject: StatusSubject) -> str:
    topic = subject.topic
    reached = dict(path_of(topic))
    now = f"{topic.maturity} since {day_in_words(topic.maturity_since)}" if topic.maturity_since else topic.maturity
    asked = [level for level in subject.levels if level != topic.maturity]
    if asked and asked[0] in reached:
        return f"{asked[0]} on {day_in_words(reached[asked[0]])}, now {now}"
    return f"not {asked[0]}: {now}" if asked else f"CNCF {now}"


def _levels(topic: Topic) -> Section:
    told = ", ".join(f"{level} {day_in_words(day)}" for level, day in path_of(topic))
    return Section("CNCF levels", (Item(told or f"CNCF {topic.maturity}", _topic_source(topic)),))


def _topic_source(topic: Topic) -> SourceLink:
    return SourceLink(level_source(topic).label, web_address(topic.homepage))


def _projects_title(subject: ProjectsSubject) -> str:
    levels = ", ".join(subject.levels)
    when = _when(subject.years)
    return f"CNCF projects: {levels}{when} · {len(subject.reached)}"


def _when(years: Sequence[int]) -> str:
    """Return the years in words, "" if there are none."""
    if not years:
        return ""
    return f" in {years[0]}" if len(years) == 1 else f" from {years[0]} to {years[-1]}"


def _projects(subject: ProjectsSubject) -> tuple[Section, ...]:
    """List each project with its date if they are few, and by year if they are many."""
    if not subject.reached:
        when = _when(subject.years)
        return (Section("Projects", (Item(f"none became {' or '.join(subject.levels)}{when}"),)),)
    if len(subject.reached) <= _MOST_LINES:
        lines = (
            Item(
                f"{one.topic.name} — {one.topic.description} · {one.level} {day_in_words(one.since)}",
                topic_source(one.topic),
            )
            for one in subject.reached
        )
        return (Section("Projects", tuple(lines)),)
    years: defaultdict[str, list[str]] = defaultdict(list)
    for one in subject.reached:
        years[one.since[:4]].append(one.topic.name)
    by_year = (Item(f"{year} ({len(names)}): {', '.join(names)}") for year, names in years.items())
    return (Section("Projects", tuple(by_year)),)


def _release_line(subject: ReleaseSubject) -> str:
    release = subject.release
    is_out = subject.asked_on is None or release.released <= subject.asked_on.isoformat()
    parts = [f"{'released' if is_out else 'planned for'} {day_in_words(release.released)}"]
    if release.name:
        parts.append(f"“{release.name}”")
    if release.end_of_life:
        parts.append(f"end of life {day_in_words(release.end_of_life)}")
    return " · ".join(parts)


def _enhancements(subject: ReleaseSubject) -> tuple[Section, ...]:
    release = subject.release
    stages = (("Stable", release.stable), ("Beta", release.beta), ("Alpha", release.alpha))
    items = tuple(
        Item(f"{stage} ({len(titles)}): {_titles(titles)}", SourceLink("", web_address(release.source)))
        for stage, titles in stages
        if titles
    )
    heading = "Enhancements planned for it" if release.is_plan else "Enhancements"
    return (Section(heading, items),) if items else ()


def _titles(titles: tuple[str, ...]) -> str:
    shown = "; ".join(shorten(title, TITLE_LENGTH) for title in titles[:_TITLES_SHOWN])
    more = len(titles) - _TITLES_SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown
