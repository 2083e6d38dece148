"""What people see when digests were tried hard: which messages are missing, there twice, or not in their thread."""

from collections import Counter
from dataclasses import dataclass

from benchmarks.digest_stands import Stand


def posted(stand: Stand) -> int:
    """Count the messages of digests that are there."""
    return sum(len(stand.seen(place)) for place in stand.channels)


@dataclass(frozen=True, slots=True)
class DigestOutcome:
    """Count digests and messages, and which of them are missing, there twice, or not in their thread."""

    digests: int
    messages: int
    missing: int
    doubled: int
    astray: int

    @property
    def is_good(self) -> bool:
        """Return whether each message is there once, in its place."""
        return bool(self.messages) and not (self.missing or self.doubled or self.astray)


def count(stand: Stand) -> DigestOutcome:
    """Count what people see in the end; every channel gets as many messages as the one with the most."""
    seen = [stand.seen(place) for place in stand.channels]
    keys = [Counter(one.key for one in messages) for messages in seen]
    whole = max(map(len, keys))
    return DigestOutcome(
        len(seen),
        sum(map(len, seen)),
        sum(whole - len(one) for one in keys),
        sum(one.total() - len(one) for one in keys),
        sum(not one.is_in_place for messages in seen for one in messages),
    )
