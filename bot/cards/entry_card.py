"""Show one entry completely: its statement, its speakers, and every source."""

from collections.abc import Iterator

from bot.cards.items import name_recap, web_address
from bot.cards.text import TITLE_LENGTH, badge_event, name_event, name_speakers, shorten
from bot.model.card import Card, Item, Section, SourceLink
from bot.model.day_text import day_to_text
from bot.model.entry import Entry, Source

_WHOLE = 1_000  # characters; longer than any statement


def entry_card(entry: Entry) -> Card:
    """Show an entry whole, not cut to a line."""
    title = shorten(entry.title, TITLE_LENGTH) or name_recap(entry.source)
    sections = (
        Section("What it says", tuple(_said(entry))),
        Section("Sources", tuple(map(_place, dict.fromkeys((entry.source, *entry.also))))),
        Section("Links", tuple(_links(entry))),
    )
    subtitle = " · ".join(filter(None, (name_speakers(entry.speakers), name_event(entry.event))))
    shown = tuple(section for section in sections if section.items)
    return Card(title, subtitle, shown, alt_text=f"{title}: {shown[0].items[0].text}")


def _said(entry: Entry) -> Iterator[Item]:
    badge = badge_event(entry.event) if entry.event else ""
    for text in filter(None, (entry.text, entry.disputed)):
        yield Item(shorten(text, _WHOLE), SourceLink(name_recap(entry.source), web_address(entry.source.url)), badge)
    if entry.date:
        yield Item(f"Dated {day_to_text(entry.date)}", day=entry.date)


def _place(source: Source) -> Item:
    heading = f", below “{shorten(source.heading, TITLE_LENGTH)}”" if source.heading else ""
    return Item(f"{name_recap(source)}{heading}", SourceLink("", web_address(source.url)))


def _links(entry: Entry) -> Iterator[Item]:
    for link in entry.links:
        if address := web_address(link.url):
            yield Item(shorten(link.text, TITLE_LENGTH) or address, SourceLink("", address))
