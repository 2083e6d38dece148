"""Show the upcoming KubeCons: place, dates, and the days until each."""

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.cards.items import web_address
from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, count, shorten
from bot.catalogue.events.calendar import days_to_go, upcoming
from bot.catalogue.site_names import site_name_of
from bot.model.card import Action, Card, Item, Section, SourceLink
from bot.model.day_text import day_to_text
from bot.model.edition import Edition

_NOTHING = Card("No KubeCon to come is known", "none is announced that the bot knows of")


def next_card(edition: Edition | None, today: dt.date) -> Card:
    """Show the next KubeCon, as next_edition finds it; None says that no dates are known."""
    if edition is None:
        return _NOTHING
    title = shorten(edition.name, TITLE_LENGTH)
    subtitle = time_to_go(edition, today) or "dates not certain yet"
    facts = Item(
        f"{days_of(edition)}, {place_of(edition)}",
        source_of(edition),
        links=pages_of(edition),
        day=certain_first_day(edition),
    )
    return Card(
        title,
        subtitle,
        sections=(Section("When and where", (facts,)),),
        actions=(look_up_edition(edition),),
        alt_text=f"{title} is {subtitle}: {facts.text}",
    )


def events_card(editions: Iterable[Edition], today: dt.date) -> Card:
    """Show all KubeCons that are not over, those with certain dates before those without."""
    to_come = upcoming(editions, today)
    if not to_come:
        return _NOTHING
    certain = [edition for edition in to_come if edition.dates_certain]
    others = [edition for edition in to_come if not edition.dates_certain]
    sections = [_section("Dates are set", certain, today), _section("Dates are not certain yet", others, today)]
    title, subtitle = "KubeCons to come", count(len(to_come), "event")
    return Card(
        title,
        subtitle,
        sections=tuple(section for section in sections if section.items),
        actions=tuple(map(look_up_edition, certain[:1])),
        alt_text=f"{title}: {', '.join(edition.short_name for edition in to_come)}",
    )


def _section(heading: str, editions: Sequence[Edition], today: dt.date) -> Section:
    return Section(heading, tuple(_item(edition, today) for edition in editions))


def _item(edition: Edition, today: dt.date) -> Item:
    text = f"{edition.short_name}: {days_of(edition)}, {edition.city}, {edition.country}"
    return Item(
        text,
        source_of(edition),
        badge=time_to_go(edition, today),
        links=pages_of(edition),
        day=certain_first_day(edition),
    )


def certain_first_day(edition: Edition) -> dt.date | None:
    """Return the day on which a KubeCon begins, if it is certain."""
    return edition.starts_on if edition.dates_certain else None


def time_to_go(edition: Edition, today: dt.date) -> str:
    """Return how far off a KubeCon is, "" if its dates are not certain."""
    days = days_to_go(edition, today)
    if days is None or edition.starts_on is None:
        return ""
    if days > 1:
        return f"in {days} days"
    if days == 1:
        return "tomorrow"
    last = edition.ends_on or edition.starts_on
    return f"on now, day {(today - edition.starts_on).days + 1} of {(last - edition.starts_on).days + 1}"


def days_of(edition: Edition) -> str:
    """Write the days in the fewest words: month and year once if they are the same."""
    first, last = edition.starts_on, edition.ends_on or edition.starts_on
    if first is None or last is None:
        return "days not announced"
    end = day_to_text(last)
    if first == last:
        named = end
    elif (first.year, first.month) == (last.year, last.month):
        named = f"{first.day}–{end}"
    else:
        named = f"{first.day} {first:%B}{'' if first.year == last.year else f' {first.year}'} – {end}"
    return named if edition.dates_certain else f"perhaps {named}"


def place_of(edition: Edition) -> str:
    """Name venue, city and country."""
    return ", ".join(part for part in (edition.venue, edition.city, edition.country) if part)


def source_of(edition: Edition) -> SourceLink:
    """Name where the dates are from: a page by its site, anything else in its own words."""
    address = web_address(edition.source)
    label = site_name_of(address) if address else edition.source
    return SourceLink(shorten(label, TITLE_LENGTH) or "the bot's own list of events", address)


def pages_of(edition: Edition) -> tuple[SourceLink, ...]:
    """Return a KubeCon's site and schedule."""
    pages = {"site": web_address(edition.website), "schedule": web_address(edition.schedule)}
    return tuple(SourceLink(label, address) for label, address in pages.items() if address)


def look_up_edition(edition: Edition) -> Action:
    """Offer a lookup of a KubeCon."""
    return look_up_action(f"event:{edition.id}", f"What is known of {edition.short_name}")
