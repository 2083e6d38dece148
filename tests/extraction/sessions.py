"""Small invented sessions of a schedule, and what recaps tell of them."""

import datetime as dt
from dataclasses import replace

from bot.extraction.schedules.merge_talks import merge_talks
from bot.model.entry import Entry, EntryKind, Source, Speaker
from bot.model.recap import Link
from tests.fakes import talk

EVENT = "kubecon-eu-2031"
PAGE = "https://kccnceu2031.sched.com/event/4aBcD"
OTHER_PAGE = "https://kccnceu2031.sched.com/event/4xYzW"
VIDEO = "https://www.youtube.com/watch?v=otters12345"


def session(title, *people, page=PAGE, video="", event=EVENT, track="AI + ML"):
    links = [Link("schedule", page)] + ([Link("recording", video)] if video else [])
    return Entry(
        EntryKind.TALK,
        title,
        f"{track} · 2 April 2031, 11:15 (Europe/Oslo)",
        Source(f"schedule-{event.removeprefix('kubecon-')}", "KubeCon EU 2031 schedule", page, track, 9),
        speakers=tuple(Speaker(name, "Riverbank") for name in people),
        event=event,
        date=dt.date(2031, 4, 2),
        links=tuple(links),
    )


def told(title, *people, link="", event=EVENT, text="It was said.", recap="eu2031-otters"):
    entry = talk(title, *((name, "") for name in people), text=text, event=event, recap=recap)
    return replace(entry, links=(Link("link", link),) if link else ())


def are_joined(*entries):
    return len(merge_talks(entries)) == 1
