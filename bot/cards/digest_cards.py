"""Turn a digest into messages: a short one for the channel, and a few in the thread below it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.cards.calendar_card import calendar_action
from bot.cards.digest_notices import SETTINGS
from bot.cards.items import match_to_item, name_source, web_address
from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, badge_event, count, name_event, shorten
from bot.cards.upcoming_edition_cards import next_card
from bot.digests.parse_session_time import time_in
from bot.digests.upcoming_dates import days_in
from bot.model.answer_page import AnswerPage, page_to_value
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.day_text import day_to_text
from bot.model.digest import Digest, Part, PartKind
from bot.model.due_digest import DigestKind
from bot.model.edition import Edition
from bot.model.entry import Entry
from bot.model.lookup import Match

_SECTIONS = 3  # a message: what is read at a glance, and what fits the smallest platform
_LABEL_LENGTH = 60
_TOPIC_LENGTH = 40
_NOUNS = {
    PartKind.NEW: "line of new recaps",
    PartKind.NEWS: "piece of news",
    PartKind.TAKEAWAYS: "takeaway",
    PartKind.LAST_TIME: "takeaway",
    PartKind.SINCE: "newer takeaway",
    PartKind.TALKS: "talk to watch",
    PartKind.SESSIONS: "session",
    PartKind.DATES: "date",
    PartKind.RECAPS: "recap",
    PartKind.CHANGES: "change in the schedule",
}
_PLURALS = {
    "line of new recaps": "lines of new recaps",
    "piece of news": "pieces of news",
    "talk to watch": "talks to watch",
    "change in the schedule": "changes in the schedule",
}
_OPEN_SETTINGS = replace(SETTINGS, label="Open settings")
_LOOK_UP = look_up_action("help", "Look something up")


def digest_to_cards(digest: Digest) -> tuple[Card, ...]:
    """Lay a digest out: the first card is the parent message, the others are its thread in order."""
    replies = [_where(digest)] if digest.due.kind is DigestKind.COUNTDOWN and digest.edition else []
    replies += [_reply(digest, parts) for parts in _in_messages(digest.parts)]
    return (_parent(digest), *replies)


def _parent(digest: Digest) -> Card:
    """Start with the headline and its source, then say what the thread contains."""
    title, inside = _title(digest), _inside(digest)
    lead = (_lead(digest, digest.headline),) if digest.headline else ()
    said = ": ".join([title, *(item.text for item in lead)])
    return Card(
        title,
        sections=(Section("", lead),) if lead else (),
        actions=(_OPEN_SETTINGS, _LOOK_UP),
        footer=inside,
        alt_text=said if lead else f"{title}: {inside}",
    )


def _lead(digest: Digest, headline: Entry) -> Item:
    item = _item(digest, headline)
    return replace(item, text=f"Since {digest.since.short_name}: {item.text}") if digest.since else item


def _title(digest: Digest) -> str:
    edition = digest.edition
    if edition and digest.due.kind is DigestKind.COUNTDOWN:
        days = digest.due.days
        when = "tomorrow" if days == 1 else f"in {count(days, 'day')}"
        return f"{edition.short_name} {when}, {edition.city}"
    if edition and digest.due.kind is DigestKind.READING:
        return f"{edition.short_name}: what we are reading"
    if edition and digest.due.kind is DigestKind.CHANGES:
        return f"{edition.short_name}: changes in the schedule"
    return f"KubeCon digest, {day_to_text(digest.day)}"


def _inside(digest: Digest) -> str:
    """Return one line on what the thread contains."""
    numbers: dict[str, int] = {}
    for part in digest.parts:
        numbers[_NOUNS[part.kind]] = numbers.get(_NOUNS[part.kind], 0) + len(part.entries)
    numbers["date"] = numbers.get("date", 0) + len(digest.coming)
    topics = list(dict.fromkeys(shorten(part.about, _TOPIC_LENGTH) for part in digest.parts if part.about))
    held = ", ".join(_count(number, noun) for noun, number in numbers.items() if number)
    place = "where and when" if digest.due.kind is DigestKind.COUNTDOWN else ""
    inside = ", ".join(part for part in (place, held) if part)
    return f"In the thread: {inside}{f' · {_listed(topics)}' if topics else ''}" if inside else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {_PLURALS[noun]}" if noun in _PLURALS and number != 1 else count(number, noun)


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _where(digest: Digest) -> Card:
    """Build the card with place and dates of the edition, as for `next`, with its calendar."""
    card = next_card(digest.edition, digest.day)
    return replace(card, actions=(calendar_action(digest.topics), *card.actions))


def _in_messages(parts: Iterable[Part]) -> Iterator[tuple[Part, ...]]:
    held = list(parts)
    for first in range(0, len(held), _SECTIONS):
        yield tuple(held[first : first + _SECTIONS])


def _reply(digest: Digest, parts: tuple[Part, ...]) -> Card:
    headings = [_heading(digest, part) for part in parts]
    sections = tuple(
        Section(heading if number else "", _items(digest, part))
        for number, (heading, part) in enumerate(zip(headings, parts, strict=True))
    )
    return Card(headings[0], sections=sections, actions=tuple(_more(parts)), alt_text=_listed(headings))


def _heading(digest: Digest, part: Part) -> str:
    about = f" on {shorten(part.about, _TOPIC_LENGTH)}" if part.about else ""
    since = f" since {digest.since.short_name}" if digest.since else ""
    return {
        PartKind.NEW: "New since last week",
        PartKind.NEWS: f"News{since}",
        PartKind.TAKEAWAYS: f"Takeaways{about}",
        PartKind.LAST_TIME: f"Said at {name_event(part.event)}{about}",
        PartKind.SINCE: f"Said since then{about}",
        PartKind.TALKS: "Watch",
        PartKind.SESSIONS: f"Sessions{about}",
        PartKind.DATES: "Dates ahead",
        PartKind.RECAPS: "Recaps so far",
        PartKind.CHANGES: "Changes in the schedule",
    }[part.kind]


def _items(digest: Digest, part: Part) -> tuple[Item, ...]:
    if part.kind is PartKind.DATES:
        dated = (_dated(day, entry) for day, entry in zip(part.days, part.entries, strict=True))
        return (*dated, *(_coming(edition) for edition in digest.coming))
    if part.kind is PartKind.RECAPS:
        return tuple(map(_recap, part.entries))
    items = tuple(_item(digest, entry) for entry in part.entries)
    if part.kind is PartKind.SESSIONS:
        timed = (
            (item, time_in(entry, ZoneInfo(digest.timezone))) for item, entry in zip(items, part.entries, strict=True)
        )
        return tuple(replace(item, badge=time or item.badge) for item, time in timed)
    return items


def _item(digest: Digest, entry: Entry) -> Item:
    item = match_to_item(Match(entry, 1.0, ()))
    if entry.source.recap in digest.new_recaps:
        return replace(item, badge=" · ".join(part for part in ("New", item.badge) if part))
    return item


def _dated(day: dt.date, entry: Entry) -> Item:
    item = match_to_item(Match(entry, 1.0, ()))
    is_said = set(days_in(entry.text)) == {day}
    return item if is_said else replace(item, text=f"{day.day} {day:%B}: {item.text}")


def _coming(edition: Edition) -> Item:
    first = edition.starts_on
    day = f"{first.day} {first:%B}: " if first else ""
    address = web_address(edition.website)
    return Item(f"{day}{edition.short_name} begins in {edition.city}", SourceLink("KubeCon's site", address))


def _recap(entry: Entry) -> Item:
    source = entry.source
    title = name_source(source.title, source.recap) or "a recap without a name"
    badge = badge_event(entry.event) if entry.event else ""
    author = shorten(source.author, TITLE_LENGTH)
    address = web_address(source.url)
    return Item(title + (f", by {author}" if author else ""), SourceLink("read it" if address else "", address), badge)


def _more(parts: Iterable[Part]) -> Iterator[Action]:
    """Offer what was left out, of each topic once."""
    left_out: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.more > 0 and part.lookup:
            left_out[f"on {part.about}" if part.about else f"of {badge_event(part.event)}"].append(part)
    for about, (part, *others) in left_out.items():
        # what the number counts, and nothing else; without a number, all of them
        label = f"More {about}" if others else f"+{part.more} more {about}"
        kinds = {one.entries[0].kind for one in (part, *others) if one.entries}
        words = (part.about or part.lookup) if others else part.lookup
        page = AnswerPage(words, kinds.pop() if len(kinds) == 1 else None)
        yield Action(shorten(label, _LABEL_LENGTH), ActionKind.LOOK_UP, page_to_value(page))
