"""Write a KubeCon as an entry for a calendar."""

import datetime as dt

from bot.catalogue.events.calendar import last_day
from bot.errors import BotError
from bot.model.edition import Edition


def edition_to_ics(edition: Edition, stamp: dt.datetime) -> bytes:
    """Write a KubeCon as an iCalendar file: days without hours, and the same UID each time, so that it is updated.

    `stamp` is when the file is written. Raises BotError where the dates are not certain. The last day is DTEND minus
    one, https://datatracker.ietf.org/doc/html/rfc5545#section-3.6.1.
    """
    if not edition.dates_certain or edition.starts_on is None:
        raise BotError(f"{edition.name}: its dates are not certain yet; look again once they are announced")
    import icalendar  # noqa: PLC0415 - it takes longer to load than a lookup takes

    event = icalendar.Event()
    event.add("uid", f"{edition.id}@kubecon-recap-bot")
    event.add("dtstamp", stamp)
    event.add("dtstart", edition.starts_on)
    event.add("dtend", last_day(edition) + dt.timedelta(days=1))
    event.add("summary", edition.name)
    event.add("location", ", ".join(part for part in (edition.venue, edition.city, edition.country) if part))
    event.add("transp", "TRANSPARENT")  # the days are not booked by it
    for name, value in (("url", edition.website), ("description", edition.schedule)):
        if value:
            event.add(name, value)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//KubeCon recap bot//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
