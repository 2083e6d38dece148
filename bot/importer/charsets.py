"""Turn what a site sends into text, by what the site, the page and the bytes say of their letters."""

import codecs
import re

from bot.errors import BotError
from bot.recaps.decode import decode

_IN_PAGE = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096  # where a page has to name its letters, with room to spare; https://html.spec.whatwg.org/#charset
# Python knows codecs that turn text into other text, or take long; these are the ones that letters come in.
_LETTERS = re.compile(
    r"ascii|utf-(?:8|16|16-le|16-be)|iso8859-\d+|cp125\d|cp874|cp932|cp949|koi8-[ru]|mac-\w+"
    r"|gb2312|gbk|gb18030|big5|euc_(?:jp|kr)|shift_jis|iso2022_jp"
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def page_to_text(body: bytes, charset: str, place: str) -> str:
    """Return the text with one kind of line end; raise BotError where it is none."""
    codec = "" if body.startswith(_MARKS) else _known(charset) or _named_inside(body)
    if codec:
        body = body.decode(codec, errors="replace").encode()
    decoded = decode(body, place)
    if decoded is None or not decoded[0].strip():
        raise BotError(f"{place}: there is no text in it; add a post in HTML, Markdown or plain text")
    return decoded[0]


def _named_inside(body: bytes) -> str:
    found = _IN_PAGE.search(body[:_HEAD])
    name = _known(found[1].decode("ascii", "replace")) if found else ""
    return "" if name.startswith("utf-") else name  # UTF-16 could not have been read so far; UTF-8 is tried first


def _known(charset: str) -> str:
    """Return Python's name of an encoding, "" where it is none that text comes in, or UTF-8, which is tried anyway."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return _AS_BROWSERS_DO.get(name, name) if _LETTERS.fullmatch(name) and name != "utf-8" else ""
