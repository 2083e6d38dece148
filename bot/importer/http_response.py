"""Define HTTP requests and responses of the importer."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

LARGEST_PAGE = 10_000_000  # bytes
PAGES = frozenset({"text/html", "application/xhtml+xml"})
POSTS = PAGES | {"text/markdown", "text/x-markdown", "text/plain"}
# Many sites call their feed a page or a text; whether it is one shows when it is read.
FEEDS = POSTS | {
    "application/atom+xml",
    "application/rdf+xml",
    "application/rss+xml",
    "application/x-rss+xml",
    "application/xml",
    "text/xml",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """The ETag and Last-Modified of a page, "" if there are none."""

    etag: str = ""
    last_modified: str = ""


UNKNOWN = Validators()


@dataclass(frozen=True, slots=True)
class FetchBounds:
    """Limit a request: its time, its bytes and, if `hosts` are given, the sites that may be asked.

    `remedy` says what a person may do about what cannot be fetched.
    """

    seconds: float = 20.0
    largest: int = LARGEST_PAGE
    hosts: frozenset[str] | None = None
    remedy: str = "save the page and add the file"


PAGE_BOUNDS = FetchBounds()


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """The response of a site.

    `url` is the address after all redirects, `charset` that of the site. An unchanged page has no body.
    """

    url: str
    body: bytes
    media_type: str
    charset: str = ""
    version: Validators = UNKNOWN
    is_unchanged: bool = False


class Fetch(Protocol):
    """Fetch the page at a public address, if its type is accepted.

    Raises FetchError with a sentence that names the address.
    """

    async def __call__(self, url: str, accepted: Collection[str], known: Validators = UNKNOWN) -> HttpResponse:
        """Fetch from one address; a site that has no other version than the known one need not send it again."""
        ...
