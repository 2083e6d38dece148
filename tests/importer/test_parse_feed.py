import datetime as dt

import pytest

from bot.errors import BotError
from bot.importer.http_response import HttpResponse
from bot.importer.parse_feed import parse_feed
from bot.recaps.front_matter.metadata import Metadata
from tests.importer.feeds import ATOM, item, rss

HERE = "https://blog.example/feeds/index.xml"


def read(body, media_type="application/rss+xml", charset=""):
    return parse_feed(HttpResponse(HERE, body, media_type, charset), HERE)


def test_posts_come_in_the_order_of_the_feed_with_what_it_says_of_them():
    more = {"dc:creator": "Ana Lee", "category": "otters", "pubDate": "Sun, 29 Mar 2026 09:00:00 +0200"}
    first, second = read(rss(item("KubeCon recap", "https://blog.example/one", **more), item("Ponds", "/two")))
    assert first.facts == Metadata("KubeCon recap", "Ana Lee", dt.date(2026, 3, 29), tags=("otters",))
    assert [post.url for post in (first, second)] == ["https://blog.example/one", "https://blog.example/two"]


def test_an_atom_feed_is_read_with_its_links_from_its_own_base():
    (post,) = read(ATOM)
    assert post.url == "https://blog.example/posts/otters"
    assert post.facts == Metadata("Otters & KubeCon", "Ana Lee", dt.date(2026, 3, 29), tags=("otters",))


@pytest.mark.parametrize(
    "said",
    [
        item("Back from KubeCon", "/a"),
        item("Three days", "/a", category="CloudNativeCon"),
        item("Three days", "/kubecon-eu"),
        item("Three days", "/a", text="<p>What we saw at KubeCon</p>"),
        item("Three days", "/a", **{"content:encoded": "<p>What we saw at KubeCon</p>"}),
        item("Three days", "/a", text=""),
    ],
)
def test_a_post_is_wanted_where_it_names_kubecon_or_shows_nothing_to_tell_by(said):
    assert [post.is_wanted for post in read(rss(said))] == [True]


def test_a_post_that_names_no_kubecon_is_not_wanted():
    assert [post.is_wanted for post in read(rss(item("Mend your kubeconfig", "/a")))] == [False]


def test_a_guid_tells_no_posts_apart_and_none_together():
    posts = read(rss(item("One", "/a", "7"), item("Two", "/b", "7"), item("One", "/a", "8")))
    assert [post.facts.title for post in posts] == ["One", "Two"]


def test_an_address_that_comes_twice_is_one_post():
    assert [post.facts.title for post in read(rss(item("One", "/a"), item("Two", "/b"), item("One", "/a#x")))] == [
        "One",
        "Two",
    ]


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "mailto:ana@blog.example", "https://["])
def test_a_post_without_an_address_on_the_web_is_left_out(link):
    assert read(rss(item("KubeCon", link))) == ()


def test_a_whole_post_comes_with_its_page():
    short, whole = read(rss(item("One", "/a", text="KubeCon."), item("Two", "/b", text="<p>KubeCon otters.</p>" * 99)))
    assert (short.page, whole.page.count("<p>KubeCon otters.</p>")) == ("", 99)


@pytest.mark.parametrize(
    ("encoding", "charset"), [("utf-8", ""), ("iso-8859-1", ""), ("utf-16", ""), ("cp1252", "cp1252")]
)
def test_letters_are_read_as_feed_or_site_name_them(encoding, charset):
    assert (
        read(rss(item("Días en KubeCon", "/a"), encoding=encoding), charset=charset)[0].facts.title == "Días en KubeCon"
    )


def test_a_broken_feed_gives_what_can_be_read():
    broken = rss(item("KubeCon", "/a"), "<item><title>A & B <b>unclosed</title><link>/b</link>")[:-10]
    assert [post.url for post in read(broken)] == ["https://blog.example/a", "https://blog.example/b"]


def test_entities_that_blow_up_are_not_unfolded():
    folds = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(8))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"A" * 999}">{folds}]><rss version="2.0"><channel>'
    (post,) = read(f"{bomb}{item('KubeCon &i;', '/a')}</channel></rss>".replace("&amp;", "&").encode())
    assert len(post.facts.title) < 99


def test_entities_that_name_files_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("otter-secret")
    start = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret">]><rss version="2.0"><channel>'
    )
    posts = read(f"{start}{item('KubeCon &s;', '/a')}</channel></rss>".replace("&amp;", "&").encode())
    assert "otter-secret" not in repr(posts)


@pytest.mark.parametrize(
    "body", [b"", b"\x00\x01" * 99, b"Otters.", b"<a><b></b></a>", __file__.encode(), b"http://x/"]
)
def test_what_is_no_feed_is_told(body):
    with pytest.raises(
        BotError, match=r"index.xml: this is no feed, neither RSS nor Atom; look for its address on the"
    ):
        read(body)


def test_a_page_that_names_its_feed_is_told_with_it():
    page = (
        b'<!doctype html><html><head><link rel="alternate" type="application/atom+xml" href="/atom.xml"></head></html>'
    )
    with pytest.raises(BotError, match=r"neither RSS nor Atom; the page names this one: https://blog.example/atom.xml"):
        read(page, "text/html")
