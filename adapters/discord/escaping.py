"""Escape text for Discord, so that it cannot format, link or ping."""

import re

from bot.cards.text import shorten

_UNSEEN = "\u200b"  # takes no room, yet parts what Discord would otherwise read as one word
_UNFIT = re.compile(r"[\u202a-\u202e\u2066-\u2069\ud800-\udfff]")  # turns other letters around, or is half a letter
_PINGS = re.compile(r"@(?=everyone|here|[!&]?[0-9])", re.IGNORECASE)
_INVITES = re.compile(r"(discord(?:app)?|dsc)\.(?=gg|com/invite|me|io|li)", re.IGNORECASE)
_MARKUP = re.compile(r"([\\*_~`|<>\[\]])")
# these have an effect only at the beginning of a line
_AT_START = re.compile(r"([#+-]|[0-9]+(?=[.)]))")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def escape(text: str) -> str:
    r"""Escape text so that Discord shows it unchanged: no markup, mention, invite or link.

    A backslash makes any sign plain (https://support.discord.com/hc/en-us/articles/210298617).
    """
    plain = _UNFIT.sub("", text)
    parted = _INVITES.sub(rf"\1{_UNSEEN}.", _PINGS.sub(f"@{_UNSEEN}", plain))
    written = _MARKUP.sub(r"\\\1", parted).replace("://", r":\//")
    start = _AT_START.match(written)
    if start is None:
        return written
    sign = start.group()
    return f"{sign}\\{written[start.end() :]}" if sign[0].isdigit() else f"\\{written}"


def unescape(written: str) -> str:
    """Undo `escape`."""
    return _ESCAPED.sub(r"\1", written.replace(_UNSEEN, ""))


def escape_to_fit(text: str, room: int) -> str:
    """Escape text and cut it at a word, to at most `room` characters."""
    length = max(room, 1)
    written = escape(shorten(text, length))
    while len(written) > room and length > 1:
        length = max(length - max((len(written) - room) // 2, 1), 1)
        written = escape(shorten(text, length))
    return written if len(written) <= room else ""


def is_invite(address: str) -> bool:
    """Return whether an address is an invite to a Discord server, which Discord would show as a large box."""
    return _INVITES.search(address) is not None
