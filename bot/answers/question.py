"""Define a question: a lookup's intent, and what to search for."""

from dataclasses import dataclass

from bot.model.lookup import Interpretation
from bot.model.subject import Intent


@dataclass(frozen=True, slots=True)
class Question:
    """A lookup as it was understood.

    `words` are what is to be searched for: as typed, without what only says how it is wanted. `events` are ids of the
    editions asked for, the likeliest first. `wishes` are tags such as "wish.newest" or "about.attendance". `names` are
    the things named: the sides of a comparison, a project, a person, a company, a version. `translated` are words that
    were put into English.
    """

    intent: Intent
    words: str
    wishes: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    translated: tuple[Interpretation, ...] = ()

    def wants(self, *tags: str) -> bool:
        """Return whether one of the tags is among the wishes."""
        return not self.wishes.isdisjoint(tags)
