"""Serve the local page for `kubecon serve`, and accept the requests of a platform that calls the bot."""

import asyncio
import contextvars
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from aiohttp import web

from adapters.web.access import LARGEST_REQUEST, AccessControl, is_loopback
from adapters.web.client_address import Network, TrustedProxies
from adapters.web.connections import Connections, limits_here, listen, note_answer, note_whole_request
from adapters.web.digest_metrics import DigestMeter
from adapters.web.digest_routes import add_digest_routes
from adapters.web.health import WatchedPlatforms, add_health
from adapters.web.login import Login
from adapters.web.metrics import Meter, add_metrics
from adapters.web.preview import Preview
from adapters.web.publisher import WebPublisher
from adapters.web.rejection_log import RejectionLog, ServerLog
from adapters.web.routes import add_calendar_route, add_routes, add_static
from adapters.web.security_txt import add_security
from adapters.web.thread_routes import ThreadFeed, add_thread_routes
from bot.app.assistant import Assistant
from bot.app.digest_services import DigestServices
from bot.app.engine_protocol import Knowledge
from bot.errors import BotError, SettingsError
from bot.event_log import EventLogger

_log = EventLogger(__name__)
_QUIET_SECONDS = 0.2
_LAST_WORDS_SECONDS = 6.0
_LINGERING_SECONDS = 2.0  # for what is still sent of a request that is refused already

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """Where the page listens; `token` opens it, "" for none, and `contact` receives reports of vulnerabilities.

    A page that `is_needed` is given up where its port is taken; another is tried again.
    `metrics_token` opens only /metrics, and `proxies` are trusted with the client's address.
    """

    host: str
    port: int
    token: str = ""
    is_needed: bool = True
    contact: str = ""
    metrics_token: str = ""
    proxies: tuple[Network, ...] = ()


def check_listen_address(place: ListenAddress) -> None:
    """Raise SettingsError if strangers could open the page."""
    make = "make a token with `openssl rand -hex 16`, or"
    if not is_loopback(place.host) and not place.token:
        raise SettingsError(
            f"KUBECON_ACCESS_TOKEN is missing: others can reach the page at {place.host}; "
            f"{make} set KUBECON_HOST to 127.0.0.1"
        )
    if place.proxies and not place.token:
        raise SettingsError(
            "KUBECON_ACCESS_TOKEN is missing: others can reach the page through KUBECON_TRUSTED_PROXIES; "
            f"{make} leave those out"
        )


@dataclass(frozen=True, slots=True)
class ProgramRoute:
    """A path that programs call instead of people; the token that opens the page opens it too."""

    path: str
    answer: Handler


@dataclass(frozen=True, slots=True)
class PageServices:
    """The services of the page; `today` returns the day, `programs` are the routes that are not for people."""

    engine: Knowledge
    assistant: Assistant
    digests: DigestServices
    today: Callable[[], dt.date]
    previews: tuple[Preview, ...] = ()
    programs: tuple[ProgramRoute, ...] = ()


@dataclass(slots=True)
class WebhookRoute:
    """Let a platform that calls the bot in at its own path: it proves who it is, so it needs no token."""

    path: str
    method: str = "POST"
    _handler: Handler | None = None
    _context: contextvars.Context = field(default_factory=contextvars.copy_context)

    def accept(self, handler: Handler) -> None:
        """Pass requests to this handler from now on, in the context of the calling service."""
        self._handler, self._context = handler, contextvars.copy_context()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Pass a request on; before the platform is ready, ask to try again."""
        if self._handler is None:
            raise web.HTTPServiceUnavailable(text="not ready yet", headers={"Retry-After": "1"})
        return await asyncio.get_running_loop().create_task(self._pass_on(request), context=self._context.copy())

    async def _pass_on(self, request: web.Request) -> web.StreamResponse:
        handler = self._handler
        if handler is None:
            raise web.HTTPServiceUnavailable(text="closed")
        return await handler(request)


class WebAdapter:
    """Show the local page until stopped."""

    name = "web"

    def __init__(
        self,
        place: ListenAddress,
        services: PageServices,
        meter: Meter,
        watched: WatchedPlatforms | None = None,
        webhooks: Sequence[WebhookRoute] = (),
    ) -> None:
        """Check the listen address; raises SettingsError if strangers could open it."""
        check_listen_address(place)
        self._place = place
        self._refusals, self._proxies = RejectionLog(), TrustedProxies(place.proxies)
        kept = services.digests
        kept.delivery_worker.open(WebPublisher(kept.page_threads))
        threads = ThreadFeed(kept)
        self.app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[note_answer])
        signed = frozenset(route.path for route in webhooks)
        login = Login(place.token, place.metrics_token, self._proxies)
        AccessControl(place.host, login, self._refusals, self._proxies, signed).add_to(self.app)
        self.app.middlewares.append(note_whole_request)
        add_routes(self.app, services.assistant, services.previews)
        add_calendar_route(self.app, services.assistant)
        add_static(self.app)
        add_thread_routes(self.app, threads)
        add_digest_routes(self.app, services.assistant, kept.subscription_service)
        add_health(self.app, services.engine, watched or WatchedPlatforms(), kept)
        add_metrics(self.app, meter, DigestMeter(kept), self._refusals)
        add_security(self.app, place.contact, services.today)
        for program in services.programs:
            self.app.router.add_post(program.path, program.answer)
        for webhook in webhooks:
            self.app.router.add_route(webhook.method, webhook.path, webhook.answer)

    async def run(self, stop: asyncio.Event) -> None:
        """Answer until stopped; raises BotError if the port is taken, SettingsError if the page is also needed."""
        limits = limits_here()
        runner = web.AppRunner(
            self.app,
            shutdown_timeout=_LAST_WORDS_SECONDS,
            access_log=None,
            logger=ServerLog(self._refusals),
            keepalive_timeout=limits.idle_seconds,
            lingering_time=_LINGERING_SECONDS,
            auto_decompress=False,  # nobody who calls sends anything packed, and a little of that may be very much
        )
        await runner.setup()
        connections = Connections(cast("web.Server", runner.server), limits, self._proxies, self._refusals)
        try:
            server = await listen(connections, self._place.host, self._place.port)
            _log.info("listening", page=f"http://{self._shown_host()}:{self._place.port}")
            await stop.wait()
            await _take_the_last(server)
        except OSError as error:
            raise self._taken(error) from None
        finally:
            await runner.cleanup()

    def _taken(self, error: OSError) -> BotError:
        where = f"{self._shown_host()}:{self._place.port}"
        kind = SettingsError if self._place.is_needed else BotError
        return kind(f"KUBECON_PORT: {where} cannot be listened on ({error.strerror or error}); set another")

    def _shown_host(self) -> str:
        return f"[{self._place.host}]" if ":" in self._place.host else self._place.host


async def _take_the_last(server: asyncio.Server) -> None:
    """Accept the calls that are on their way: the server would close a line whose call it has not read yet."""
    await asyncio.sleep(_QUIET_SECONDS)
    server.close()
    await asyncio.sleep(_QUIET_SECONDS)
