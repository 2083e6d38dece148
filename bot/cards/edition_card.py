"""Build the parts of the card about one KubeCon: dates, place, attendance and topics."""

import datetime as dt
import re

from bot.cards.items import web_address
from bot.cards.text import STATEMENT_LENGTH, count, shorten
from bot.cards.upcoming_edition_cards import (
    certain_first_day,
    days_of,
    look_up_edition,
    pages_of,
    place_of,
    source_of,
    time_to_go,
)
from bot.catalogue.events.calendar import days_to_go
from bot.catalogue.site_names import site_name_of
from bot.model.card import Action, Item, Section, SourceLink
from bot.model.edition import Edition
from bot.model.subject import EventSubject

_OTHERS_OFFERED = 3
_SOURCE = re.compile(r",? source: (?P<address>\S+)$")
_ASKED = {"about.keynote": "keynotes", "about.recording": "recordings", "about.topics": "topics"}
_FEW = 2
_OPEN_TO_ADD = "Everything here was written before it. Whoever runs the bot can add one with: kubecon add https://…"


def edition_title(subject: EventSubject) -> str:
    """Return the KubeCon's short name, with region and year, and what is asked about it."""
    asked = "".join(f", {words}" for tag, words in _ASKED.items() if tag in subject.wishes)
    return f"{subject.edition.short_name}{asked}"


def is_edition_first(subject: EventSubject) -> bool:
    """Return whether the facts of a KubeCon answer better than the recaps, and come first."""
    return not subject.wishes & {"about.cfp", *_ASKED} or bool(subject.wishes & {"about.place"})


def edition_subtitle(subject: EventSubject) -> str:
    """Return place, dates, how far off it is, and how much is known about it."""
    edition = subject.edition
    parts = [f"{edition.city}, {days_of(edition)}", _state(edition, subject.asked_on)]
    if subject.wishes & {"about.attendance"} and edition.attendance:
        parts.insert(0, _attendance(edition)[0])
    return " · ".join(part for part in (*parts, _also(subject), _told(subject)) if part)


def edition_sections(subject: EventSubject) -> tuple[Section, ...]:
    """Return facts, numbers and topics of the KubeCon, and how to add a recap if there is none."""
    edition = subject.edition
    where = f"{days_of(edition)}, {place_of(edition)}"
    facts = [Item(where, source_of(edition), links=pages_of(edition), day=certain_first_day(edition))]
    if edition.attendance:
        text, address = _attendance(edition)
        facts.append(Item(text, SourceLink(site_name_of(address) or "the bot's own list of events", address)))
    if edition.colocated and subject.wishes & {"about.colocated"}:
        facts.append(Item(shorten(f"Co-located: {', '.join(edition.colocated)}", STATEMENT_LENGTH), source_of(edition)))
    sections = [Section("When and where", tuple(facts))]
    if subject.topics:
        named = ", ".join(f"{name} ({mentions})" for name, mentions in subject.topics)
        counted = f"of {count(subject.talks, 'talk')}, by their titles" if subject.talks else "mentions"
        sections.append(Section("Main topics", (Item(f"{named} {counted}"),)))
    if not subject.recaps and _is_over(edition, subject.asked_on):
        sections.append(Section("No recap of it yet", (Item(_OPEN_TO_ADD),)))
    return tuple(sections)


def other_editions_actions(subject: EventSubject) -> tuple[Action, ...]:
    """Offer other KubeCons that may be meant."""
    return tuple(look_up_edition(other) for other in subject.others[:_OTHERS_OFFERED])


def _state(edition: Edition, today: dt.date | None) -> str:
    if today is None:
        return ""
    return "held" if _is_over(edition, today) else time_to_go(edition, today)


def _is_over(edition: Edition, today: dt.date | None) -> bool:
    if today is None:
        return edition.status == "held"
    last = edition.ends_on or edition.starts_on
    return days_to_go(edition, today) is None and (last < today if last else edition.status == "held")


def _attendance(edition: Edition) -> tuple[str, str]:
    """Return the attendance, and the address of its source."""
    found = _SOURCE.search(edition.attendance)
    text = edition.attendance[: found.start()] if found else edition.attendance
    return text, web_address(found["address"]) if found else ""


def _also(subject: EventSubject) -> str:
    """Name other KubeCons that may be meant, if they are few."""
    others = [f"{other.short_name} ({other.city})" for other in subject.others]
    return f"also {' and '.join(others)}" if 0 < len(others) <= _FEW else ""


def _told(subject: EventSubject) -> str:
    if subject.recaps:
        return f"in {count(subject.recaps, 'recap')}"
    return "no recap yet" if _is_over(subject.edition, subject.asked_on) else ""
