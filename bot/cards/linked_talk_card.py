"""Show the talk that a link leads to: title, speakers, what was said of it, recording."""

from collections.abc import Iterator

from bot.cards.items import match_to_item, web_address
from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, name_event, name_speakers, shorten
from bot.model.card import Card, Item, Section, SourceLink
from bot.model.entry import Entry, is_video
from bot.model.linked_talk import LinkedTalk
from bot.model.lookup import Match

_TOPICS_OFFERED = 3


def linked_talk_card(linked: LinkedTalk) -> Card:
    """Build the card of a talk, with lookups of its topics."""
    talk, title = linked.talk, shorten(linked.talk.title, TITLE_LENGTH)
    subtitle = " · ".join(filter(None, (name_speakers(talk.speakers), name_event(talk.event))))
    said = tuple(match_to_item(Match(entry, 1.0, ())) for entry in linked.statements)
    sections = (Section("What was said of it", said), Section("Where it is", tuple(_places(talk))))
    return Card(
        title,
        subtitle,
        tuple(section for section in sections if section.items),
        tuple(look_up_action(topic) for topic in talk.topics[:_TOPICS_OFFERED]),
        alt_text=" · ".join(filter(None, (title, subtitle))),
    )


def _places(talk: Entry) -> Iterator[Item]:
    """Name each page of a talk by what it is, recordings first."""
    pages = {address: link.text for link in talk.links if (address := web_address(link.url))}
    if own := web_address(talk.source.url):
        pages.setdefault(own, talk.source.title)
    for address in sorted(pages, key=is_video, reverse=True):
        name = "recording" if is_video(address) else pages[address]
        yield Item(shorten(name, TITLE_LENGTH).capitalize() or address, SourceLink("open", address))
