"""Build the modals in which a recap of the server is confirmed or changed, and read their fields."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord

from adapters.discord.localization import SAVE_MENU, say
from adapters.discord.modals import Field, build_modal, label, read_fields
from bot.model.edition import Edition
from bot.model.saved_recap import LONGEST_SAVED, LONGEST_TITLE, SavedRecap

_TITLE, _TEXT, _EDITION, _FORGET = "title", "text", "edition", "forget"
_NO_EDITION = "none"
_CHOICES = 25
_SAVE = re.compile(r"k1:save:(?P<channel>[0-9]{1,20}):(?P<message>[0-9]{1,20}):(?P<author>[0-9]{1,20})")
_EDIT = re.compile(r"k1:edit:(?P<number>[0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class MessagePlace:
    """Where a message is, and who wrote it; all are ids."""

    channel: int
    message: int
    author: int

    @property
    def day(self) -> dt.date:
        """Return the day the message was written, which its id contains."""
        return discord.utils.snowflake_time(self.message).date()


def message_url(server: int | None, channel: int, message: int) -> str:
    """Return the address of a message, as Discord's own "Copy Message Link" writes it."""
    return f"https://discord.com/channels/{server}/{channel}/{message}"


def save_modal(
    place: MessagePlace, text: str, guess: str, editions: Sequence[Edition], locale: str, *, note: str = ""
) -> discord.ui.Modal:
    """Build the modal for a message: its text, and the KubeCon that it is most likely about; `note` is on the text."""
    title = " ".join(text.split()[:10])
    labels = (
        label("Title", _text_field(_TITLE, title, LONGEST_TITLE), locale),
        label("What your team should find", _text_field(_TEXT, text, LONGEST_SAVED, is_long=True), locale, note),
        label("KubeCon", _edition_select(guess, editions, locale), locale),
    )
    custom_id = f"k1:save:{place.channel}:{place.message}:{place.author}"
    return build_modal(say(SAVE_MENU, locale), custom_id, labels)


def edit_modal(recap: SavedRecap, editions: Sequence[Edition], locale: str) -> discord.ui.Modal:
    """Build the modal for a saved recap; a text that is longer than the field stays as it is."""
    forget = discord.ui.CheckboxGroup[discord.ui.Modal](custom_id=_FORGET, required=False, min_values=0)
    forget.add_option(label=say("Forget this recap", locale), value=_FORGET)
    text = _text_field(_TEXT, recap.text, LONGEST_SAVED, is_long=True)
    fits = len(recap.text) <= LONGEST_SAVED
    labels = (
        label("Title", _text_field(_TITLE, recap.title, LONGEST_TITLE), locale),
        *((label("What your team should find", text, locale),) if fits else ()),
        label("KubeCon", _edition_select(recap.edition, editions, locale), locale),
        label("If your team no longer needs it", forget, locale),
    )
    return build_modal(say("Edit a saved recap", locale), f"k1:edit:{recap.number}", labels)


def place_of_saved(custom_id: str) -> MessagePlace | None:
    """Return the message that a submitted modal saves, None for another modal."""
    found = _SAVE.fullmatch(custom_id)
    return MessagePlace(int(found["channel"]), int(found["message"]), int(found["author"])) if found else None


def number_of_edited(custom_id: str) -> int:
    """Return the number of the recap that a submitted modal changes, 0 for another modal."""
    found = _EDIT.fullmatch(custom_id)
    return int(found["number"]) if found else 0


def is_to_forget(data: Mapping[str, Any]) -> bool:
    """Return whether the recap is to be forgotten."""
    return bool(read_fields(data).get(_FORGET))


def filled_in(recap: SavedRecap, data: Mapping[str, Any]) -> SavedRecap:
    """Return a recap with what was filled in."""
    fields = {name: "".join(values[:1]) for name, values in read_fields(data).items()}
    edition = fields.get(_EDITION, _NO_EDITION)
    text = fields.get(_TEXT, recap.text)
    return replace(recap, title=fields.get(_TITLE, ""), text=text, edition="" if edition == _NO_EDITION else edition)


def _text_field(custom_id: str, text: str, longest: int, *, is_long: bool = False) -> Field:
    style = discord.TextStyle.paragraph if is_long else discord.TextStyle.short
    return discord.ui.TextInput(
        custom_id=custom_id, style=style, default=text[:longest].strip() or None, max_length=longest
    )


def _edition_select(chosen: str, editions: Sequence[Edition], locale: str) -> Field:
    names = {one.id: one.short_name for one in editions[: _CHOICES - 1]}
    options = [discord.SelectOption(label=name, value=id_, default=id_ == chosen) for id_, name in names.items()]
    none = discord.SelectOption(label=say("No KubeCon", locale), value=_NO_EDITION, default=chosen not in names)
    return discord.ui.Select(custom_id=_EDITION, options=[none, *options], required=True)
