"""Store the page of a button or select in its custom_id, so that it works after a restart."""

import re
from dataclasses import replace

import discord

from adapters.discord.escaping import escape, unescape
from bot.model.answer_page import AnswerPage, page_to_value, value_to_page

CUSTOM_ID_LENGTH = 100  # https://discord.com/developers/docs/components/reference#anatomy-of-a-component
VERSION = "k1"
_ASKED = "-# Asked: "
_TOO_LONG = "…"  # replaces words that are too long
_CARRIES_PAGE = re.compile(rf"{VERSION}:(?:kind|here|share):(?P<value>.*)", re.DOTALL)


def write_custom_id(name: str, value: str) -> str:
    """Write the name of a control and the page it carries; words that are too long are left to the asked text."""
    whole = f"{VERSION}:{name}:{value}"
    if len(whole) <= CUSTOM_ID_LENGTH:
        return whole
    return f"{VERSION}:{name}:{page_to_value(replace(value_to_page(value), words=_TOO_LONG))}"


def lookup_below_answer(words: str) -> str:
    """Repeat a lookup below its answer, so that a control can read it there."""
    return _ASKED + escape(words)


def fits(value: str) -> bool:
    """Return whether a page's value fits into every control's custom_id."""
    return len(value) + len(f"{VERSION}:share:00:") <= CUSTOM_ID_LENGTH


def read_value(value: str, message: discord.Message | None) -> str:
    """Return the value as it was written; words that were too long come from the message."""
    page = value_to_page(value)
    if page.words != _TOO_LONG or message is None:
        return value
    asked = next((text for text in _texts(message) if text.startswith(_ASKED)), "")
    return page_to_value(replace(page, words=unescape(asked.removeprefix(_ASKED))))


def page_on(message: discord.Message) -> AnswerPage | None:
    """Return the page that a message of the bot shows, None if it shows no answer."""
    view = discord.ui.LayoutView.from_message(message, timeout=None) if message.flags.components_v2 else None
    for item in view.walk_children() if view else ():
        written = _CARRIES_PAGE.fullmatch(getattr(item, "custom_id", None) or "")
        if written:
            return value_to_page(read_value(written["value"], message))
    return None


def _texts(message: discord.Message) -> list[str]:
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    return [item.content for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]
