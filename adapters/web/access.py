"""Control access to the page: allowed hosts, rate limits, sizes and tokens."""

import re
from dataclasses import dataclass, field
from ipaddress import ip_address

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from adapters.web.client_address import TrustedProxies
from adapters.web.login import LOGIN_PATH, Login
from adapters.web.rate_limit import RateLimit, too_many
from adapters.web.rejection_log import RejectionLog
from adapters.web.render import login_to_html
from adapters.web.security_txt import SECURITY_PATH
from bot.app.fault_log import note_fault

LARGEST_REQUEST = 16_384  # bytes
_LARGEST_SIGNED = 1 << 20  # what a platform that signs its calls may send
_BAD_REQUESTS = frozenset({400, 401, 408, 413})
_OWN_HOST = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_OPEN_TO_ALL = ("/healthz", "/readyz", LOGIN_PATH, "/static/", SECURITY_PATH)
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
    """Return whether a host is this machine to itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class AccessControl:
    """Check every request before its handler, except those whose callers sign them.

    `host` is the listen address: on loopback only its own names are accepted, so that no other site's name
    can be made to point here. Elsewhere, and behind a proxy, the token keeps strangers out.
    """

    host: str
    login: Login
    refusals: RejectionLog
    proxies: TrustedProxies = field(default_factory=TrustedProxies)
    signed: frozenset[str] = frozenset()
    rate: RateLimit = field(default_factory=lambda: RateLimit(20, 60))
    bad_calls: RateLimit = field(default_factory=lambda: RateLimit(1, 10))

    def add_to(self, app: web.Application) -> None:
        """Add the check of the token, and the page that asks for the token."""
        app.middlewares.append(self._watch())
        self.login.add_to(app)

    def _watch(self) -> Middleware:
        @web.middleware
        async def watch(request: web.Request, handler: Handler) -> web.StreamResponse:
            try:
                response = await self._pass_on(request, handler)
            except web.HTTPException as refused:
                response = _refusal(refused)
            except Exception as error:  # noqa: BLE001 - any error is logged without the request's content
                told = f"a fault of the bot; its log has more under {note_fault(error)}"
                response = web.json_response({"error": told}, status=500)
            response.headers.update(_HEADERS)
            # the parts of the script fit together only in one version
            kept = "no-cache" if request.path.startswith("/static/") else "no-store"
            response.headers.setdefault("Cache-Control", kept)
            return response

        return watch

    async def _pass_on(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in self.signed:
            return await self._call(request.clone(client_max_size=_LARGEST_SIGNED), handler)
        self._check(request)
        await _read_body(request, LARGEST_REQUEST)
        return await handler(request)

    async def _call(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Pass on a signed request; callers with invalid signatures are limited, and cannot fill the log."""
        try:
            await _read_body(request, _LARGEST_SIGNED)
            response = await handler(request)
        except web.HTTPException as refused:
            response = _refusal(refused)
        if response.status not in _BAD_REQUESTS:
            return response
        self.refusals.note(f"status {response.status} at {request.path}")
        if self.bad_calls.allows(self.proxies.client_of(request)):
            return response
        raise too_many("too many requests; wait a second", 1)

    def _check(self, request: web.Request) -> None:
        if not self._is_own_host(request):
            raise web.HTTPMisdirectedRequest(text="this page is at http://127.0.0.1 and http://localhost only")
        if not self.rate.allows(self.proxies.client_of(request)):
            raise too_many("too many requests; wait a second", 1)
        if request.method == "POST" and not _is_from_own_page(request):
            raise web.HTTPForbidden(text="this comes from another site")
        if not request.path.startswith(_OPEN_TO_ALL) and not self.login.admits(request):
            raise web.HTTPUnauthorized(text="the access token is missing", headers={"WWW-Authenticate": "Bearer"})

    def _is_own_host(self, request: web.Request) -> bool:
        is_for_others = not is_loopback(self.host) or (self.proxies.networks and self.login.token)
        return bool(is_for_others) or _OWN_HOST.fullmatch(request.headers.get("Host", "")) is not None


async def _read_body(request: web.Request, largest: int) -> None:
    """Read a whole request within the allowed size, for its handler."""
    if (request.content_length or 0) > largest:
        raise web.HTTPRequestEntityTooLarge(largest, request.content_length or 0)
    try:
        await request.read()
    except (web.RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest(text="the request is broken") from None


def _is_from_own_page(request: web.Request) -> bool:
    """Return whether a browser sent this from our own page, which forms and scripts of other sites cannot."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in {None, "same-origin"}:
        return False
    if origin is not None and origin.partition("://")[2] != request.headers.get("Host"):
        return False
    # without either header, as from curl: no form can send JSON, and the token is no secret of the browser's
    return origin is not None or request.path == LOGIN_PATH or request.content_type == "application/json"


def _refusal(refused: web.HTTPException) -> web.Response:
    """Return the remedy: the token form for a browser, a sentence for all others."""
    kept = {name: value for name, value in refused.headers.items() if name not in {"Content-Type", "Content-Length"}}
    if isinstance(refused, web.HTTPUnauthorized):
        return web.Response(text=login_to_html(is_refused=False), content_type="text/html", status=401, headers=kept)
    return web.json_response({"error": refused.text}, status=refused.status, headers=kept)
