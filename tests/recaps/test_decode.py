"""Bytes become text, whatever they were written with."""

import pytest

from bot.errors import BotError
from bot.recaps.decode import decode, decode_page

TEXT = "Grüße vom Hafen\nund von der Fähre\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_in_unicode_is_read_without_diagnostic(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "post.md") == (TEXT, ())


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_there_is_one_kind_of_line_end(end: str) -> None:
    decoded = decode(TEXT.replace("\n", end).encode(), "post.md")
    assert decoded == (TEXT, ())


def test_western_letters_of_old_are_read_and_named() -> None:
    decoded = decode(b"Hafen\nund F\xe4hre\n", "post.md")
    assert decoded is not None
    text, (diagnostic,) = decoded
    assert text == "Hafen\nund Fähre\n"
    assert str(diagnostic) == (
        "post.md line 2: these bytes are not UTF-8; they were read as cp1252; save the file as UTF-8"
    )


def test_japanese_of_old_is_told_by_its_letters() -> None:
    text = "フェリーは遅れました。港で長く待ちました。次の船はもっと大きいです。\n" * 3
    decoded = decode(text.encode("shift_jis"), "post.md")
    assert decoded is not None
    assert decoded[0] == text


def test_one_broken_letter_does_not_change_the_others() -> None:
    decoded = decode("Grüße, Fähre, Öl, Übung, ".encode() + b"\xff.", "post.md")
    assert decoded is not None
    assert decoded[0] == "Grüße, Fähre, Öl, Übung, \ufffd."


def test_signs_that_no_one_sees_are_left_out() -> None:
    text = "The ferry was late, " * 9
    assert decode(b"\x07\x7f" + text.encode(), "post.md") == (text, ())


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(1, 32)) * 4, b"words\x00words"])
def test_what_is_no_text_is_told(content: bytes) -> None:
    assert decode(content, "post.md") is None


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("Fischotter mögen Flüsse – und „Bäche“", "windows-1252"),
        ("Выдры любят реки", "koi8-r"),
        ("カワウソは川が好きです。", "euc-jp"),
        ("カワウソは川が好きです。", "iso-2022-jp"),
        ("水獭喜欢河流，也喜欢会议。", "gb2312"),
        ("수달은 강을 좋아합니다.", "euc-kr"),
        ("Otters – rivers", "utf-16"),
        ("Otters – rivers", "UTF-8"),
    ],
)
def test_the_letters_that_a_site_names_are_read(text, charset):
    assert decode_page(text.encode(charset), charset, "here") == text


def test_the_letters_that_a_page_names_are_read_where_its_site_names_none():
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>Выдры</html>'
    assert "Выдры" in decode_page(page.encode("cp1251"), "", "here")


def test_a_mark_at_the_beginning_counts_for_more_than_what_the_site_says():
    assert decode_page("Flüsse".encode("utf-8-sig"), "iso-8859-1", "here") == "Flüsse"


@pytest.mark.parametrize("charset", ["no-such", "rot13", "idna", "unicode_escape", "x" * 999, "\x00"])
def test_letters_that_nobody_writes_in_are_not_tried(charset):
    assert decode_page("Flüsse \\u0041".encode(), charset, "here") == "Flüsse \\u0041"


@pytest.mark.parametrize("body", [b"", b" \n", b"\x00\x01\x02" * 99])
def test_a_page_without_text_is_refused(body):
    with pytest.raises(BotError, match="here: there is no text in it; add a post in HTML, Markdown or plain text"):
        decode_page(body, "", "here")
