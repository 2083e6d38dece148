"""What an entry is remembered by in digests."""

import hashlib
from functools import lru_cache

from bot.catalogue.normalize import normalize
from bot.model.entry import Entry


def key_of(entry: Entry) -> str:
    """Return what an entry is remembered by: the same for the same statement, whichever recap holds it."""
    return _key(entry.kind, entry.title or entry.text)


@lru_cache(maxsize=100_000)
def _key(kind: str, said: str) -> str:
    return hashlib.sha256(f"{kind} {normalize(said)}".encode("utf-8", "replace")).hexdigest()[:16]
