"""Convert Slack's markup to HTML as its clients show it; only links, because the bot writes no other markup."""

import html
import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from bot.cards.items import web_address

_LINK = re.compile(r"<(https?://[^|<>\s]+)\|([^<>]*)>")


def slack_markup_to_html(text: str) -> Markup:
    """Draw a text with its links, everything else as it is."""
    return Markup("").join(_parts(text))


def _parts(text: str) -> Iterator[Markup]:
    end = 0
    for found in _LINK.finditer(text):
        yield _plain(text[end : found.start()])
        address = web_address(html.unescape(found[1]))
        label = _plain(found[2])
        yield Markup('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>').format(address, label)
        end = found.end()
    yield _plain(text[end:])


def _plain(text: str) -> Markup:
    return Markup("<br>").join(escape(html.unescape(line)) for line in text.split("\n"))
