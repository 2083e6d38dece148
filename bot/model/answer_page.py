"""Define which part of an answer a card shows, short enough for a button to carry it."""

import datetime as dt
import re
from dataclasses import dataclass

from bot.model.entry import EntryKind
from bot.model.lookup import Lookup

PAGE_LENGTH = 8
_OVERVIEW_LIMIT = 60  # matches to choose the overview's few from, so that one kind does not crowd out the others
_OVERVIEW = "all"
_VALUE = re.compile(rf"({_OVERVIEW}|{'|'.join(EntryKind)}) ([0-9]{{1,3}}) (.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The words of a lookup, filters among them, and the part to show.

    `kind` None is the overview of all kinds; `skip` is how many matches of that kind were shown before.
    """

    words: str
    kind: EntryKind | None = None
    skip: int = 0


def lookup_to_page(lookup: Lookup) -> AnswerPage:
    """Return the first page of a lookup, with its filters written as a person would type them."""
    filters = {"event": lookup.event, "by": lookup.speaker, "from": lookup.company}
    typed = [f'{name}:"{value.replace(chr(34), " ").strip()}"' for name, value in filters.items() if value.strip()]
    return AnswerPage(" ".join([*lookup.words.split(), *typed]), lookup.kind)


def page_to_lookup(page: AnswerPage, today: dt.date | None = None) -> Lookup:
    """Return the lookup that fetches all that a page needs, asked today."""
    limit = _OVERVIEW_LIMIT if page.kind is None else page.skip + PAGE_LENGTH
    return Lookup(page.words, kind=page.kind, limit=limit, asked_on=today)


def page_to_value(page: AnswerPage) -> str:
    """Write a page as one line: kind, number to skip, words."""
    return f"{page.kind or _OVERVIEW} {page.skip} {page.words}"


def value_to_page(value: str) -> AnswerPage:
    """Parse the output of `page_to_value`; any other text is words to look up."""
    written = _VALUE.fullmatch(value)
    if written is None:
        return AnswerPage(value)
    kind, skip, words = written.groups()
    return AnswerPage(words, None if kind == _OVERVIEW else EntryKind(kind), int(skip))
