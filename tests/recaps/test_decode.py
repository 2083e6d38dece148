"""Bytes become text, whatever they were written with."""

import pytest

from bot.recaps.decode import decode

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
