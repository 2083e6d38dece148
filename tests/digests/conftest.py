import datetime as dt

from bot.model.channel import Channel, Subscription
from bot.model.entry import Entry, EntryKind, Source
from bot.model.recap import Link
from bot.model.topic import Alias, AliasKind, Topic

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def said(text, *topics, recap="na2025-otters", day=dt.date(2026, 3, 24), event="kubecon-eu-2026"):
    source = Source(recap, f"Recap {recap}", f"https://recaps.example/{recap}", "Herding", 7, "Ana Lee")
    return Entry(EntryKind.TAKEAWAY, "", text, source, event=event, date=day, topics=topics)


def recorded(title, *topics, recap="na2025-otters", event="kubecon-eu-2026", day=dt.date(2026, 3, 24)):
    source = Source(recap, f"Recap {recap}", f"https://recaps.example/{recap}", "Talks", 9)
    watch = Link("recording", f"https://youtu.be/{len(title)}")
    return Entry(EntryKind.TALK, title, "", source, event=event, date=day, topics=topics, links=(watch,))


def subscribed(*topics, **more):
    return Subscription(Channel("slack", "T1", "C1"), "U1", MONDAY, topics=topics, **more)


def topics_named(words):
    """Take any words for the name of a topic, as a lookup for a known topic does."""
    return (Topic(words, "project", "", (Alias(f"{words}s", AliasKind.PLURAL, "grammar"),)),)
