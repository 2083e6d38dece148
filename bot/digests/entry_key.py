"""What an entry is remembered by in digests."""

import hashlib
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.digests.status_claims import claim_key
from bot.model.entry import Entry


def key_of(entry: Entry) -> str:
    """Return what an entry is remembered by: the same for the same statement, whichever recap holds it."""
    return _key(entry.kind, entry.title or entry.text)


def keys_of(entry: Entry) -> tuple[str, ...]:
    """Return all that an entry is remembered by: with its words also the fact, where others tell the same one."""
    fact = claim_key(entry)
    return (key_of(entry), _key("fact", fact)) if fact else (key_of(entry),)


def key_of_event(event: str) -> str:
    """Return what it is remembered by that an event was told to come up."""
    return _key("event", event)


def key_of_source(entry: Entry) -> str:
    """Return what it is remembered by that a channel was told something from a page or recording."""
    return _key("source", _page_of(entry))


def _page_of(entry: Entry) -> str:
    """Return the address of the page or recording that an entry is from, its recap where it has none."""
    return (entry.links[0].url if entry.links else entry.source.url) or entry.source.recap


def key_of_session(address: str) -> str:
    """Return what a calendar knows a session by, from its page or title."""
    return _key("session", address)


def key_of_topic(topic: str) -> str:
    """Return what it is remembered by that a channel was told something on a topic that it has not chosen."""
    return _key("topic", topic)


def key_of_lead(topic: str) -> str:
    """Return what it is remembered by that a digest led with a topic."""
    return _key("lead", topic)


@lru_cache(maxsize=100_000)
def _key(kind: str, said: str) -> str:
    return hashlib.sha256(f"{kind} {normalize(said)}".encode("utf-8", "replace")).hexdigest()[:16]
