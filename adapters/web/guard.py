"""Who may call the page: from which host, how often, how much at a time, and with which token."""

import hashlib
import hmac
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.web.render import login_to_html
from adapters.web.security import SECURITY_PATH

LARGEST_REQUEST = 16_384  # bytes
_COOKIE = "kubecon"
_OWN_HOST = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_OPEN_TO_ALL = ("/healthz", "/readyz", "/login", "/static/", SECURITY_PATH)
_BUILDERS_OF_A_PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
_HEADERS = {
    "Content-Security-Policy": f"{_BUILDERS_OF_A_PAGE}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine to itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(slots=True)
class Rate:
    """Let each caller in so many times a second, and more at once for a moment."""

    a_second: float
    at_once: float
    clock: Callable[[], float] = time.monotonic
    most_callers: int = 10_000
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def allows(self, caller: str) -> bool:
        """Say whether the caller may come in now, and count it."""
        now = self.clock()
        left, since = self._left.pop(caller, (self.at_once, now))
        left = min(self.at_once, left + (now - since) * self.a_second)
        self._left[caller] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > self.most_callers:
            self._left.popitem(last=False)
        return left >= 1


@dataclass(frozen=True, slots=True)
class Guard:
    """Stand before every handler, those aside whose callers sign what they send.

    `host` is where the page listens: on the machine itself only its own names are taken, so that no other site's name
    can be made to point here. Elsewhere the token keeps strangers out.
    """

    host: str
    token: str
    signed: frozenset[str] = frozenset()
    rate: Rate = field(default_factory=lambda: Rate(20, 60))
    tries: Rate = field(default_factory=lambda: Rate(0.2, 10))

    def add_to(self, app: web.Application) -> None:
        """Add the guard, and the page that asks for the token."""
        app.middlewares.append(self._watch())
        app.router.add_post("/login", self._log_in)

    def _watch(self) -> Middleware:
        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                self._check(request)
                response = await handler(request)
            except web.HTTPException as refused:
                response = _refusal(refused)
            response.headers.update(_HEADERS)
            # the parts of the script fit together only in one version
            kept = "no-cache" if request.path.startswith("/static/") else "no-store"
            response.headers.setdefault("Cache-Control", kept)
            return response

        return watch

    def _check(self, request: web.Request) -> None:
        if request.path in self.signed:
            return
        if not self._is_own_host(request):
            raise web.HTTPMisdirectedRequest(text="this page is at http://127.0.0.1 and http://localhost alone")
        if not self.rate.allows(request.remote or ""):
            raise web.HTTPTooManyRequests(text="too many requests; wait a second", headers={"Retry-After": "1"})
        if request.method == "POST" and not _is_from_own_page(request):
            raise web.HTTPForbidden(text="this comes from another site")
        if (request.content_length or 0) > LARGEST_REQUEST:
            raise web.HTTPRequestEntityTooLarge(LARGEST_REQUEST, request.content_length or 0)
        if not self._may_enter(request):
            raise web.HTTPUnauthorized(text="the access token is missing", headers={"WWW-Authenticate": "Bearer"})

    def _is_own_host(self, request: web.Request) -> bool:
        return not is_loopback(self.host) or _OWN_HOST.fullmatch(request.headers.get("Host", "")) is not None

    def _may_enter(self, request: web.Request) -> bool:
        if not self.token or request.path.startswith(_OPEN_TO_ALL):
            return True
        scheme, _, given = request.headers.get("Authorization", "").partition(" ")
        by_header = scheme.lower() == "bearer" and _is_same(given.strip(), self.token)
        return by_header or _is_same(request.cookies.get(_COOKIE, ""), self._pass())

    def _pass(self) -> str:
        return hmac.new(self.token.encode(), b"the local page", hashlib.sha256).hexdigest()

    async def _log_in(self, request: web.Request) -> web.Response:
        if not self.tries.allows(request.remote or ""):
            raise web.HTTPTooManyRequests(text="too many tries; wait a minute", headers={"Retry-After": "60"})
        given = (await request.post()).get("token")
        if not self.token or not isinstance(given, str) or not _is_same(given.strip(), self.token):
            return web.Response(text=login_to_html(is_refused=True), content_type="text/html", status=401)
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(_COOKIE, self._pass(), httponly=True, samesite="Strict", secure=request.secure)
        return response


def _is_from_own_page(request: web.Request) -> bool:
    """Say whether a browser sent this from a page of ours: no form of another site can, and no script."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in {None, "same-origin"}:
        return False
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        return False
    # without either header, as from curl: no form can send JSON, and the token is no secret of the browser's
    return origin is not None or request.path == "/login" or request.content_type == "application/json"


def _is_same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def _refusal(refused: web.HTTPException) -> web.Response:
    """Say what a person can do: the form for the token to a browser, a sentence to all others."""
    kept = {name: value for name, value in refused.headers.items() if name not in {"Content-Type", "Content-Length"}}
    if isinstance(refused, web.HTTPUnauthorized):
        return web.Response(text=login_to_html(is_refused=False), content_type="text/html", status=401, headers=kept)
    return web.json_response({"error": refused.text}, status=refused.status, headers=kept)
