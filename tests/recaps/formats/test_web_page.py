"""A saved web page gives its article and what its head says of it."""

import datetime as dt
from pathlib import Path

import pytest

from bot.model.recap import Recap
from bot.recaps.formats.web_page import is_web_page
from bot.recaps.read_recap import text_to_recap

PAGE = """<!DOCTYPE html>
<html lang="de-DE"><head><title>Hafennotizen | Blog</title>
<link rel="canonical" href="https://hafen.example/notizen/">
<meta property="article:published_time" content="2026-04-02T08:00:00+02:00"><meta name="author" content="Ada Biene">
<meta name="keywords" content="hafen,Boote"><meta property="article:tag" content="Hafen">
</head><body>
<header><a href="/">Hafen Blog</a>
<nav><ul><li><a href="/a">Start</a></li><li><a href="/b">Wer wir sind</a></li></ul></nav></header>
<main><article>
<h1>Hafennotizen von der Konferenz</h1>
<p>Die Konferenz war groß, und es kamen mehr als zehntausend Leute in den Hafen, um über Schiffe und Seile zu reden.</p>
<h2>Vorträge</h2>
<ul>
<li><a href="https://v.example/1">Segeln im Sturm</a> – Bob Rohe, Acme</li>
<li>Rudern mit <code>ruder --schnell</code></li>
</ul>
<p>Am Ende war alles gut, und wir kommen wieder, wenn der Wind günstig steht und die Leinen los sind.</p>
</article>
<aside><h3>Ähnliche Beiträge</h3><ul><li><a href="/x">Ein anderer Beitrag über Boote</a></li></ul></aside>
</main><footer>© 2026 Hafen Blog</footer></body></html>
"""


def read(html: str, name: str = "page.html") -> Recap:
    return text_to_recap(html, Path(name))


@pytest.mark.parametrize("name", ["page.html", "page.md", "page.txt"])
def test_the_article_is_read_and_the_menus_are_not(name: str) -> None:
    found = [(block.kind.value, block.line, block.text[:20]) for block in read(PAGE, name).blocks]
    assert found == [
        ("paragraph", 11, "Die Konferenz war gr"),
        ("heading", 12, "Vorträge"),
        ("item", 14, "Segeln im Sturm – Bo"),
        ("item", 15, "Rudern mit ruder --s"),
        ("paragraph", 17, "Am Ende war alles gu"),
    ]


def test_the_head_says_who_wrote_it_when_and_where() -> None:
    recap = read(PAGE)
    assert recap.title == "Hafennotizen von der Konferenz"
    assert recap.author == "Ada Biene"
    assert recap.published_on == dt.date(2026, 4, 2)
    assert recap.url == "https://hafen.example/notizen/"
    assert recap.tags == ("hafen", "Boote")
    assert recap.language == "de"


def test_an_address_of_the_authors_own_machine_is_no_url() -> None:
    assert read(PAGE.replace("https://hafen.example/", "http://localhost:1313/")).url == ""


def test_a_page_without_article_gives_the_text_there_is() -> None:
    assert [block.text for block in read("<html><body><div>A line.</div><ul><li>Ropes</ul></body></html>").blocks] == [
        "A line.",
        "Ropes",
    ]


def test_facts_above_a_page_outweigh_its_head() -> None:
    recap = read(f"---\ntitle: Mine\nauthor: Cy Dee\n---\n{PAGE}")
    assert (recap.title, recap.author, recap.language) == ("Mine", "Cy Dee", "de")


def test_a_post_in_html_without_a_head_is_read_whole() -> None:
    recap = read("---\ntitle: Ferries\n---\n<p>{{ site.name }}One</p>\n\n    <p>Two</p>\n<ul><li>Three</li></ul>")
    assert [(block.line, block.text) for block in recap.blocks] == [(4, "One"), (6, "Two"), (7, "Three")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!doctype html><p>x", True),
        ("\n<!-- saved --><HTML lang=en>", True),
        ('<?xml version="1.0"?><html>', True),
        ("<p>x</p>", False),
        ("About <html> tags", False),
    ],
)
def test_a_page_is_told_by_how_it_begins(text: str, expected: bool) -> None:  # noqa: FBT001
    assert is_web_page(text) is expected
