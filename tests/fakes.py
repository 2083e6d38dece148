"""Small invented entries, so that a test says only what it is about."""

import datetime as dt

from bot.extraction.entry import Entry, EntryKind, Source, Speaker


def source(recap="na2025-otters", title="Otters at KubeCon NA 2025", heading="Herding", line=7):
    return Source(recap, title, f"https://recaps.example/{recap}", heading, line)


def takeaway(text, *, event="kubecon-na-2025", topics=(), **where):
    return Entry(
        EntryKind.TAKEAWAY, "", text, source(**where), event=event, date=dt.date(2025, 11, 20), topics=tuple(topics)
    )


def talk(title, *people, text="", event="kubecon-na-2025", topics=(), **where):
    """Make a talk; people are (name, company) pairs."""
    return Entry(
        EntryKind.TALK,
        title,
        text,
        source(**where),
        speakers=tuple(Speaker(name, org) for name, org in people),
        event=event,
        date=dt.date(2025, 11, 20),
        topics=tuple(topics),
    )
