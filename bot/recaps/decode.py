"""Turn a file's bytes into text, whatever they were written with."""

import re

from bot.errors import Diagnostic

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


def decode(content: bytes, path: str) -> tuple[str, tuple[Diagnostic, ...]] | None:
    """Return the text with one kind of line end, and what is wrong with its bytes; None where it is no text."""
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
    """Keep a text with a broken letter here and there as it is, and detect one in another encoding by its letters."""
    text = content.decode(encoding, errors="replace")
    foreign = sum(letter > "\x7f" for letter in text[:_SAMPLE])
    if encoding == "utf-8" and text[:_SAMPLE].count("\ufffd") * 4 > foreign:
        from charset_normalizer import from_bytes  # noqa: PLC0415 - takes 50 ms to import, and few files need it

        best = from_bytes(content[:_SAMPLE]).best()
        encoding = best.encoding if best and best.encoding in _TOLD_APART else "cp1252"
        text = content.decode(encoding, errors="replace")
    return text, encoding
