"""Send malformed or odd requests, all with the same mark."""

import asyncio
import hashlib
import hmac
import itertools
import json
import random
import time
from collections.abc import Iterator
from contextlib import suppress

from emulators.timeouts import PATIENCE_SECONDS

PATHS = ("/", "/ask", "/answer", "/digests", "/login", "/suggest", "/static/page.js", "/metrics", "/slack/events")
_END = "\r\n\r\n"
_numbers = itertools.count()
_STATUS_PARTS = 2


def whole(method: str, path: str, headers: str, body: bytes = b"") -> bytes:
    """Return a request in which only the given parts are odd."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}{headers}Connection: close{_END}".encode() + body


def broken_requests(mark: str, path: str) -> dict[str, bytes]:
    """Return requests that violate the protocol, by violation."""
    post = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    return {
        "no request": f"{mark} {mark} {mark}{_END}".encode(),
        "method": f"{mark}\x01 {path} HTTP/1.1{_END}".encode(),
        "version": f"GET {path}?q={mark} HTTP/{mark}{_END}".encode(),
        "authorization": f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {mark}\x00{_END}".encode(),
        "cookie": f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: kubecon={mark}\x0b;\x00{_END}".encode(),
        "no colon": f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{mark}{_END}".encode(),
        "long address": f"GET {path}?q={mark * 2000} HTTP/1.1\r\nHost: 127.0.0.1{_END}".encode(),
        "long header": f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-{mark}: {mark * 2000}{_END}".encode(),
        "many headers": (
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n" + "".join(f"X-{n}: {mark}\r\n" for n in range(500)) + "\r\n"
        ).encode(),
        "length": f"{post}Content-Length: {mark}{_END}".encode(),
        "two lengths": f"{post}Content-Length: 3\r\nContent-Length: 4{_END}{mark}".encode(),
        "length and chunks": f"{post}Content-Length: 3\r\nTransfer-Encoding: chunked{_END}{mark}".encode(),
        "chunk": f"{post}Transfer-Encoding: chunked{_END}{mark}\r\n{mark}\r\n0{_END}".encode(),
        "huge chunk": f"{post}Transfer-Encoding: chunked{_END}ffffffffffffffff\r\n{mark}".encode(),
        "coding": f"{post}Transfer-Encoding: {mark}{_END}".encode(),
        "host": f"GET http://[::{mark} HTTP/1.1\r\nHost: [::{mark}{_END}".encode(),
        "encrypted": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + mark.encode() * 9,
        "http/2": f"PRI * HTTP/2.0{_END}SM{_END}{mark}".encode(),
        "zero bytes": b"\x00" * 100 + mark.encode() + _END.encode(),
        "letters": f"GET {path}?{mark}\u00e9 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Otter: {mark}\u20ac{_END}".encode(),
        "cut short": f"{post}Content-Length: 1000{_END}{mark}".encode(),
    }


def odd_requests(mark: str, path: str) -> dict[str, bytes]:
    """Return requests that follow the protocol but are odd, by oddity."""
    as_json, as_form = "Content-Type: application/json\r\n", "Content-Type: application/x-www-form-urlencoded\r\n"
    chunks = b"".join(b"1000\r\n" + mark.encode().ljust(0x1000, b"o") + b"\r\n" for _ in range(300)) + b"0\r\n\r\n"
    texts = {
        "deep": "[" * 50_000,
        "list": f'["{mark}"]',
        "number": "1" * 5000,
        "half": f'{{"typed": "{mark}',
        "none": "",
    }
    odd = {f"json: {name}": whole("POST", path, as_json, text.encode()) for name, text in texts.items()}
    values = ({"typed": [mark]}, {"typed": {"a": mark}}, {"typed": mark + "\ud800"}, {"value": mark * 999, "before": 7})
    odd |= {f"fields: {n}": whole("POST", path, as_json, json.dumps(one).encode()) for n, one in enumerate(values)}
    odd |= {
        f"charset: {charset}": whole(
            "POST", path, f"Content-Type: application/json; charset={charset}\r\n", b'{"a": "\xff"}'
        )
        for charset in ("utf-16", "idna", "hex", "undefined", mark, "utf-7")
    }
    odd |= {f"method: {one}": whole(one, path, "") for one in ("PUT", "DELETE", "OPTIONS", "HEAD", "CONNECT", "OTTER")}
    odd |= {
        "form": whole("POST", path, as_form, f"token={mark}&token=%ff&%00={mark}&payload=[{mark}".encode()),
        "parts": whole("POST", path, f"Content-Type: multipart/form-data; boundary={mark}\r\n", b"--" + mark.encode()),
        "no parts": whole("POST", path, "Content-Type: multipart/form-data\r\n", mark.encode()),
        "packed": whole("POST", path, f"{as_json}Content-Encoding: gzip\r\n", b"\x1f\x8b" + mark.encode()),
        "chunks without end": (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{as_json}Transfer-Encoding: chunked{_END}".encode() + chunks
        ),
        "length of terabytes": whole("POST", path, f"{as_json}Content-Length: 99999999999999\r\n") + mark.encode(),
        "expect": whole("POST", path, f"{as_json}Expect: {mark}\r\n"),
        "upgrade": whole("GET", path, "Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"),
        "range": whole("GET", path, f"Range: bytes={mark}-\r\nIf-Range: {mark}\r\nIf-None-Match: {mark}\r\n"),
        "dates": whole("GET", path, f"If-Modified-Since: {mark}\r\nIf-Unmodified-Since: 99999999999999\r\n"),
        "cookie names": whole("GET", path, f"Cookie: {mark}[]=1; kubecon=\\{mark}; =; ;;;\r\n"),
        "token": whole("GET", path, f"Authorization: Bearer {mark}\r\n"),
        "token of letters": whole("GET", path, f"Authorization: Bearer {mark}\u00e9\r\nOrigin: {mark}\r\n"),
        "forwarded": whole("GET", path, f"X-Forwarded-For: {mark}, ::{mark}\r\nX-Forwarded-Proto: {mark}\r\n"),
    }
    names = ("o" * 300, "%00", "..%2f..%2fguard.py", "%2e%2e/guard.py", "%ff%fe", "a/b", "", mark)
    odd |= {f"file: {name[:9]}": whole("GET", f"/static/{name}", "") for name in names}
    queries = ("q=%ff%fe%00", "page=" + mark * 300, "page=%7B%7D&q=" + mark, "&&==&q", "timezone=../../" + mark)
    odd |= {f"query: {query[:9]}": whole("GET", f"{path}?{query}", "") for query in queries}
    return odd


def unsigned_calls(mark: str) -> dict[str, bytes]:
    """Return calls of Slack's address with an invalid signature, by what is wrong."""
    now = str(int(time.time()))
    body = f'{{"token": "{mark}", "command": "/kubecon", "text": "{mark}"}}'.encode()
    odd = ("", "0", "-1", now, f"{now}.5", "\u0661\u0662\u0663", "9" * 400, mark, "1e9", " ", "nan", "0x10")
    signatures = ("", mark, "v0=", "v0=" + "0" * 64, "v0=" + "\u00e9" * 64, "v1=" + "0" * 64)
    return {
        f"{at[:12]!r} {signature[:6]!r}": signed_call(body, at, signature)
        for at in odd
        for signature in (signatures if at == now else signatures[3:4])
    }


