from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.http.fetcher import Fetcher
from bot.errors import BotError
from bot.importer.http_response import POSTS, FetchBounds, HttpResponse
from bot.importer.parse_feed import parse_feed
from bot.importer.urls import same_address, without_secrets
from bot.recaps.decode import decode_page
from bot.recaps.front_matter.split import split_front_matter
from bot.recaps.front_matter.write import write_metadata
from tests.importer.feeds import ATOM, item, rss

FEEDS = (ATOM, rss(item("KubeCon", "/a", "7", "<p>Otters</p>", pubDate="Sun, 29 Mar 2026 09:00:00 +0200")))
PIECES = (
    "---\n",
    "+++\n",
    "{\n",
    "}\n",
    "title: Otters\n",
    'title = "Otters"\n',
    "fetched_from: x\n",
    "\n",
    "Otters.\n",
    "- x\n",
)
slowly = settings(
    max_examples=settings.default.max_examples // 2, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@slowly
@given(st.sampled_from(FEEDS), st.integers(0, 400), st.integers(0, 40), st.binary(max_size=9), st.text(max_size=9))
def test_a_damaged_feed_is_read_or_told(feed, place, length, put, charset):
    damaged = feed[:place] + put + feed[place + length :]
    with suppress(BotError):
        for post in parse_feed(HttpResponse("https://blog.example/", damaged, "text/xml", charset), "here"):
            assert post.url.startswith("http")


@slowly
@given(st.binary(max_size=200), st.text(max_size=12))
def test_any_bytes_are_text_or_told(body, charset):
    with suppress(BotError):
        assert decode_page(body, charset, "here").strip()


@slowly
@given(st.text("[]@:/?#%1.", max_size=20).map("https://".__add__) | st.text(max_size=60))
async def test_any_address_is_fetched_from_or_told(url):
    assert without_secrets(same_address(url)).isprintable()
    with suppress(BotError):
        await Fetcher(lambda _: False, FetchBounds(seconds=0.5))(url, POSTS)


@slowly
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=60))
def test_stated_facts_are_read_again_whatever_they_stand_above(text):
    stated = split_front_matter(write_metadata(text, {"fetched_from": "https://blog.example/"}), "")
    assert stated.values.get("fetchedfrom") == "https://blog.example/"
