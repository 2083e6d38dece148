"""Receive Slack's signed requests over HTTP at a public address."""

import re
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from bot.event_log import EventLogger

_log = EventLogger(__name__)
_TIMESTAMP, _SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
_SECONDS = re.compile(r"\d{1,12}", re.ASCII)
_PASSED_ON = ("Content-Type", _TIMESTAMP, _SIGNATURE, "X-Slack-Retry-Num", "X-Slack-Retry-Reason")

EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH = "/slack/events", "/slack/install", "/slack/oauth_redirect"
ROUTES = {EVENTS_PATH: "POST", INSTALL_PATH: "GET", REDIRECT_PATH: "GET"}  # what Slack or a browser asks for

Answer = Callable[[web.Request], Awaitable[web.Response]]


def handler_of(app: AsyncApp, signing_secret: str) -> Answer:
    """Return the handler of Slack's HTTP requests.

    Nothing of a call is looked into before its signature is known to be Slack's: the library reads it first.
    """
    verifier = SignatureVerifier(signing_secret)

    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        if not _is_signed(verifier, request, body):
            return _answer_unsigned(body)
        try:
            asked = AsyncBoltRequest(body=body.decode(), headers=_headers(request))
            return await to_aiohttp_response(await app.async_dispatch(asked))
        except Exception as error:  # noqa: BLE001 - the library fails on malformed bodies, and logs the bot's errors
            _log.warning("a request of Slack cannot be read", error=type(error).__name__)
            return web.json_response({"error": "this is no call that Slack makes"}, status=400)

    return answer


def _is_signed(verifier: SignatureVerifier, request: web.Request, body: bytes) -> bool:
    """Check the signature of a request; a malformed one counts as wrong."""
    timestamp, signature = request.headers.get(_TIMESTAMP, ""), request.headers.get(_SIGNATURE, "")
    if not _SECONDS.fullmatch(timestamp) or not signature.isascii():
        return False
    try:
        return verifier.is_valid(body, timestamp, signature)
    except UnicodeDecodeError:  # which only text has
        return False


def _answer_unsigned(body: bytes) -> web.Response:
    """Refuse an unsigned request, except Slack's check of the certificate.

    https://docs.slack.dev/interactivity/implementing-slash-commands#command_payload_descriptions
    """
    if body.startswith(b"ssl_check=1") or b"&ssl_check=1" in body:
        return web.Response()
    return web.json_response({"error": "the signature is not one of Slack's"}, status=401)


def _headers(request: web.Request) -> dict[str, str | Sequence[str]]:
    return {name: request.headers[name] for name in _PASSED_ON if name in request.headers}
