"""Collect what the front page shows: the last and next KubeCon, news, and figures."""

import datetime as dt
from dataclasses import dataclass

from bot.answers.corpus_statistics import CorpusStatistics, EntryCounts
from bot.app.engine_protocol import Knowledge
from bot.cards.items import web_address
from bot.cards.text import STATEMENT_LENGTH, TITLE_LENGTH, shorten
from bot.cards.upcoming_edition_cards import days_of, pages_of, time_to_go
from bot.catalogue.events.calendar import is_over, next_edition, sorted_by_day
from bot.model.card import Item, SourceLink
from bot.model.day_text import day_to_text
from bot.model.edition import Edition
from bot.model.entry import Entry

_NEWS = 5


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """One KubeCon in a few words; its name looks it up, and `countdown` is "" once it is over."""

    name: str
    days: str
    place: str
    countdown: str
    pages: tuple[SourceLink, ...]
    counts: EntryCounts


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The last and the next KubeCon, news with their sources, and figures of each edition."""

    last: EditionSummary | None
    next: EditionSummary | None
    news: tuple[Item, ...]
    editions: tuple[EditionSummary, ...]
    statistics: CorpusStatistics


def make_front_page(knowledge: Knowledge, today: dt.date) -> FrontPage:
    """Put the front page together; the first time, this counts every entry."""
    statistics = knowledge.statistics()
    newest_first = sorted_by_day(knowledge.editions)[::-1]
    known = [_summary(edition, statistics, today) for edition in newest_first if edition.id in statistics.by_event]
    last = next((edition for edition in newest_first if edition.starts_on and is_over(edition, today)), None)
    coming = next_edition(knowledge.editions, today)
    return FrontPage(
        _summary(last, statistics, today) if last else None,
        _summary(coming, statistics, today) if coming else None,
        (*_newest_recap(statistics), *map(_news_item, knowledge.news(today, _NEWS))),
        tuple(known),
        statistics,
    )


def _summary(edition: Edition, statistics: CorpusStatistics, today: dt.date) -> EditionSummary:
    place = ", ".join(part for part in (edition.city, edition.country) if part)
    return EditionSummary(
        edition.short_name,
        days_of(edition),
        place,
        time_to_go(edition, today),
        pages_of(edition),
        statistics.by_event.get(edition.id) or EntryCounts(),
    )


def _newest_recap(statistics: CorpusStatistics) -> tuple[Item, ...]:
    if not statistics.newest_on or not web_address(statistics.newest_url):
        return ()
    title = shorten(statistics.newest_title, TITLE_LENGTH) or "a recap without a title"
    return (Item(f"Newest recap: {title}", SourceLink("", statistics.newest_url), day_to_text(statistics.newest_on)),)


def _news_item(entry: Entry) -> Item:
    address = next((address for link in entry.links if (address := web_address(link.url))), "")
    source = SourceLink(shorten(entry.source.title, TITLE_LENGTH), address)
    return Item(shorten(entry.text, STATEMENT_LENGTH), source, day_to_text(entry.date) if entry.date else "")
