"""Show compared things with the same facts of each, side by side."""

from collections.abc import Callable

from bot.cards.items import match_to_item
from bot.cards.notices import look_up_action
from bot.cards.topic_facts import levels_of, most_of, stages_of, topic_source, trend_of
from bot.model.card import Action, Item, Section, SourceLink
from bot.model.lookup import Match
from bot.model.subject import ComparedSide, ComparisonSubject
from bot.model.topic_summary import TopicSummary

_NOTHING = "—"
_TREND = "Talks over time"


def comparison_sections(subject: ComparisonSubject) -> tuple[Section, ...]:
    """Return each side's description, status, talks and newest statement, as far as one of them has any."""
    rows: tuple[tuple[str, Callable[[ComparedSide], Item]], ...] = (
        ("What it is", _what),
        ("Status", _status),
        ("Talks at KubeCons", _talks),
        ("Said last", _newest),
    )
    names = tuple(side.name for side in subject.sides)
    told = ((heading, [tell(side) for side in subject.sides]) for heading, tell in rows)
    return tuple(
        Section(heading, tuple(map(_of_column, items, names)), columns=names)
        for heading, items in told
        if any(item.text != _NOTHING for item in items)
    )


def comparison_actions(subject: ComparisonSubject) -> tuple[Action, ...]:
    """Offer each side by itself, and a chart of the talks on all of them."""
    trends = [side.name for side in subject.sides if side.summary and trend_of(side.summary.trend)]
    chart = [look_up_action(f"trend {', '.join(trends)}", _TREND)] if len(trends) > 1 else []
    return (*chart, *(look_up_action(side.name) for side in subject.sides if side.is_found))


def _of_column(item: Item, name: str) -> Item:
    text = item.text if item.text.startswith(name) else f"{name}: {item.text}"
    return Item(text, item.source, item.badge, item.links, entry=item.entry)


def _what(side: ComparedSide) -> Item:
    if side.summary:
        return Item(side.summary.topic.description or _NOTHING, topic_source(side.summary.topic))
    return Item("known only by name" if side.is_found else "not known to the bot, and in none of the recaps")


def _status(side: ComparedSide) -> Item:
    text = _status_of(side.summary) if side.summary else ""
    return Item(text or _NOTHING)


def _status_of(summary: TopicSummary) -> str:
    stages = [stages_of(one) for one in summary.enhancements if one.stages]
    return levels_of(summary.topic) or next(iter(stages), "")


def _talks(side: ComparedSide) -> Item:
    trend = side.summary.trend if side.summary else ()
    drawn = trend_of(trend)
    return Item(f"{drawn}, most {most_of(trend)}", SourceLink("schedules")) if drawn else Item(_NOTHING)


def _newest(side: ComparedSide) -> Item:
    return match_to_item(Match(side.newest, 1.0, ())) if side.newest else Item(_NOTHING)
