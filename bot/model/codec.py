"""Convert types to JSON and back, for storage."""

from dataclasses import MISSING, fields
from functools import cache
from typing import Any, TypeVar

import msgspec

Shape = TypeVar("Shape")


def to_json(value: Any) -> str:
    """Write a value as one line of JSON: any type of bot.model, or made of such types."""
    return msgspec.json.encode(value).decode()


def from_json(text: str | bytes, shape: type[Shape]) -> Shape:
    """Read a value of a type from JSON; fields that are missing take their defaults, others are left out.

    Raises ValueError if the text does not fit the type.
    """
    kind: Any = shape
    decoder: msgspec.json.Decoder[Shape] = _decoder(kind)
    try:
        return decoder.decode(text)
    except msgspec.MsgspecError as problem:
        raise ValueError(str(problem)) from problem


@cache
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


def to_fields(value: Any) -> dict[str, Any]:
    """Return the fields of a value as JSON values, without empty ones that have a default."""
    kind: Any = type(value)
    required = _required(kind)
    return {name: field for name, field in msgspec.to_builtins(value).items() if field or name in required}


@cache
def _required(shape: Any) -> frozenset[str]:
    return frozenset(one.name for one in fields(shape) if one.default is MISSING and one.default_factory is MISSING)
