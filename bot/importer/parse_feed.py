"""Parse a feed, RSS or Atom, and find its posts about KubeCon; only this module uses feedparser."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from bot.errors import BotError
from bot.importer.http_response import HttpResponse
from bot.importer.post import speaks_of_kubecon
from bot.importer.urls import host_of, same_address
from bot.recaps.front_matter.dates import read_date
from bot.recaps.front_matter.metadata import Metadata, plain

_WHOLE = 1_500  # letters; what a feed shows of a post beyond these is no mere excerpt
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class FeedPost:
    """The fields of one post in a feed; its address identifies it, as feeds reuse guids.

    `is_wanted` says whether it mentions KubeCon, or that this is unknown. `page` is the post itself, as HTML,
    if the feed contains all of it.
    """

    url: str
    facts: Metadata
    is_wanted: bool
    page: str = ""


def parse_feed(fetched: HttpResponse, place: str) -> tuple[FeedPost, ...]:
    """Return the posts of a feed in its order, each address once; raise BotError if it is not a feed."""
    read = _parsed(fetched)
    if not read.get("version"):
        raise BotError(f"{place}: this is no feed, neither RSS nor Atom; {_remedy(read)}")
    once: dict[str, FeedPost] = {}
    for post in (_post(entry) for entry in read.entries if host_of(str(entry.get("link", "")))):
        once.setdefault(post.url, post)
    return tuple(once.values())


def _parsed(fetched: HttpResponse) -> Any:
    import feedparser  # noqa: PLC0415 - few processes read feeds

    said = {"content-type": f"{fetched.media_type}; charset={fetched.charset}" if fetched.charset else ""}
    try:
        # as a stream: what looks like an address or a file's name would be opened
        return feedparser.parse(BytesIO(fetched.body), response_headers={**said, "content-location": fetched.url})
    except Exception:  # noqa: BLE001 - the library raises errors of many kinds for damaged feeds
        return {}


def _post(entry: Any) -> FeedPost:
    url = same_address(str(entry.link))
    facts = Metadata(
        plain(str(entry.get("title", ""))),
        plain(str(entry.get("author", ""))),
        read_date(str(entry.get("published", ""))),
        tags=tuple(plain(str(tag.get("term") or "")) for tag in entry.get("tags", ())),
    )
    page = max(_texts(entry), key=len)
    shown = "\n".join((facts.title, url, *facts.tags, *_texts(entry)))
    return FeedPost(
        url,
        facts,
        speaks_of_kubecon(shown) or not page,
        f"<html><body><article>{page}</article></body></html>" if len(page) >= _WHOLE else "",
    )


def _texts(entry: Any) -> Iterator[str]:
    yield str(entry.get("summary", ""))
    yield from (str(content.get("value", "")) for content in entry.get("content", ()))


def _remedy(read: Any) -> str:
    """Return the remedy for a page that is not a feed: most link to theirs."""
    links = read.get("feed", {}).get("links", ())
    named = [str(link.get("href", "")) for link in links if link.get("type") in _FEED_TYPES]
    return f"the page names this one: {named[0]}" if named else "look for its address on the site"
