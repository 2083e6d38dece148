"""Define who wants to be notified when a lookup has an answer."""

from dataclasses import dataclass

WATCHES_KEPT_DAYS = 365
MOST_WATCHES = 20  # of one person


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a platform, by the id that the platform gives them."""

    platform: str
    team: str
    id: str


@dataclass(frozen=True, slots=True)
class Watch:
    """A lookup as typed, and the person who wants a message once it has an answer."""

    person: Person
    words: str
