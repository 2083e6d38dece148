"""Decode the bytes of a file or a web page, in any encoding."""

import codecs
import re

from bot.errors import BotError, Diagnostic

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Encodings that no text of another one looks like; of the many for Latin letters, the commonest is taken.
_TOLD_APART = {
    "shift_jis",
    "cp932",
    "euc_jp",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "euc_kr",
    "cp949",
    "cp1251",
    "koi8_r",
}
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SAMPLE = 65_536
_MOST_CONTROL = 0.02
_IN_PAGE = re.compile(rb"<meta\b[^>]{0,300}?\bcharset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# the part of a page that must name its encoding, with room to spare; https://html.spec.whatwg.org/#charset
_HEAD = 4_096
# Python knows codecs that turn text into other text, or take long; these are the ones that letters come in.
_LETTERS = re.compile(
    r"ascii|utf-(?:8|16|16-le|16-be)|iso8859-\d+|cp125\d|cp874|cp932|cp949|koi8-[ru]|mac-\w+"
    r"|gb2312|gbk|gb18030|big5|euc_(?:jp|kr)|shift_jis|iso2022_jp"
)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(content: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]] | None:
    """Return the text with uniform line ends, and diagnostics about its bytes; None if it is not text."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\x00" in content[:_SAMPLE]:
        return None
    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        text, encoding = _decode_broken(content, encoding)
        reason = f"these bytes are not UTF-8; they were read as {encoding}"
        diagnostics = (Diagnostic(path, line, reason, "save the file as UTF-8"),)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > len(sample) * _MOST_CONTROL:
        return None
    return _CONTROL.sub("", text), diagnostics


def _decode_broken(content: bytes, encoding: str) -> tuple[str, str]:
    """Keep a text with a few invalid bytes as it is, and detect the encoding of any other."""
    text = content.decode(encoding, errors="replace")
    foreign = sum(letter > "\x7f" for letter in text[:_SAMPLE])
    if encoding == "utf-8" and text[:_SAMPLE].count("\ufffd") * 4 > foreign:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - takes 50 ms to import, and few files need it

        best = from_bytes(content[:_SAMPLE]).best()
        encoding = best.encoding if best and best.encoding in _TOLD_APART else "cp1252"
        text = content.decode(encoding, errors="replace")
    return text, encoding


def decode_page(body: bytes, charset: str, place: str) -> str:
    """Return the text with uniform line ends; raise BotError if it is not text."""
    codec = "" if body.startswith(_MARKS) else _known(charset) or _named_in_page(body)
    if codec:
        body = body.decode(codec, errors="replace").encode()
    decoded = decode(body, place)
    if decoded is None or not decoded[0].strip():
        raise BotError(f"{place}: there is no text in it; add a post in HTML, Markdown or plain text")
    return decoded[0]


def _named_in_page(body: bytes) -> str:
    found = _IN_PAGE.search(body[:_HEAD])
    name = _known(found[1].decode("ascii", "replace")) if found else ""
    return "" if name.startswith("utf-") else name  # UTF-16 could not have been read so far; UTF-8 is tried first


def _known(charset: str) -> str:
    """Return Python's name of a text encoding, "" for any other and for UTF-8, which is tried anyway."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    return _AS_BROWSERS_DO.get(name, name) if _LETTERS.fullmatch(name) and name != "utf-8" else ""
