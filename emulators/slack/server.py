"""Emulate slack.com strictly on loopback: Web API, Socket Mode, signed HTTP delivery, response_url.

    async with SlackServer() as slack:
        app = AsyncApp(client=slack.client(), signing_secret=slack.signing_secret)
        ... AsyncSocketModeHandler(app, slack.app_token).connect_async()      # Socket Mode, or
        slack.request_url = "http://127.0.0.1:3000/slack/events"              # HTTP mode
        d = await slack.slash("/kubecon", "dra")        # what a person does
        await d.ack()                                   # what the bot answered, and how fast
        call = await slack.wait_for("chat.postMessage") # what the bot called
        assert not slack.violations

It refuses what Slack refuses (slack_rules) with Slack's error codes, and writes down every breach of
protocol in ``violations`` (missing, late or double acks, response_url overuse, unknown arguments, scopes)
and every accepted-but-poor message in ``warnings``.
"""

import asyncio
import itertools
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Self

from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from emulators.odd_answers import OddAnswers
from emulators.slack.delivery import SlackDelivery
from emulators.slack.methods import SlackMethods
from emulators.slack.modal_input import SlackModalInput
from emulators.slack.records import DeliveryRecord, SlackCall
from emulators.slack.users import SlackPeople
from emulators.slack.views import SlackViews
from emulators.slack.web import SlackWeb
from emulators.slack.workspaces import SlackWorkspaces
from emulators.timeouts import PATIENCE_SECONDS


