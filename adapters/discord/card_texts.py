"""Convert a card to Discord's texts with links, as short as the limits require."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import quote

from adapters.discord.escaping import escape_to_fit, is_invite
from bot.model.card import Card, Item, Section, SourceLink

# all texts of a message together; https://github.com/discord-jda/JDA states it, Discord's own pages do not
TEXT_LENGTH = 4000
_TITLE_LENGTH = 200
_SUBTITLE_LENGTH = 300
_HEADING_LENGTH = 50
_FOOTER_LENGTH = 200
_BADGE_LENGTH = 20
_SHORT = 60  # such a fact above all headings has its source in its own line, so that it is read at a glance
_SECTIONS = 6
_LINKS = 2
_IN_ADDRESS = "/:?#!$&'*+,;=%~-._"  # what stays as it is; a bracket would end the link, an @ may ping


@dataclass(frozen=True, slots=True)
class _Room:
    """The most characters of a statement, its source's name and its address, and the most items of a section."""

    statement: int
    label: int
    address: int
    items: int


# the widest that fits is taken: first statements get shorter, then addresses go, then lines
_ROOMS = (
    _Room(600, 120, 500, 25),
    _Room(300, 80, 300, 12),
    _Room(200, 60, 200, 12),
    _Room(120, 40, 150, 12),
    _Room(80, 30, 100, 8),
    _Room(60, 30, 0, 2),
)


@dataclass(frozen=True, slots=True)
class CardTexts:
    """The texts of a card: of its head, of each section, of its foot; any may be ""."""

    head: str
    sections: tuple[str, ...]
    foot: str

    def __len__(self) -> int:
        """Count the characters."""
        return sum(map(len, (self.head, *self.sections, self.foot)))


def card_to_texts(card: Card, beside: int = 0) -> CardTexts:
    """Write the texts of a card as tight as needed.

    `beside` is the number of characters, up to 1200, in the rest of the message.
    """
    drawn = (_texts(card, room) for room in _ROOMS)
    return next((texts for texts in drawn if len(texts) <= TEXT_LENGTH - beside), None) or _texts(card, _ROOMS[-1])


def _texts(card: Card, room: _Room) -> CardTexts:
    title = escape_to_fit(card.title, _TITLE_LENGTH) or escape_to_fit(card.alt_text, _TITLE_LENGTH)
    subtitle = escape_to_fit(card.subtitle, _SUBTITLE_LENGTH)
    head = [f"### {title}"] if title else []
    head += [f"-# {subtitle}"] if subtitle else []
    sections = [_section(section, room) for section in card.sections[:_SECTIONS]]
    footer = escape_to_fit(card.footer, _FOOTER_LENGTH)
    foot = f"-# {footer}" if footer else ""
    return CardTexts("\n".join(head) or ("" if any(sections) or foot else "-"), tuple(sections), foot)


def _section(section: Section, room: _Room) -> str:
    heading = escape_to_fit(section.heading, _HEADING_LENGTH)
    in_line = 0 if heading else _SHORT
    lines = [_item(item, room, in_line) for item in section.items[: room.items]]
    return "\n".join([f"**{heading}**"] * bool(heading) + [line for line in lines if line])


def _item(item: Item, room: _Room, in_line: int) -> str:
    """Write a statement, and its origin below it, or behind it if the statement has at most `in_line` characters."""
    statement = escape_to_fit(item.text, room.statement)
    if statement and not item.source.label:
        statement = _link(SourceLink(item.text, item.source.url), room.statement, room)
    source = _link(item.source, room.label, room)
    links = [_link(link, room.label, room) for link in item.links[:_LINKS]] if room.address else []
    badge, day = escape_to_fit(item.badge, _BADGE_LENGTH), _day(item.day) if item.day else ""
    origin = " · ".join(part for part in (badge, source, day, *links) if part)
    if statement and origin and len(item.text) <= in_line:
        return f"• {statement} · {origin}"
    return "\n".join([f"• {statement}"] * bool(statement) + [f"-# {origin}"] * bool(origin))


def _day(day: dt.date) -> str:
    """Write a day as each reader's own client writes it; noon is on the same day almost everywhere.

    https://discord.com/developers/docs/reference#message-formatting
    """
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    return f"<t:{int(noon.timestamp())}:D>"


def _link(link: SourceLink, length: int, room: _Room) -> str:
    """Link a label; angle brackets around the address keep Discord from showing a preview."""
    label = escape_to_fit(link.label, length)
    address = quote(link.url, safe=_IN_ADDRESS, errors="replace")
    is_web = address.startswith(("https://", "http://")) and not is_invite(address)
    return f"[{label}](<{address}>)" if label and is_web and len(address) <= room.address else label
