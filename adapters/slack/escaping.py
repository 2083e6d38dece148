"""Escape text for Slack, so that it cannot ping anyone or break the markup around it."""

import re

from bot.cards.text import shorten

# Slack reads <!channel>, <@U1> and <#C1> as mentions wherever it reads markup; the joiner between is not seen.
_MENTION = re.compile(r"<(?=[!@#])")
_JOINER = "\u2060"
# characters that turn the direction of the text after them, or that cannot be written as UTF-8
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def to_plain(text: str, length: int) -> str:
    """Return text for plain_text objects and elements of rich_text, which Slack shows unchanged."""
    writable = text.encode("utf-8", "replace").decode("utf-8")
    return shorten(_MENTION.sub(f"<{_JOINER}", _TURNING.sub("", writable)), length)


def to_markup(text: str, length: int) -> str:
    """Return text for fields in which Slack parses markup; `length` is counted before escaping.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    plain = to_plain(text, length)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
