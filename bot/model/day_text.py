"""Write days for people, and parse ISO dates."""

import datetime as dt


def day_to_text(day: dt.date) -> str:
    """Write a day as people do, "8 September 2026"."""
    return f"{day.day} {day:%B %Y}"


def text_to_day(text: str) -> dt.date | None:
    """Return the day of an ISO date, None if it is invalid."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
