"""Write days as people do, and read those that are given as ISO text."""

import datetime as dt


def day_to_text(day: dt.date) -> str:
    """Write a day as people do, "8 September 2026"."""
    return f"{day.day} {day:%B %Y}"


def text_to_day(text: str) -> dt.date | None:
    """Return the day of an ISO text, None where it names none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
