"""Fetch pages from public addresses, with limits on size and time."""

import asyncio
import socket
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from ipaddress import ip_address

from aiohttp import (
    AddrInfoType,
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientError,
    ClientResponse,
    ClientSession,
    TCPConnector,
)
from multidict import CIMultiDictProxy
from yarl import URL

from bot.errors import FetchError
from bot.importer.http_response import PAGE_BOUNDS, UNKNOWN, FetchBounds, HttpResponse, Validators
from bot.importer.public_address import Address, is_public
from bot.importer.urls import without_secrets

_MOST_REDIRECTS = 5
_CHUNK = 65_536
_EITHER_ZIP = 32 + zlib.MAX_WBITS
_REDIRECTS = (301, 302, 303, 307, 308)
_REMEDIES = {
    401: "it wants a password: {}",
    403: "it lets no program in: {}",
    404: "check the address",
    410: "the page is gone; check the address",
}
_AGAIN = "try again later"


class Fetcher:
    """Fetch pages, each over new connections to addresses that `reach` allows; see Fetch.

    The very address that is connected to is asked about: no name that leads elsewhere the next moment helps.
    """

    def __init__(self, reach: Callable[[Address], bool] = is_public, bounds: FetchBounds = PAGE_BOUNDS) -> None:
        self._reach = reach
        self._bounds = bounds

    async def __call__(self, url: str, accepted: Collection[str], known: Validators = UNKNOWN) -> HttpResponse:
        """Fetch the page at an address."""
        place = without_secrets(url)
        refused: list[str] = []
        connector = TCPConnector(socket_factory=lambda target: self._open(target, refused), use_dns_cache=False)
        try:
            async with (
                asyncio.timeout(self._bounds.seconds),
                ClientSession(connector=connector, auto_decompress=False) as web,
            ):
                return await _follow(web, _Asked(url, place, accepted, known, self._bounds))
        except TimeoutError:
            raise FetchError(f"{place}: it took more than {self._bounds.seconds:g} seconds; {_AGAIN}") from None
        except (ClientError, ValueError, IndexError) as fault:  # the last is yarl's, about https://[]@
            if refused:
                reason = f"{refused[0]} is no public address, and the bot fetches only from the public web"
                raise FetchError(f"{place}: {reason}; {self._bounds.remedy}") from None
            raise FetchError(f"{place}: {_word(fault)}; check the address, or {_AGAIN}") from None

    def _open(self, target: AddrInfoType, refused: list[str]) -> socket.socket:
        family, kind, protocol, _, place = target
        address = ip_address(str(place[0]))
        if not self._reach(address):
            refused.append(str(address))
            raise OSError(f"{address} is no public address")
        return socket.socket(family, kind, protocol)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A requested address; `place` is the address without secrets."""

    url: str
    place: str
    accepted: Collection[str]
    known: Validators
    bounds: FetchBounds


async def _follow(web: ClientSession, asked: _Asked) -> HttpResponse:
    """Request a page, and follow its redirects."""
    here = _checked(URL(asked.url), asked)
    for _ in range(_MOST_REDIRECTS + 1):
        async with web.get(here, headers=_headers(asked), allow_redirects=False) as response:
            if response.status in _REDIRECTS and "Location" in response.headers:
                here = _checked(here.join(URL(response.headers["Location"])), asked)
            elif response.status == HTTPStatus.NOT_MODIFIED and asked.known != UNKNOWN:
                return HttpResponse(str(response.url), b"", "", version=asked.known, is_unchanged=True)
            else:
                return await _take(response, asked)
    reason = f"it leads on to another address more than {_MOST_REDIRECTS} times"
    raise FetchError(f"{asked.place}: {reason}; check the address")


def _checked(here: URL, asked: _Asked) -> URL:
    place, there = asked.place, without_secrets(str(here))
    where = place if there == place else f"{place}: leads to {there}, which"
    if here.scheme not in ("http", "https") or not here.host:
        raise FetchError(f"{where} is no address on the web; give one that begins with https://")
    if here.user is not None or here.password is not None:
        raise FetchError(f"{where} comes with a password; give an address without, or {asked.bounds.remedy}")
    if asked.bounds.hosts is not None and here.host not in asked.bounds.hosts:
        raise FetchError(f"{where} is on a host that is not asked; {asked.bounds.remedy}")
    return here


def _headers(asked: _Asked) -> dict[str, str]:
    headers = {
        "Accept": ", ".join(sorted(asked.accepted)),
        "Accept-Encoding": "gzip",
        "User-Agent": "kubecon-recap-bot",
        "If-None-Match": asked.known.etag,
        "If-Modified-Since": asked.known.last_modified,
    }
    return {name: value for name, value in headers.items() if value}


async def _take(response: ClientResponse, asked: _Asked) -> HttpResponse:
    """Return the page of an answer whose type is accepted."""
    if response.status != HTTPStatus.OK:
        remedy = _REMEDIES.get(response.status, _AGAIN).format(asked.bounds.remedy)
        raise FetchError(
            f"{asked.place}: its site answers {response.status}; {remedy}",
            _wait_seconds(response.headers),
            response.status,
        )
    media_type = response.content_type if "Content-Type" in response.headers else "nothing that its site names"
    if media_type not in asked.accepted:
        raise FetchError(
            f"{asked.place}: it is {_plain(media_type)}, which is not read here; give a page, text or feed"
        )
    version = Validators(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
    return HttpResponse(str(response.url), await _read(response, asked), media_type, response.charset or "", version)


async def _read(response: ClientResponse, asked: _Asked) -> bytes:
    """Read the body piece by piece, unpacked, until it ends or is too large."""
    place, bounds = asked.place, asked.bounds
    packing = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{place}: it comes packed as {_plain(packing)}; {bounds.remedy}")
    unpacker = zlib.decompressobj(_EITHER_ZIP) if packing != "identity" else None
    body = bytearray()
    sent = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        sent += len(chunk)
        body += _unpacked(unpacker, chunk, bounds.largest + 1 - len(body), place) if unpacker else chunk
        if max(sent, len(body)) > bounds.largest:
            reason = f"it is over {bounds.largest // 1_000_000} MB, the most that is fetched"
            raise FetchError(f"{place}: {reason}; {bounds.remedy}")
    if unpacker and not unpacker.eof:
        raise FetchError(f"{place}: it broke off; {_AGAIN}")
    return bytes(body)


def _unpacked(unpacker: "zlib._Decompress", chunk: bytes, room: int, place: str) -> bytes:
    try:
        return unpacker.decompress(chunk, room)
    except zlib.error:
        raise FetchError(f"{place}: it comes packed in a way that cannot be undone; {_AGAIN}") from None


def _plain(told: str) -> str:
    """Return the text of a site without control characters, which could change a terminal."""
    return "".join(sign for sign in told if sign.isprintable())[:50]


def _wait_seconds(headers: CIMultiDictProxy[str]) -> float:
    """Return how many seconds a site asks to wait, from either form of Retry-After; 0 if it does not ask."""
    told = headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        pause = parsedate_to_datetime(told) - parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, TypeError):
        return 0.0
    return max(0.0, pause.total_seconds())


def _word(fault: Exception) -> str:
    if isinstance(fault, ClientConnectorDNSError):
        return "nobody knows this site"
    if isinstance(fault, ClientConnectorCertificateError):
        return "the site's certificate cannot be trusted"
    return "this is no address" if isinstance(fault, ValueError | IndexError) else "the connection fails"
