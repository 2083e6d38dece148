"""Turn a file's bytes into text, whatever they were written with."""

import re

from charset_normalizer import from_bytes

from bot.errors import Complaint

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_JUNK = re.compile(rb"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536


def decode(content: bytes, path: str) -> tuple[str, tuple[Complaint, ...]] | None:
    """Return the text with one kind of line end, and what is wrong with its bytes; None where it is no text."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and _is_junk(content[:_SAMPLE]):
        return None
    try:
        return _with_one_line_end(content.decode(encoding)), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    text = content.decode(encoding, errors="replace")
    if encoding == "utf-8" and _most_is_strange(text):
        best = from_bytes(content[:_SAMPLE]).best()
        encoding = best.encoding if best else "cp1252"
        text = content.decode(encoding, errors="replace")
    reason = f"these bytes are not UTF-8; they were read as {encoding}"
    return _with_one_line_end(text), (Complaint(path, line, reason, "save the file as UTF-8"),)


def _with_one_line_end(text: str) -> str:
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _is_junk(sample: bytes) -> bool:
    return len(_JUNK.findall(sample)) * 50 > len(sample)


def _most_is_strange(text: str) -> bool:
    """Tell a text in another encoding from one in UTF-8 with a broken letter here and there."""
    replaced = text.count("\ufffd")
    foreign = sum(letter > "\x7f" for letter in text[:_SAMPLE])
    return replaced * 4 > foreign
