"""Define cards: content only, which every platform renders in its own way."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.model.chart import Chart
from bot.model.entry import EntryKind


class ActionKind(StrEnum):
    """List the kinds of steps: show more of the same answer, or look up something else."""

    MORE = "more"
    LOOK_UP = "look_up"


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A link to a recap, or to what it cites; `url` is an http address, "" for none."""

    label: str
    url: str = ""


_NOWHERE = SourceLink("")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a card: its text, its recap if it has one, its age, and what the recap cites.

    `day` is the day it mentions, which may be shown in the format of the reader's country. `entry` is the id of the
    entry that it shows, "" if it shows none.
    """

    text: str
    source: SourceLink = _NOWHERE
    badge: str = ""
    links: tuple[SourceLink, ...] = ()
    day: dt.date | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading; `kind` is that of their entries, None if they show something else.

    `columns` name what each item is of, if items of several sections may be shown side by side; the text of an item
    begins with the name of its column.
    """

    heading: str
    items: tuple[Item, ...]
    kind: EntryKind | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Offer one next step; `value` is a page as text (see bot.model.answer_page), enough to take it after a restart.

    `section` is the place of the section that it leads on from; None, it leads on from the whole card.
    """

    label: str
    kind: ActionKind
    value: str
    section: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """Everything an adapter draws; texts are plain, so that each adapter escapes them for its platform.

    `alt_text` is one sentence for notifications and screen readers.
    """

    title: str
    subtitle: str = ""
    sections: tuple[Section, ...] = ()
    actions: tuple[Action, ...] = ()
    footer: str = ""
    alt_text: str = ""
    chart: Chart | None = None

    def actions_below(self, section: int | None) -> tuple[Action, ...]:
        """Return the actions to draw right below a section, given by its place, or at the end of the card."""
        places = range(len(self.sections))
        return tuple(one for one in self.actions if (one.section if one.section in places else None) == section)
