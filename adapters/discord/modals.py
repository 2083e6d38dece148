"""Open modals and read what was filled in; nothing is remembered, so that a restart in between loses nothing."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import discord

from adapters.discord.localization import say

Field = discord.ui.Item[discord.ui.Modal]
_LABEL_LENGTH = 45  # https://discord.com/developers/docs/components/reference#label
_DESCRIPTION_LENGTH = 100


def build_modal(title: str, custom_id: str, labels: Iterable[Field]) -> discord.ui.Modal:
    """Build a modal; whoever handles its custom_id reads what is filled in."""
    modal = discord.ui.Modal(title=title[:_LABEL_LENGTH], custom_id=custom_id)
    for label in labels:
        modal.add_item(label)
    modal.stop()  # the library keeps one that is stopped no longer
    return modal


def label(text: str, field: Field, locale: str, description: str = "") -> Field:
    """Put a label above a field, in the reader's language, and a description below it if there is one."""
    told = say(description, locale)[:_DESCRIPTION_LENGTH] or None
    return discord.ui.Label(text=say(text, locale)[:_LABEL_LENGTH], description=told, component=field)


def read_fields(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the values of a submitted modal's fields by custom_id, one or several each."""
    return {str(field.get("custom_id")): list(_values(field)) for field in _fields(data)}


def _fields(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for part in data.get("components") or ():
        if isinstance(field := part.get("component"), dict):
            yield field


def _values(field: Mapping[str, Any]) -> Iterator[str]:
    values = field.get("values")
    yield from map(str, values if isinstance(values, list) else filter(None, [field.get("value")]))
