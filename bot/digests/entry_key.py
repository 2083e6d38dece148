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


@lru_cache(maxsize=100_000)
def _key(kind: str, said: str) -> str:
    return hashlib.sha256(f"{kind} {normalize(said)}".encode("utf-8", "replace")).hexdigest()[:16]
