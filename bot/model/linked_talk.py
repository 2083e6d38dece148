"""Define a talk that a link leads to, and what was said of it."""

from dataclasses import dataclass

from bot.model.entry import Entry


@dataclass(frozen=True, slots=True)
class LinkedTalk:
    """A talk, and the statements that link to its page or recording."""

    talk: Entry
    statements: tuple[Entry, ...] = ()
