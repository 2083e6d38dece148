import pytest

from bot.errors import BotError
from bot.importer.charsets import page_to_text


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
    assert page_to_text(text.encode(charset), charset, "here") == text


def test_the_letters_that_a_page_names_are_read_where_its_site_names_none():
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>Выдры</html>'
    assert "Выдры" in page_to_text(page.encode("cp1251"), "", "here")


def test_a_mark_at_the_beginning_counts_for_more_than_what_the_site_says():
    assert page_to_text("Flüsse".encode("utf-8-sig"), "iso-8859-1", "here") == "Flüsse"


@pytest.mark.parametrize("charset", ["no-such", "rot13", "idna", "unicode_escape", "x" * 999, "\x00"])
def test_letters_that_nobody_writes_in_are_not_tried(charset):
    assert page_to_text("Flüsse \\u0041".encode(), charset, "here") == "Flüsse \\u0041"


@pytest.mark.parametrize("body", [b"", b" \n", b"\x00\x01\x02" * 99])
def test_what_is_no_text_is_told(body):
    with pytest.raises(BotError, match="here: there is no text in it; add a post in HTML, Markdown or plain text"):
        page_to_text(body, "", "here")
