"""What the catalogue knows to have happened: levels that projects reached, releases, and their ends of life."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bot.model.entry import Entry, EntryKind, Source
from bot.model.recap import Link
from bot.model.release import Release
from bot.model.topic import Topic

NEWS = "catalogue"  # stands where a recap's name would
_FILE = "news.jsonl"
_LANDSCAPE = Link("CNCF landscape", "https://landscape.cncf.io/")
_LEVELS = {
    "graduated": "{} graduated in the CNCF on {}.",
    "incubating": "{} became an incubating CNCF project on {}.",
    "archived": "{} was archived by the CNCF on {}.",
}


def news_of(topics: Iterable[Topic], releases: Mapping[str, Release]) -> tuple[Entry, ...]:
    """Return as statements what the catalogue knows to have happened."""
    return (*_levels(topics), *_releases(releases.values()))


def load_news(corpus: Path, mentions: Callable[[str], tuple[str, ...]]) -> tuple[Entry, ...]:
    """Return the news of the corpus, none where it has no such file; `mentions` finds the topics of a text."""
    path = corpus / _FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return tuple(_read(json.loads(line), mentions) for line in lines if line.strip())


def _read(fields: Mapping[str, str], mentions: Callable[[str], tuple[str, ...]]) -> Entry:
    source = Link(fields["source"], fields["url"])
    return _entry(fields["text"], dt.date.fromisoformat(fields["date"]), source, *mentions(fields["text"]))


def _levels(topics: Iterable[Topic]) -> Iterator[Entry]:
    for topic in topics:
        source = Link("CNCF", topic.source) if topic.source.startswith("https://www.cncf.io/") else _LANDSCAPE
        for level, since in topic.milestones:
            if level in _LEVELS and (day := read_day(since)):
                what = f" {topic.description}." if topic.description else ""
                yield _entry(f"{_LEVELS[level].format(topic.name, in_words(day))}{what}", day, source, topic.name)


def _releases(releases: Iterable[Release]) -> Iterator[Entry]:
    for release in releases:
        name, source = f"Kubernetes {release.version}", Link("Kubernetes releases", release.source)
        called = f" “{release.name}”" if release.name else ""
        if day := read_day(release.released):
            yield _entry(
                f"{name}{called} was released on {in_words(day)}{_stages(release)}.", day, source, "Kubernetes"
            )
        if day := read_day(release.end_of_life):
            yield _entry(f"{name} has its end of life on {in_words(day)}.", day, source, "Kubernetes")


def _stages(release: Release) -> str:
    if release.is_plan or not release.stable:
        return ""
    return f" with {len(release.stable)} enhancements that became stable"


def _entry(text: str, day: dt.date, link: Link, *topics: str) -> Entry:
    source = Source(NEWS, link.text, "", "", 0)
    links = (Link("page", link.url),) if link.url else ()
    return Entry(EntryKind.TAKEAWAY, "", text, source, date=day, topics=topics, links=links, language="en")


def in_words(day: dt.date) -> str:
    """Write a day as people do, "8 September 2026"."""
    return f"{day.day} {day:%B %Y}"


def read_day(text: str) -> dt.date | None:
    """Return the day of an ISO text, None where it names none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
