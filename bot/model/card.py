"""What a person gets to see, as content alone: every platform draws it in its own way."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from bot.model.chart import Chart
from bot.model.entry import EntryKind


class ActionKind(StrEnum):
    """Name what a step does: show more of the same answer, or look something else up."""

    MORE = "more"
    LOOK_UP = "look_up"


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Name a recap, or what a recap points to; `url` is an http address, "" where there is none."""

    label: str
    url: str = ""


_NOWHERE = SourceLink("")


@dataclass(frozen=True, slots=True)
class Item:
    """One line on its own feet: the recap it stands in, if in any, its age, and what that recap points to there.

    `day` is the day it tells of, where a reader may want it in the form of their own country. `entry` is the id of the
    entry that it shows, "" where it shows none.
    """

    text: str
    source: SourceLink = _NOWHERE
    badge: str = ""
    links: tuple[SourceLink, ...] = ()
    day: dt.date | None = None
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading; `kind` is that of the entries they show, None where they show something else.

    `columns` name what each item is of, where those of several sections may stand side by side; the text of an item
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
