"""Write the first facts about a topic: what it is, its status, and how much it is talked about."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.answers.project_levels import path_of
from bot.cards.items import name_source, web_address
from bot.cards.sparkline import sparkline
from bot.cards.text import TITLE_LENGTH, badge_event, shorten
from bot.catalogue.site_names import site_name_of
from bot.model.card import Item, SourceLink
from bot.model.day_text import text_to_day
from bot.model.enhancement import Enhancement
from bot.model.topic import Topic
from bot.model.topic_share import TopicShare
from bot.model.topic_summary import TopicSummary

_OWN_LIST = "the bot's own list of topics"
_STAGES = (("alpha", "alpha"), ("beta", "beta"), ("stable", "GA"))
_PROPOSALS_SHOWN = 3
_FEWEST_BARS = 3  # fewer show no trend
_ARROW = " → "


def topic_facts(summary: TopicSummary) -> tuple[Item, ...]:
    """Return a topic's description, stages or levels, and the trend of its talks, as far as each is known."""
    return (*_what(summary.topic), *_levels(summary.topic), *_stages(summary.enhancements), *_trend(summary))


def topic_source(topic: Topic) -> SourceLink:
    """Link a topic's own page, or name the source of what the bot knows."""
    address = web_address(topic.homepage)
    if not address:
        return SourceLink(name_source(topic.source, _OWN_LIST))
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return SourceLink("docs" if "docs" in address else host, address)


def level_source(topic: Topic) -> SourceLink:
    """Link the page that says how far a project is, by its site's name, or name the source of what the bot knows."""
    address = web_address(topic.source)
    return SourceLink(site_name_of(address) if address else name_source(topic.source, _OWN_LIST), address)


def levels_of(topic: Topic) -> str:
    """Write the levels that a project reached: "sandbox 2021 → incubating 2023 → graduated September 2026"."""
    path = path_of(topic)
    return _ARROW.join(
        f"{level} {_month(day) if place == len(path) else day[:4]}" for place, (level, day) in enumerate(path, 1)
    )


def trend_of(shares: tuple[TopicShare, ...]) -> str:
    """Draw the shares of talks as a line of bars with its years, "" if they are too few for a trend."""
    if len(shares) < _FEWEST_BARS:
        return ""
    first, last = (one.edition.id.rpartition("-")[2] for one in (shares[0], shares[-1]))
    years = first if first == last else f"{first}–{last}"
    return f"{sparkline([one.share for one in shares])} {years}"


def most_of(shares: tuple[TopicShare, ...]) -> str:
    """Name the KubeCon with the largest share of talks: "17 of 485 at EU 2024"."""
    most = max(shares, key=lambda one: one.share)
    return f"{most.on_topic} of {most.talks} at {badge_event(most.edition.id)}"


def _what(topic: Topic) -> Iterator[Item]:
    if topic.description:
        yield Item(topic.description, topic_source(topic))


def _levels(topic: Topic) -> Iterator[Item]:
    if levels := levels_of(topic):
        yield Item(levels, level_source(topic))


def _stages(proposals: tuple[Enhancement, ...]) -> Iterator[Item]:
    told = [one for one in proposals if one.stages]
    for one in told[:_PROPOSALS_SHOWN]:
        title = "" if len(told) == 1 else f"{shorten(one.title, TITLE_LENGTH)}: "
        withdrawn = [SourceLink(f"KEP-{kep} (withdrawn)", web_address(url)) for kep, url, _ in one.earlier]
        gates = [SourceLink(gate)] if (gate := _gates(one)) and not withdrawn else []  # both would not fit a phone
        source = SourceLink(f"KEP-{one.kep}", web_address(one.url))
        yield Item(f"{title}{stages_of(one)}", source, links=(*withdrawn, *gates))


def stages_of(one: Enhancement) -> str:
    """Write the stages of a proposal: "alpha 1.26 → beta 1.32 → GA 1.34"; "alpha 1.26, again 1.30" if it began anew."""
    alphas = ", again ".join([*(version for *_, version in one.earlier), *([one.alpha] if one.alpha else [])])
    versions = {"alpha": alphas, "beta": one.beta, "stable": one.stable}
    reached = [f"{name} {versions[stage]}" for stage, name in _STAGES if versions[stage]]
    planned = [f"{dict(_STAGES).get(stage, stage)} planned for {version}" for stage, version in one.planned]
    return _ARROW.join([*reached, *planned])


def _gates(one: Enhancement) -> str:
    if not one.gates:
        return ""
    more = f" +{len(one.gates) - 1}" if len(one.gates) > 1 else ""
    return f"gate {one.gates[0]}{more}"


def _trend(summary: TopicSummary) -> Iterator[Item]:
    if trend := trend_of(summary.trend):
        most = most_of(summary.trend)
        yield Item(f"Talks {trend}, most {most}", SourceLink("schedules"))


def _month(day: str) -> str:
    found = text_to_day(day)
    return f"{found:%B} {found.year}" if found else day