class SlackServer(SlackPeople, SlackModalInput, SlackDelivery, SlackWeb, SlackViews, SlackWorkspaces, SlackMethods):
    def __init__(
        self,
        *,
        manifest: dict | None = None,
        ack_deadline: float = 3.0,
        pace: bool = False,
        tiers: bool = False,
        echo: bool = False,
        retries: int = 0,
    ):
        """Set how strict Slack is.

        manifest: enforce its scopes, commands and events; pace: 1 message/s per channel; tiers: published method
        tiers; echo: send the bot its own messages back as events, as a message.channels subscription does; retries:
        how often an event without a timely ack is sent again (Slack: 3 times).
        """
        self.retries = retries
        self.manifest, self.ack_deadline, self.pace, self.tiers, self.echo = manifest, ack_deadline, pace, tiers, echo
        self.bot_token, self.app_token, self.signing_secret = "xoxb-harness", "xapp-1-harness", "harness-signing-secret"
        self.bot_user, self.bot_id, self.app_id = "U0BOT", "B0BOT", "A0APP"
        self._open_workspaces("T0HARNESS")
        self.request_url: str | None = None  # set for HTTP mode
        self.scopes = set(manifest["oauth_config"]["scopes"]["bot"]) if manifest else None
        self.users = {
            u: {
                "id": u,
                "name": n,
                "team_id": self.team,
                "real_name": n.title(),
                "is_bot": u == self.bot_user,
                "deleted": False,
                "tz": "Europe/London",
                "locale": "en-US",
                "profile": {"display_name": n},
            }
            for u, n in ((self.bot_user, "kubecon"), ("U0ALICE", "alice"), ("U0BOB", "bob"))
        }
        self.channels = {
            c: {
                "id": c,
                "name": n,
                "is_channel": True,
                "is_member": m,
                "is_archived": a,
                "is_private": False,
                "is_ext_shared": False,
            }
            for c, n, m, a in (
                ("C0GENERAL", "general", True, False),
                ("C0OTHER", "other", False, False),
                ("C0OLD", "old", True, True),
            )
        }
        self.messages: dict[str, list[dict]] = defaultdict(list)
        self.ephemerals: list[dict] = []
        self.views: dict[str, dict] = {}
        self.homes: dict[str, dict] = {}
        self.files: dict[str, dict] = {}
        self.inspection_seconds = 0.0  # until an uploaded picture may be shown
        self.unsupported: set[str] = set()  # types of blocks that this workspace does not draw yet
        self.calls: list[SlackCall] = []
        self.deliveries: list[DeliveryRecord] = []
        self.violations: list[str] = []
        self.warnings: list[str] = []
        self.skew = 0.0  # add seconds to age triggers and response_urls
        self.sockets: list[web.WebSocketResponse] = []
        self.muted: set[web.WebSocketResponse] = set()  # open, answering pings, and delivering nothing
        self._transports: dict[web.WebSocketResponse, Any] = {}
        self.odd = OddAnswers()
        self._faults: list[dict] = []
        self._responses: dict[str, dict] = {}
        self._triggers: dict[str, dict] = {}
        self._buckets: dict[Any, tuple[float, float]] = {}
        self._ids = itertools.count(1)
        self._next_socket = itertools.count()
        self._tasks: set[asyncio.Task] = set()
        self._news = asyncio.Condition()

    # life cycle
    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 2**20, middlewares=[self.odd.middleware])
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_get("/socket/{ticket}", self._socket)
        app.router.add_post("/response/{key}", self._response_url)
        app.router.add_post("/upload/{file}", self._upload)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._http = ClientSession()
        return self

    async def __aexit__(self, *exc) -> None:
        for t in list(self._tasks):
            t.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.drop_sockets()
        await self._http.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return self.url + "/api/"

    def client(self, **kw):
        return AsyncWebClient(token=self.bot_token, base_url=self.api_url, **kw)

    def now(self) -> float:
        return time.time() + self.skew

    def _spawn(self, coro) -> asyncio.Task:
        t = asyncio.ensure_future(coro)
        self._tasks.add(t)
        t.add_done_callback(self._tasks.discard)
        return t

    async def _announce(self) -> None:
        async with self._news:
            self._news.notify_all()

    # assertions
    async def wait_for(
        self,
        method: str,
        *,
        n: int = 1,
        timeout: float = PATIENCE_SECONDS,
        where: Callable[[SlackCall], bool] = lambda _call: True,
    ) -> SlackCall:
        """The n-th matching call so far (counting earlier ones), waiting for it if need be."""

        def found():
            return [c for c in self.calls if c.method == method and where(c)]

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: len(found()) >= n), timeout)
            except TimeoutError:
                raise AssertionError(
                    f"no {method} #{n} within {timeout}s; calls: {[c.method for c in self.calls]}"
                ) from None
        return found()[n - 1]

    async def wait_told(self, number: int, timeout: float = PATIENCE_SECONDS) -> list[dict]:
        """Wait until so many messages were shown to only one person, and return them."""
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: len(self.ephemerals) >= number), timeout)
        return self.ephemerals

    async def settle(self, quiet: float = 0.25, timeout: float = 10.0) -> None:
        """Wait until the bot has made no call for `quiet` seconds."""
        end = time.monotonic() + timeout
        seen = -1
        while len(self.calls) != seen and time.monotonic() < end:
            seen = len(self.calls)
            await asyncio.sleep(quiet)

    def posted(self, channel: str = "C0GENERAL", thread: str | None = None) -> list[dict]:
        return [m for m in self.messages[channel] if thread is None or m.get("thread_ts") == thread]

    # faults
    def fail(
        self, method: str, *, status: int = 200, error: str = "internal_error", retry_after: int = 1, times: int = 1
    ) -> None:
        """The next `times` calls of method fail: 429 (with Retry-After), 5xx, or a platform error."""
        self._faults.append(
            {"method": method, "status": status, "error": error, "retry_after": retry_after, "times": times}
        )

    def lose(self, method: str, times: int = 1) -> None:
        """The next `times` calls of method are carried out, and their answers are lost."""
        self._faults.append({"method": method, "lost": True, "times": times})

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        self._faults.append({"method": method, "delay": seconds, "times": times})

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """What Slack does every few hours: warn, then close."""
        old, self.sockets = self.sockets, []
        for ws in old:
            await ws.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "harness"}})
            self._spawn(ws.close())

    def mute_sockets(self) -> None:
        """Keep the sockets open but deliver nothing over them, as Slack now and then does."""
        self.muted.update(self.sockets)

    async def drop_sockets(self) -> None:
        old, self.sockets = self.sockets, []
        for ws in old:
            if (transport := self._transports.pop(ws)) is not None:
                transport.abort()

    async def redeliver(self, d: DeliveryRecord, reason: str = "timeout") -> DeliveryRecord:
        """The same event (same event_id) again, as Slack does after a timeout or an error."""
        return await self._deliver(d.kind, d.payload, attempt=d.attempt + 1, reason=reason)

    async def wait_replaced(self, old: set, timeout: float = PATIENCE_SECONDS) -> None:
        """Wait until all old sockets are replaced by a new one."""
        async with self._news:
            await asyncio.wait_for(
                self._news.wait_for(lambda: set(self.sockets) and not old & set(self.sockets)), timeout
            )

    async def wait_connected(self, n: int = 1, timeout: float = PATIENCE_SECONDS) -> None:
        async with self._news:
            await asyncio.wait_for(self._news.wait_for(lambda: len(self.sockets) >= n), timeout)
