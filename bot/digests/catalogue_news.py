"""Turn facts of the catalogue into news: levels that projects reached, releases, and their ends of life."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.model.day_text import day_to_text, text_to_day
from bot.model.entry import Entry, EntryKind, Source
from bot.model.recap import Link
from bot.model.release import Release
from bot.model.topic import Topic

NEWS = "catalogue"  # in place of a recap's name
_LANDSCAPE = Link("CNCF landscape", "https://landscape.cncf.io/")
_LEVELS = {
    "graduated": "{} graduated in the CNCF on {}.",
    "incubating": "{} became an incubating CNCF project on {}.",
    "archived": "{} was archived by the CNCF on {}.",
}


def news_of(topics: Iterable[Topic], releases: Mapping[str, Release]) -> tuple[Entry, ...]:
    """Return what happened according to the catalogue, as statements."""
    return (*_levels(topics), *_releases(releases.values()))


def facts_to_news(facts: Iterable[Mapping[str, str]], mentions: Callable[[str], tuple[str, ...]]) -> Iterator[Entry]:
    """Yield the facts in news.jsonl of the corpus as statements; `mentions` finds the topics of a text."""
    for fact in facts:
        source = Link(fact["source"], fact["url"])
        yield _entry(fact["text"], dt.date.fromisoformat(fact["date"]), source, *mentions(fact["text"]))


def latest_news(news: Iterable[Entry], until: dt.date, limit: int) -> tuple[Entry, ...]:
    """Return the newest of the statements that are of no later day than `until`."""
    dated = [(entry.date, entry) for entry in news if entry.date and entry.date <= until]
    return tuple(entry for _, entry in sorted(dated, key=lambda one: one[0], reverse=True)[:limit])


def _levels(topics: Iterable[Topic]) -> Iterator[Entry]:
    for topic in topics:
        source = Link("CNCF", topic.source) if topic.source.startswith("https://www.cncf.io/") else _LANDSCAPE
        for level, since in topic.milestones:
            if level in _LEVELS and (day := text_to_day(since)):
                what = f" {topic.description}." if topic.description else ""
                yield _entry(f"{_LEVELS[level].format(topic.name, day_to_text(day))}{what}", day, source, topic.name)


def _releases(releases: Iterable[Release]) -> Iterator[Entry]:
    for release in releases:
        name, source = f"Kubernetes {release.version}", Link("Kubernetes releases", release.source)
        called = f" “{release.name}”" if release.name else ""
        if day := text_to_day(release.released):
            yield _entry(
                f"{name}{called} was released on {day_to_text(day)}{_stages(release)}.", day, source, "Kubernetes"
            )
        if day := text_to_day(release.end_of_life):
            yield _entry(f"{name} has its end of life on {day_to_text(day)}.", day, source, "Kubernetes")


def _stages(release: Release) -> str:
    if release.is_plan or not release.stable:
        return ""
    return f" with {len(release.stable)} enhancements that became stable"


def _entry(text: str, day: dt.date, link: Link, *topics: str) -> Entry:
    source = Source(NEWS, link.text, "", "", 0)
    links = (Link("page", link.url),) if link.url else ()
    return Entry(EntryKind.TAKEAWAY, "", text, source, date=day, topics=topics, links=links, language="en")
