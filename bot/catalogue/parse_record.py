"""Parse the fields of a catalogue entry into a topic, ambiguous name or edition, and report problems."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, TypeVar

from bot.model.edition import Edition
from bot.model.topic import Alias, AliasKind, Topic

Complain = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name that means several things: topics, and readings that are no topic."""

    name: str
    topics: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


Record = TypeVar("Record", Topic, Alias, Edition, AmbiguousName)


def read_record(shape: type[Record], entry: Any, complain: Complain) -> Record | None:
    """Return the record of an entry, or None after a diagnostic for each problem."""
    if not isinstance(entry, Mapping):
        complain(f"{entry!r} is not an entry; write {{name: ..., ...}}")
        return None
    readers, required = _SHAPES[shape]
    values: dict[str, Any] = {}
    for name, value in entry.items():
        if name not in readers:
            complain(f"`{name}` is not known here; take it out, or one of these was meant: {', '.join(readers)}")
            continue
        try:
            values[name] = readers[name](value, complain)
        except ValueError as error:
            complain(f"`{name}` is {value!r}; {error}")
    for name in sorted(required - entry.keys()):
        complain(f"`{name}` is missing; add it")
    return shape(**values) if required <= values.keys() else None


def _text(value: Any, _: Complain) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("write a text")
    return value


def _claim(value: Any, _: Complain) -> bool:
    if not isinstance(value, bool):
        raise ValueError("write true or false")  # noqa: TRY004 - one kind of error for all that a person writes
    return value


def _texts(value: Any, complain: Complain) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("write a list of texts")  # noqa: TRY004 - as above
    return tuple(_text(text, complain) for text in value)


def _day(value: Any, _: Complain) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError("write a day of the calendar, e.g. 2025-11-10") from None


def _alias_kind(value: Any, _: Complain) -> AliasKind:
    try:
        return AliasKind(value)
    except ValueError:
        raise ValueError(f"write one of {', '.join(AliasKind)}") from None


def _aliases(value: Any, complain: Complain) -> tuple[Alias, ...]:
    if not isinstance(value, list):
        raise ValueError("write a list of aliases")  # noqa: TRY004 - as above
    found = (read_record(Alias, entry, complain) for entry in value)
    return tuple(alias for alias in found if alias is not None)


def _milestones(value: Any, complain: Complain) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):  # noqa: PLR2004
        raise ValueError("write pairs of level and day, e.g. [[accepted, '2020-03-26']]")
    return tuple((_text(level, complain), _day(day, complain).isoformat()) for level, day in value)


def _days(value: Any, complain: Complain) -> tuple[dt.date, ...]:
    if not isinstance(value, list):
        raise ValueError("write a list of days")  # noqa: TRY004 - as above
    return tuple(_day(day, complain) for day in value)


_READERS: dict[Any, Callable[[Any, Complain], Any]] = {
    str: _text,
    bool: _claim,
    tuple[str, ...]: _texts,
    dt.date | None: _day,
    tuple[dt.date, ...]: _days,
    AliasKind: _alias_kind,
    tuple[Alias, ...]: _aliases,
    tuple[tuple[str, str], ...]: _milestones,
}


# For each shape the reader of each field, and the fields that must be there.
_SHAPES: dict[type, tuple[dict[str, Callable[[Any, Complain], Any]], frozenset[str]]] = {
    shape: (
        {field.name: _READERS[field.type] for field in fields(shape)},
        frozenset(field.name for field in fields(shape) if field.default is MISSING),
    )
    for shape in (Topic, Alias, Edition, AmbiguousName)
}