def odd_signed_calls(mark: str, secret: str) -> dict[str, bytes]:
    """Return calls whose signature is Slack's, and whose bodies Slack never sends."""
    bodies = [
        b"",
        b"[]",
        b"1",
        b"null",
        b'"otter"',
        b"{",
        b"[" * 50_000,
        b'{"a": ' * 20_000,
        b"payload=",
        b"payload=[]",
    ]
    bodies += [b"payload=%ff", b"payload={", b"payload=1", b"\xff\xfe", b"1" * 5000, b"&&==", b'{"a":"\\ud800"}']
    shapes = (None, 1, [], [1], "otter", {}, {"id": []}, {"user": None, "channel": 5})
    kinds = (
        "event_callback",
        "block_actions",
        "view_submission",
        "shortcut",
        "block_suggestion",
        "url_verification",
        7,
    )
    names = ("event", "user", "channel", "team", "view", "actions", "authorizations", "response_urls", "message")
    bodies += [
        json.dumps({"type": kind, **dict.fromkeys(names, shape), "text": mark}).encode()
        for kind in kinds
        for shape in shapes
    ]
    return {str(number): signed_call(body, *sign(secret, body)) for number, body in enumerate(bodies)}


def sign(secret: str, body: bytes) -> tuple[str, str]:
    """Return a timestamp and a signature as Slack makes them."""
    at = str(int(time.time()))
    return at, "v0=" + hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()


def signed_call(body: bytes, at: str, signature: str) -> bytes:
    """Return a call of Slack's with a signature that is given."""
    kind = "application/json" if body[:1] in b"{[" else "application/x-www-form-urlencoded"
    headers = f"Content-Type: {kind}\r\nX-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: {signature}\r\n"
    return whole("POST", "/slack/events", headers, body)


def damaged(chance: random.Random, request: bytes) -> bytes:
    """Return a request with a few bytes changed, taken out, doubled or put in."""
    made = bytearray(request)
    for _ in range(chance.randint(1, 6)):
        at, piece = chance.randrange(len(made) + 1), chance.randbytes(chance.randint(1, 9))
        made[at : at + chance.choice((0, 1, 1, 20))] = chance.choice((piece, b"", b"\r\n", made[at : at + 30] * 2))
    return bytes(made)


def endless(chance: random.Random, mark: str) -> Iterator[bytes]:
    """Return an endless stream of requests without a secret: each kind, and damaged ones."""
    while True:
        path = chance.choice(PATHS)
        kinds = (broken_requests(mark, path), odd_requests(mark, path), unsigned_calls(mark))
        for request in chance.sample([one for kind in kinds for one in kind.values()], 40):
            yield request
            yield damaged(chance, request)


def new_address() -> str:
    """Return an address of this machine that nobody has called from: limits count for each."""
    number = next(_numbers)
    return f"127.1.{number // 250 % 250}.{number % 250 + 1}"


async def send(port: int, request: bytes, address: str = "") -> int | None:
    """Send a request over its own connection; return the status, None if the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address or new_address(), 0))
    try:
        with suppress(ConnectionError):
            writer.write(request)
            await writer.drain()
        line = b""
        with suppress(ConnectionError):
            line = await asyncio.wait_for(reader.readline(), PATIENCE_SECONDS)
        parts = line.split()
        return int(parts[1]) if len(parts) >= _STATUS_PARTS and parts[1].isdigit() else None
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
