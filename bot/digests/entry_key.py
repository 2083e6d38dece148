"""Define the keys by which digests remember entries."""

import hashlib
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.digests.status_claims import claim_key
from bot.model.entry import Entry


def key_of(entry: Entry) -> str:
    """Return the key of an entry, the same for the same statement in any recap."""
    return _key(entry.kind, entry.title or entry.text)


def keys_of(entry: Entry) -> tuple[str, ...]:
    """Return all keys of an entry: that of its words, and that of its fact if others state the same one."""
    fact = claim_key(entry)
    return (key_of(entry), _key("fact", fact)) if fact else (key_of(entry),)


def key_of_event(event: str) -> str:
    """Return the key of an announced event."""
    return _key("event", event)


def key_of_source(entry: Entry) -> str:
    """Return the key of a page or recording that was a source."""
    return _key("source", _page_of(entry))


def _page_of(entry: Entry) -> str:
    """Return the address of an entry's page or recording, its recap if there is none."""
    return (entry.links[0].url if entry.links else entry.source.url) or entry.source.recap


def key_of_session(address: str) -> str:
    """Return the key of a session in a calendar, from its page or title."""
    return _key("session", address)


def key_of_topic(topic: str) -> str:
    """Return the key of a topic that a channel was shown without having chosen it."""
    return _key("topic", topic)


def key_of_lead(topic: str) -> str:
    """Return the key of a topic that a digest led with."""
    return _key("lead", topic)


@lru_cache(maxsize=100_000)
def _key(kind: str, said: str) -> str:
    return hashlib.sha256(f"{kind} {normalize(said)}".encode("utf-8", "replace")).hexdigest()[:16]
