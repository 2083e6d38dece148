"""Check the access tokens of the page, and its login cookie."""

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from aiohttp import web

from adapters.web.client_address import TrustedProxies
from adapters.web.rate_limit import RateLimit, too_many
from adapters.web.render import login_to_html

LOGIN_PATH = "/login"
METRICS_PATH = "/metrics"
_COOKIE = "kubecon"
_GOOD_FOR_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Login:
    """Check tokens: `token` opens the whole page, `metrics_token` only the metrics."""

    token: str
    metrics_token: str = ""
    proxies: TrustedProxies = field(default_factory=TrustedProxies)
    tries: RateLimit = field(default_factory=lambda: RateLimit(0.2, 10))
    now: Callable[[], float] = time.time

    def add_to(self, app: web.Application) -> None:
        """Add the route of the token form."""
        app.router.add_post(LOGIN_PATH, self._log_in)

    def admits(self, request: web.Request) -> bool:
        """Return whether a request has the token for its path."""
        keys = tuple(filter(None, (self.token, self.metrics_token if request.path == METRICS_PATH else "")))
        if not keys or self._is_cookie(request.cookies.get(_COOKIE, "")):
            return True
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and any(_is_same(given.strip(), key) for key in keys)

    async def _log_in(self, request: web.Request) -> web.Response:
        if not self.tries.allows(self.proxies.client_of(request)):
            raise too_many("too many tries; wait a minute", 60)
        given = parse_qs((await request.read()).decode("utf-8", "replace")).get("token", [""])[0]
        if not self.token or not _is_same(given.strip(), self.token):
            return web.Response(text=login_to_html(is_refused=True), content_type="text/html", status=401)
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            _COOKIE,
            self._cookie(int(self.now()) + _GOOD_FOR_SECONDS),
            max_age=_GOOD_FOR_SECONDS,
            httponly=True,
            samesite="Strict",
            secure=self.proxies.is_secure(request),
        )
        return response

    def _cookie(self, until: int) -> str:
        return (
            f"{until}.{hmac.new(self.token.encode(), f'the page until {until}'.encode(), hashlib.sha256).hexdigest()}"
        )

    def _is_cookie(self, given: str) -> bool:
        until = given.partition(".")[0]
        is_current = until.isdecimal() and until.isascii() and len(until) < len(str(1 << 63))
        return bool(self.token) and is_current and self.now() < int(until) and _is_same(given, self._cookie(int(until)))


def _is_same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
