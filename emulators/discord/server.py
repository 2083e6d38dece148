"""Emulate Discord strictly: the gateway and the REST routes that a bot uses.

    async with DiscordServer() as discord_server:
        with discord_server.attach():                       # points discord.py in this process at it
            asyncio.create_task(client.start(discord_server.token))
            await discord_server.wait_ready()
            asked = await discord_server.slash("kubecon ask", {"words": "dra"})
            await asked.answer()
            await discord_server.click(asked.message, label="More")
        assert not discord_server.violations

What Discord would refuse is refused and noted in `violations`, with breaches of the protocol (no answer within 3 s, a
second answer, an expired token, rate limits); what it takes but a careful bot avoids goes to `warnings`.
"""

import asyncio
import json
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import discord
import yarl
from aiohttp import web

from emulators.discord.error_responses import DiscordError
from emulators.discord.gateway import Gateway
from emulators.discord.interaction_routes import INTERACTION_ROUTES, InteractionRoutes
from emulators.discord.openapi import check_openapi
from emulators.discord.rest import ROUTES, Rest
from emulators.discord.users import DiscordPeople
from emulators.discord.world import World
from emulators.odd_answers import OddAnswers
from emulators.timeouts import PATIENCE_SECONDS

_NOT_COUNTED = ("/interactions/", "/webhooks/")
_REQUESTS_A_SECOND = 50


@dataclass
class DiscordCall:
    """One request of the bot; `route` is the template of its path."""

    method: str
    route: str
    path: str
    body: Any
    status: int
    response: Any
    at: float


