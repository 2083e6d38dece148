"""Convert Discord's dialect of Markdown to HTML, with nothing that a browser would run."""

import datetime as dt
import re

from markdown_it import MarkdownIt
from markupsafe import Markup

from bot.model.day_text import day_to_text

# https://support.discord.com/hc/en-us/articles/210298617: marks at the beginning of a line
_LINE = re.compile(r"(?P<sign>#{1,3}|-#) (?P<text>.*)")
_CLASSES = {"#": "title", "##": "title", "###": "title", "-#": "small"}
_TIME = re.compile(r"&lt;t:([0-9]{1,11}):[a-zA-Z]&gt;")
_LINK = '<a target="_blank" rel="noopener noreferrer nofollow" '
_inline = MarkdownIt("zero").enable(["emphasis", "strikethrough", "link", "autolink", "escape", "backticks"])


def discord_markdown_to_html(text: str) -> Markup:
    """Draw a text line by line; each is a span, since Discord keeps every line break."""
    return Markup("\n").join(map(_line, text.splitlines()))


def _line(line: str) -> Markup:
    begun = _LINE.fullmatch(line)
    sign, rest = (begun["sign"], begun["text"]) if begun else ("", line)
    drawn = _inline.renderInline(rest).replace("<a ", _LINK)
    drawn = _TIME.sub(lambda found: _day(int(found[1])), drawn)
    return Markup('<span class="line {}">{}</span>').format(_CLASSES.get(sign, ""), Markup(drawn))  # noqa: S704 - escaped


def _day(seconds: int) -> str:
    return day_to_text(dt.datetime.fromtimestamp(seconds, dt.UTC).date())
