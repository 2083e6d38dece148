"""Build the card that goes with a calendar file."""

from collections.abc import Sequence

from bot.cards.items import web_address
from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, count, shorten
from bot.cards.upcoming_edition_cards import days_of, place_of
from bot.model.calendar_session import CalendarSession
from bot.model.card import Action, Card, Item, Section, SourceLink
from bot.model.edition import Edition

CALENDAR = "calendar"
_SHOWN = 8


def calendar_action(topics: Sequence[str]) -> Action:
    """Offer the file with the next KubeCon and its sessions on some topics."""
    return look_up_action(" ".join((CALENDAR, ", ".join(topics))).strip(), "Add to calendar")


def calendar_card(edition: Edition, topics: Sequence[str], sessions: Sequence[CalendarSession]) -> Card:
    """Describe a calendar file of a KubeCon and its sessions on some topics."""
    title = f"{edition.short_name} for your calendar"
    held = [one for one in sessions if not one.is_cancelled]
    about = f" on {shorten(', '.join(topics), TITLE_LENGTH)}" if topics else ""
    what = f"{count(len(held), 'session')}{about}" if held else f"no session{about} is known yet"
    days = f"{days_of(edition)}, {place_of(edition)}"
    shown = tuple(map(_session_item, sessions[:_SHOWN]))
    sections = (Section("Sessions", shown),) if shown else ()
    more = f"and {len(sessions) - _SHOWN} more in the file" if len(sessions) > _SHOWN else ""
    return Card(title, f"{days}; {what}", sections, footer=more, alt_text=f"{title}: {days}; {what}")


def _session_item(session: CalendarSession) -> Item:
    at, address = session.starts_at, web_address(session.url)
    parts = (f"{at:%A}, {at.day} {at:%B, %H:%M}", session.room, "cancelled" if session.is_cancelled else "")
    said = " — ".join(part for part in (session.title, session.speakers) if part)
    return Item(said, SourceLink("session" if address else "", address), " · ".join(filter(None, parts)))