class DiscordServer(World, Gateway, DiscordPeople, Rest, InteractionRoutes):
    """Stand in for Discord; `bucket` is how many messages a channel takes in how many seconds."""

    def __init__(self, *, privileged=(), answer_deadline=3.0, bucket=(50, 1.0), heartbeat=41.25, shards=1):
        World.__init__(self)
        Gateway.__init__(self, privileged, heartbeat, shards)
        DiscordPeople.__init__(self, answer_deadline)
        self.token, self.bucket, self.skew = "MTI3.stand.in", bucket, 0.0
        self.calls, self.violations, self.warnings = [], [], []
        self.odd, self.files, self.fetched = OddAnswers(), {}, []
        self._used, self._faults, self._tasks = {}, [], set()
        self._news = asyncio.Condition()
        self._routes = [
            (method, template, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)), handler)
            for method, template, handler in (*ROUTES, *INTERACTION_ROUTES)
        ]

    async def __aenter__(self):
        app = web.Application(client_max_size=64 * 2**20, middlewares=[self.odd.middleware])
        app.router.add_get("/gateway/", self.open_gateway)
        app.router.add_get("/attachments/{id}/{name}", self._give_file)
        app.router.add_route("*", "/api/v10/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.rest_url, self.gateway_url = f"http://127.0.0.1:{port}/api/v10", f"ws://127.0.0.1:{port}/gateway/"
        self.cdn_url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_fault):
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.drop(1001)
        await self._runner.cleanup()

    @contextmanager
    def attach(self):
        """Point discord.py in this process here, for as long as it takes."""
        before = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        discord.http.Route.BASE = self.rest_url
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.gateway_url)
        try:
            yield self
        finally:
            discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = before

    def now(self):
        return time.time() + self.skew

    def spawn(self, work):
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # what a test waits for

    async def announce(self):
        async with self._news:
            self._news.notify_all()

    async def until(self, is_so, what, timeout=PATIENCE_SECONDS):
        async with self._news:
            try:
                return await asyncio.wait_for(self._news.wait_for(is_so), timeout)
            except TimeoutError:
                calls = [(call.method, call.route, call.status) for call in self.calls]
                raise AssertionError(f"{what} not seen within {timeout}s; calls: {calls}") from None

    async def wait_ready(self, timeout=PATIENCE_SECONDS):
        def is_connected():
            return sum(session.connection is not None for session in self.sessions.values()) >= self.shards

        await self.until(is_connected, "the bot", timeout)

    async def wait_for(self, method, route, number=1):
        """Return the n-th request of a kind; `route` is a template such as /channels/{channel_id}/messages."""

        def found():
            return [call for call in self.calls if (call.method, call.route) == (method, route)]

        await self.until(lambda: len(found()) >= number, f"{method} {route} #{number}")
        return found()[number - 1]

    def posted(self, channel=None):
        written = self.messages.get(channel or self.channel_id, [])
        return [message for message in written if message["author"]["id"] == self.app_id]

    # what goes wrong on demand

    def fail(self, method, route, *, status=500, code=0, times=1, **how):
        refused = DiscordError(status, code, "injected", **{"retry_after": 1.0, **how})
        self._faults.append({"key": (method, route), "refused": refused, "times": times})

    def lose(self, method, route, times=1, status=500):
        """Carry out the next requests, and lose their answers."""
        self.fail(method, route, times=times, status=status)
        self._faults[-1]["is_lost"] = True

    def _injected(self, method, route, *, is_lost):
        for fault in self._faults:
            if fault["key"] == (method, route) and fault["times"] > 0 and fault.get("is_lost", False) is is_lost:
                fault["times"] -= 1
                raise fault["refused"]

    # REST

    async def _give_file(self, request):
        self.fetched.append(request.match_info["id"])
        content = self.files.get(request.match_info["id"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def _answer(self, request):
        path, method = "/" + request.match_info["path"], request.method
        route, handler, named = self._find_route(method, path)
        body, files = await _read_body(request)
        headers = {"Via": "1.1 stand-in"}
        try:
            self._injected(method, route, is_lost=False)
            self._admit(method, route, named, request, headers)
            self.judge(f"{method} {route}", check_openapi(route, method, body) if body is not None else [])
            status, told = await getattr(self, handler)(body=body, files=files, query=request.query, **named)
            self._injected(method, route, is_lost=True)
        except DiscordError as refused:
            status, told = refused.status, refused.body
            headers |= refused.headers
        self.calls.append(DiscordCall(method, route, path, body, status, told, time.monotonic()))
        await self.announce()
        # discord.py compares the content type with "application/json" exactly, as Discord sends it
        content = {} if status == 204 else {"Content-Type": "application/json"}
        return web.Response(
            status=status, body=json.dumps(told).encode() if content else None, headers=headers | content
        )

    def _find_route(self, method, path):
        for known, template, pattern, handler in self._routes:
            if known == method and (found := pattern.fullmatch(path)):
                return template, handler, found.groupdict()
        return path, "unknown_route", {}

    async def unknown_route(self, **_):
        self.violations.append("a route that the stand-in does not have")
        raise DiscordError(404, 0, "404: Not Found")

    def _admit(self, method, route, named, request, headers):
        self._pace(method, route, named, headers)
        if route.startswith(_NOT_COUNTED):
            return
        if request.headers.get("Authorization") != f"Bot {self.token}":
            raise DiscordError(401, 0, "401: Unauthorized")
        if not request.headers.get("User-Agent", "").startswith("DiscordBot ("):
            self.warnings.append(f"{method} {route}: User-Agent {request.headers.get('User-Agent')!r}")

    def _pace(self, method, route, named, headers):
        """Enforce the limits of each route (by channel, server or webhook) and of all together."""
        if not route.startswith(_NOT_COUNTED):
            self._spend("all routes", _REQUESTS_A_SECOND, 1.0, is_global=True)
        limit, window = self.bucket if route.endswith("/messages") else (_REQUESTS_A_SECOND, 1.0)
        owners = ("channel_id", "guild_id", "webhook_token", "interaction_token")
        whose = next((named[owner] for owner in owners if owner in named), "")
        left, reset = self._spend(f"{method} {route} {whose}", limit, window)
        headers |= {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(left),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": f"{abs(hash((method, route))):x}"[:12],
        }

    def _spend(self, key, limit, window, *, is_global=False):
        now = time.monotonic()
        used = self._used[key] = [at for at in self._used.get(key, []) if at > now - window]
        reset = used[0] + window - now if used else window
        if len(used) >= limit:
            self.violations.append(f"{key}: rate limit of {limit} in {window:g}s exceeded")
            raise DiscordError(429, 0, "You are being rate limited.", retry_after=round(reset, 3), is_global=is_global)
        used.append(now)
        return limit - len(used), reset


async def _read_body(request):
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        return json.loads(form.get("payload_json", "{}")), sum(name.startswith("files[") for name in form)
    raw = await request.text() if request.can_read_body else ""
    return (json.loads(raw) if raw else None), 0
