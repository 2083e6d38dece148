"""A strict stand-in for Discord on loopback: gateway v10 (zlib-stream, resume) and the REST routes a bot uses.

    async with DiscordServer() as d:
        with d.attach():                               # points discord.py in this process at the harness
            asyncio.create_task(client.start(d.token))
            await d.wait_ready()
            i = await d.slash("kubecon", {"query": "dra"})     # what a person does
            await i.answer()                                   # first answer, and how fast: i.latency
            await d.click(i.message, label="Next")             # press what the bot offered
        assert not d.violations

Refusals follow discord_rules plus Discord's OpenAPI request schemas; breaches of protocol (no answer within 3 s,
second answer, expired token, rate limits, oversized gateway payloads) go to ``violations``, accepted-but-poor
requests to ``warnings``, every REST request to ``calls``.
"""
from __future__ import annotations

import asyncio
import copy
import itertools
import json
import re
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any, Callable

from aiohttp import WSMsgType, web

from tests.servers import discord_rules as rules
from tests.servers.discord_rest import ROUTES, DiscordRest, HTTPError

PRIVILEGED = {"members": 1 << 1, "presences": 1 << 8, "message_content": 1 << 15}
GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
STRING, INTEGER, BOOLEAN, SUBCOMMAND, GROUP = 3, 4, 5, 1, 2


@dataclass
class Call:
    method: str
    route: str           # OpenAPI path template
    path: str
    body: Any
    status: int
    response: Any
    at: float


@dataclass
class Interaction:
    """One slash command, autocomplete query, component press or modal submit, and what the bot did with it."""
    id: str
    token: str
    type: int
    payload: dict
    sent: float
    born: float
    deadline: float
    callbacks: list = field(default_factory=list)       # (seconds, body)
    message: dict | None = None                         # the original response, kept up to date
    source: dict | None = None                          # message the component sits on
    followups: list = field(default_factory=list)
    dead: bool = False
    _event: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, timeout: float | None = None) -> dict:
        """Body of the first callback; TimeoutError when the bot stays silent."""
        await asyncio.wait_for(self._event.wait(), timeout or self.deadline + 2)
        return self.callbacks[0][1]

    @property
    def latency(self) -> float | None:
        return self.callbacks[0][0] if self.callbacks else None

    @property
    def choices(self) -> list[dict]:
        return self.callbacks[0][1]["data"].get("choices") or []

    @property
    def deferred(self) -> bool:
        return bool(self.callbacks) and self.callbacks[0][1]["type"] in (5, 6)


class Session:
    """A gateway session: survives its connection so that it can be resumed."""
    def __init__(self, sid: str, intents: int, shard: tuple[int, int] = (0, 1)):
        self.shard = shard
        self.id, self.intents, self.seq, self.buffer, self.conn = sid, intents, 0, [], None

    async def dispatch(self, name: str, data: Any) -> None:
        self.seq += 1
        event = {"op": 0, "t": name, "s": self.seq, "d": data}
        self.buffer.append(event)
        if self.conn:
            await self.conn.send(event)


class Connection:
    def __init__(self, ws: web.WebSocketResponse, compress: bool):
        self.ws, self.zip = ws, zlib.compressobj() if compress else None
        self.session: Session | None = None
        self.received: list[float] = []

    async def send(self, obj: dict) -> None:
        if self.ws.closed:
            return
        text = json.dumps(obj)
        if self.zip:
            await self.ws.send_bytes(self.zip.compress(text.encode()) + self.zip.flush(zlib.Z_SYNC_FLUSH))
        else:
            await self.ws.send_str(text)


class DiscordServer(DiscordRest):
    def __init__(self, *, privileged: tuple[str, ...] = (), answer_deadline: float = 3.0, bucket: tuple[int, float] = (50, 1.0), heartbeat: float = 41.25, shards: int = 1):
        """privileged: intents enabled in the "developer portal"; bucket: requests per window on each message route."""
        self.privileged = sum(PRIVILEGED[p] for p in privileged)
        self.answer_deadline, self.bucket, self.heartbeat = answer_deadline, bucket, heartbeat
        self.shards = shards
        self.token, self.silent = "MTI3.harness.token", False          # silent: stop acknowledging heartbeats
        self._count = itertools.count(1)
        self.app_id = self.snowflake()
        self.bot = self._person("kubecon", bot=True, uid=self.app_id)
        self.alice, self.bob = self._person("alice"), self._person("bob")
        self.users = {u["id"]: u for u in (self.bot, self.alice, self.bob)}
        self.guild_id = self.snowflake()
        self.channels = {c["id"]: c for c in (self._channel_obj(n) for n in ("general", "talks"))}
        self.channel_id = next(iter(self.channels))
        self.forbidden: set[str] = set()               # channel ids the bot may not write to
        self.messages: dict[str, list[dict]] = {}
        self.commands: dict[str | None, list[dict]] = {None: []}
        self.interactions: dict[str, Interaction] = {}
        self.sessions: dict[str, Session] = {}
        self.calls: list[Call] = []
        self.identifies: list[dict] = []
        self.resumes: list[dict] = []
        self.violations: list[str] = []
        self.warnings: list[str] = []
        self.skew = 0.0
        self._buckets: dict[Any, list[float]] = {}
        self._global: list[float] = []
        self._faults: list[dict] = []
        self._tasks: set[asyncio.Task] = set()
        self._news = asyncio.Condition()
        self._routes = [(m, t, re.compile("^" + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", t) + "$"), h) for m, t, h in ROUTES]

    # ------------------------------------------------------------ life cycle
    async def __aenter__(self) -> "DiscordServer":
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.rest_url, self.gateway_url = f"http://127.0.0.1:{port}/api/v10", f"ws://127.0.0.1:{port}/gateway/"
        return self

    async def __aexit__(self, *exc) -> None:
        for t in list(self._tasks):
            t.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for s in self.sessions.values():
            if s.conn and not s.conn.ws.closed:
                await s.conn.ws.close(code=1001)
        await self._runner.cleanup()

    @contextmanager
    def attach(self):
        """Point discord.py (this process) here. A bot in another process calls point_discord_py itself."""
        import discord
        old = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
        point_discord_py(self.rest_url, self.gateway_url)
        try:
            yield self
        finally:
            discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = old

    def now(self) -> float:
        return time.time() + self.skew

    def snowflake(self) -> str:
        return str((int(time.time() * 1000) - 1420070400000) << 22 | next(self._count))

    def _spawn(self, coro) -> None:
        t = asyncio.ensure_future(coro)
        self._tasks.add(t)
        t.add_done_callback(self._tasks.discard)

    async def _announce(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def until(self, ready, what: str, timeout: float = 5.0) -> Any:
        async with self._news:
            try:
                return await asyncio.wait_for(self._news.wait_for(ready), timeout)
            except asyncio.TimeoutError:
                raise AssertionError(f"{what} not seen within {timeout}s; calls: {[(c.method, c.route) for c in self.calls]}") from None

    # ------------------------------------------------------------ assertions
    async def wait_ready(self, timeout: float = 10.0) -> None:
        await self.until(lambda: sum(s.conn is not None for s in self.sessions.values()) >= self.shards, "READY", timeout)

    async def wait_for(self, method: str, route: str, *, n: int = 1, timeout: float = 5.0, where: Callable[[Call], bool] = lambda c: True) -> Call:
        """The n-th matching REST request so far; route is an OpenAPI template such as /channels/{channel_id}/messages."""
        def found():
            return [c for c in self.calls if c.method == method and c.route == route and where(c)]
        await self.until(lambda: len(found()) >= n, f"{method} {route} #{n}", timeout)
        return found()[n - 1]

    def posted(self, channel: str | None = None) -> list[dict]:
        return [m for m in self.messages.get(channel or self.channel_id, []) if m["author"]["id"] == self.app_id]

    # ------------------------------------------------------------ faults
    def fail(self, method: str, route: str, *, status: int = 500, retry_after: float = 1.0, code: int = 0, times: int = 1) -> None:
        self._faults.append(dict(key=(method, route), status=status, retry_after=retry_after, code=code, times=times))

    def slow(self, method: str, route: str, seconds: float, times: int = 1) -> None:
        self._faults.append(dict(key=(method, route), delay=seconds, times=times))

    async def _each(self, act) -> None:
        for s in list(self.sessions.values()):
            if s.conn:
                conn, s.conn = s.conn, None
                await act(conn)

    async def reconnect(self) -> None:
        """Opcode 7: the bot must reconnect and resume."""
        await self._each(lambda c: c.send({"op": 7, "d": None}))

    async def invalidate(self, resumable: bool = False) -> None:
        """Opcode 9: the session is gone (or, rarely, resumable)."""
        await self._each(lambda c: c.send({"op": 9, "d": resumable}))
        if not resumable:
            self.sessions.clear()

    async def drop(self, code: int = 4000) -> None:
        await self._each(lambda c: c.ws.close(code=code))

    async def dispatch(self, name: str, data: Any, *, times: int = 1) -> None:
        """Send an event to every session; times=2 delivers it twice."""
        for s in self._hearing(data):
            for _ in range(times):
                await s.dispatch(name, copy.deepcopy(data))

    def _hearing(self, data: dict) -> list[Session]:
        """The sessions that are told: those of the server's shard, and shard 0 for direct messages."""
        shard = (int(data.get("guild_id") or 0) >> 22) % self.shards
        return [s for s in self.sessions.values() if s.shard[0] == shard]

    # ------------------------------------------------------------ things and people
    def _person(self, name: str, bot: bool = False, uid: str | None = None) -> dict:
        return {"id": uid or self.snowflake(), "username": name, "global_name": name.title(), "discriminator": "0", "avatar": None, "bot": bot, "system": False, "public_flags": 0}

    def _member(self, user: dict, nested: bool = True) -> dict:
        m = {"roles": [], "nick": None, "avatar": None, "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0,
             "pending": False, "premium_since": None, "permissions": "2248473465835073", "communication_disabled_until": None}
        return {**m, "user": user} if nested else m

    def _channel_obj(self, name: str, kind: int = 0, **extra) -> dict:
        return {"id": self.snowflake(), "type": kind, "guild_id": self.guild_id, "name": name, "position": 0, "permission_overwrites": [], "topic": None,
                "nsfw": False, "parent_id": None, "last_message_id": None, "rate_limit_per_user": 0, "flags": 0, "permissions": "2248473465835073", **extra}

    def _guild(self) -> dict:
        everyone = {"id": self.guild_id, "name": "@everyone", "color": 0, "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None}, "hoist": False,
                    "position": 0, "permissions": "2248473465835073", "managed": False, "mentionable": False, "flags": 0, "icon": None, "unicode_emoji": None}
        return {"id": self.guild_id, "name": "KubeCon", "icon": None, "splash": None, "discovery_splash": None, "owner_id": self.alice["id"], "afk_channel_id": None, "afk_timeout": 300,
                "verification_level": 0, "default_message_notifications": 0, "explicit_content_filter": 0, "roles": [everyone], "emojis": [], "stickers": [], "features": [],
                "mfa_level": 0, "application_id": None, "system_channel_id": None, "system_channel_flags": 0, "rules_channel_id": None, "vanity_url_code": None, "description": None,
                "banner": None, "premium_tier": 0, "preferred_locale": "en-US", "public_updates_channel_id": None, "nsfw_level": 0, "premium_progress_bar_enabled": False,
                "joined_at": "2024-01-01T00:00:00+00:00", "large": False, "unavailable": False, "member_count": len(self.users), "voice_states": [], "presences": [],
                "members": [self._member(u) for u in self.users.values()], "channels": [c for c in self.channels.values() if c["type"] == 0],
                "threads": [c for c in self.channels.values() if c["type"] in (10, 11, 12)], "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": []}

    def _dm(self, user: dict) -> dict:
        found = next((c for c in self.channels.values() if c["type"] == 1 and c["recipients"][0]["id"] == user["id"]), None)
        if not found:
            found = {"id": self.snowflake(), "type": 1, "recipients": [user], "last_message_id": None, "flags": 0}
            self.channels[found["id"]] = found
        return found

    def make_message(self, author: dict, channel: str, body: dict, **extra) -> dict:
        """A message object as the API returns it, from a request body."""
        ids = itertools.count(1)
        components = copy.deepcopy(body.get("components") or [])
        for _, c, _ in rules.walk(components):
            c.setdefault("id", next(ids)) if c.get("id") is None else None
        text = (body.get("content") or "") + "".join(c.get("content") or "" for _, c, _ in rules.walk(components))
        msg = {"id": self.snowflake(), "channel_id": channel, "author": author, "content": body.get("content") or "", "timestamp": datetime.now(timezone.utc).isoformat(),
               "edited_timestamp": None, "tts": False, "mention_everyone": "@everyone" in text, "mention_roles": [], "attachments": [], "pinned": False, "type": 0,
               "mentions": [u for u in self.users.values() if re.search(rf"<@!?{u['id']}>", text)], "embeds": [{"type": "rich", **e} for e in body.get("embeds") or []],
               "components": components, "flags": body.get("flags") or 0, "nonce": body.get("nonce"), **extra}
        if self.channels.get(channel, {}).get("guild_id"):
            msg["guild_id"] = self.guild_id
        return msg

    async def publish(self, msg: dict, event: str = "MESSAGE_CREATE") -> None:
        """Store a message (unless it is an edit) and send the event, hiding content as the intents demand."""
        if event == "MESSAGE_CREATE":
            self.messages.setdefault(msg["channel_id"], []).append(msg)
            self.channels[msg["channel_id"]]["last_message_id"] = msg["id"]
        dm = not msg.get("guild_id")
        for s in self._hearing(msg):
            if not s.intents & (DIRECT_MESSAGES if dm else GUILD_MESSAGES):
                continue
            data = {**copy.deepcopy(msg)}
            if not dm:
                data["member"] = self._member(msg["author"], nested=False)
            seen = dm or msg["author"]["id"] == self.app_id or any(u["id"] == self.app_id for u in msg["mentions"])
            if not s.intents & MESSAGE_CONTENT and not seen:
                data |= {"content": "", "embeds": [], "attachments": [], "components": []}
            await s.dispatch(event, data)

    async def say(self, text: str, *, user: dict | None = None, channel: str | None = None, reply_to: dict | None = None) -> dict:
        ref = {"type": 19, "message_reference": {"message_id": reply_to["id"], "channel_id": reply_to["channel_id"], "guild_id": self.guild_id}, "referenced_message": reply_to} if reply_to else {}
        msg = self.make_message(user or self.alice, channel or self.channel_id, {"content": text}, **ref)
        if reply_to:
            msg["mentions"] = [reply_to["author"], *msg["mentions"]]
        await self.publish(msg)
        return msg

    async def mention(self, text: str = "", **kw) -> dict:
        return await self.say(f"<@{self.app_id}> {text}".strip(), **kw)

    async def dm(self, text: str, *, user: dict | None = None) -> dict:
        return await self.say(text, user=user, channel=self._dm(user or self.alice)["id"])

    async def edit_said(self, message: dict, text: str) -> None:
        """A person changes what they said."""
        now = datetime.now(timezone.utc).isoformat()
        mentions = [u for u in self.users.values() if f"<@{u['id']}>" in text]
        message |= {"content": text, "edited_timestamp": now, "mentions": mentions}
        await self.publish(message, "MESSAGE_UPDATE")

    # ------------------------------------------------------------ interactions
    async def _interact(self, kind: int, data: dict, *, user: dict | None = None, channel: str | None = None, where: str = "guild", locale: str = "en-US", source: dict | None = None, installed: str = "guild", permissions: str = "2248473465835073") -> Interaction:
        """where: guild | bot_dm | private; installed: guild | user (who authorised the app)."""
        user = user or self.alice
        chan = self.channels[channel or (self.channel_id if where == "guild" else self._dm(user)["id"])]
        i = Interaction(self.snowflake(), f"tok-{next(self._count)}", kind, {}, time.monotonic(), self.now(), self.answer_deadline, source=source)
        i.payload = {"id": i.id, "application_id": self.app_id, "type": kind, "token": i.token, "version": 1, "data": data, "channel_id": chan["id"], "channel": chan, "locale": locale,
                     "entitlements": [], "app_permissions": "2248473465835073", "attachment_size_limit": 10485760, "context": {"guild": 0, "bot_dm": 1, "private": 2}[where],
                     "authorizing_integration_owners": {"0": self.guild_id} if installed == "guild" and where == "guild" else {"1": user["id"]}}
        if where == "guild":
            i.payload |= {"guild_id": self.guild_id, "guild": {"id": self.guild_id, "locale": "en-US", "features": []}, "guild_locale": "en-US", "member": {**self._member(user), "permissions": permissions}}
        else:
            i.payload["user"] = user
        if source:
            i.payload["message"] = source
        self.interactions[i.token] = i
        await self.wait_ready()
        i.sent = time.monotonic()
        await self.dispatch("INTERACTION_CREATE", i.payload)
        self._spawn(self._watch(i))
        return i

    async def _watch(self, i: Interaction) -> None:
        await asyncio.sleep(self.answer_deadline)
        if not i.callbacks:
            i.dead = True
            self.violations.append(f"interaction {i.payload['data'].get('name') or i.payload['data'].get('custom_id')}: no answer within {self.answer_deadline:g}s")

    def find_command(self, name: str) -> tuple[dict, list[dict]]:
        """The registered command for "name [group] [subcommand]" and its chain of (sub)commands."""
        first, *rest = name.split()
        known = self.commands.get(self.guild_id, []) + self.commands[None]
        cmd = next((c for c in known if c["name"] == first), None)
        assert cmd, f"/{first} is not registered; there are {[c['name'] for c in known]}"
        chain = [cmd]
        for part in rest:
            chain.append(next(o for o in chain[-1]["options"] if o["name"] == part and o["type"] in (SUBCOMMAND, GROUP)))
        return cmd, chain

    def _command_data(self, name: str, values: dict, focused: str | None = None) -> dict:
        cmd, chain = self.find_command(name)
        spec = {o["name"]: o for o in chain[-1].get("options") or []}
        assert set(values) <= set(spec), f"unknown options {set(values) - set(spec)} of /{name}"
        missing = [n for n, o in spec.items() if o.get("required") and n not in values]
        assert focused or not missing, f"the client would ask for {missing}"
        opts: list = [{"name": n, "type": spec[n]["type"], "value": v, **({"focused": True} if n == focused else {})} for n, v in values.items()]
        for part in reversed(chain[1:]):
            opts = [{"name": part["name"], "type": part["type"], "options": opts}]
        return {"id": cmd["id"], "name": cmd["name"], "type": 1, "options": opts}

    async def slash(self, name: str, values: dict | None = None, **kw) -> Interaction:
        cmd, _ = self.find_command(name)
        ctx = {"guild": 0, "bot_dm": 1, "private": 2}[kw.get("where", "guild")]
        assert cmd.get("contexts") is None or ctx in cmd["contexts"], f"/{name} is not offered in context {ctx}"
        return await self._interact(2, self._command_data(name, values or {}), **kw)

    async def menu(self, name: str, message: dict, **kw) -> Interaction:
        """Choose a command in the menu of a message; the bot is shown what the message says."""
        cmd = next(c for c in self.commands[None] if c["name"] == name and c["type"] == 3)
        data = {"id": cmd["id"], "name": name, "type": 3, "target_id": message["id"], "resolved": {"messages": {message["id"]: message}}}
        return await self._interact(2, data, **kw)

    async def autocomplete(self, name: str, focused: str, typed: str, values: dict | None = None, **kw) -> Interaction:
        return await self._interact(4, self._command_data(name, {**(values or {}), focused: typed}, focused), **kw)

    def component(self, message: dict, *, custom_id: str | None = None, label: str | None = None) -> dict:
        all_ = [c for _, c, _ in rules.walk(message["components"]) if c.get("custom_id")]
        found = [c for c in all_ if (custom_id and c["custom_id"] == custom_id) or (label and label in (c.get("label") or ""))]
        assert found, f"no component {custom_id or label!r}; there are {[(c['custom_id'], c.get('label')) for c in all_]}"
        assert not found[0].get("disabled"), f"{custom_id or label!r} is disabled"
        return found[0]

    async def click(self, message: dict, *, custom_id: str | None = None, label: str | None = None, values: list[str] | None = None, **kw) -> Interaction:
        """Press a button, or with values choose in a select."""
        c = self.component(message, custom_id=custom_id, label=label)
        data = {"component_type": c["type"], "custom_id": c["custom_id"], "id": c.get("id", 0)} | ({"values": values, **({} if c["type"] == rules.STRING_SELECT else {"resolved": {}})} if values is not None else {})
        return await self._interact(3, data, source=message, channel=message["channel_id"], **kw)

    async def submit(self, modal: Interaction, values: dict[str, str], **kw) -> Interaction:
        """Fill in and send the modal that an interaction was answered with."""
        form = modal.callbacks[0][1]["data"]
        parts = [c for _, c, _ in rules.walk(form["components"]) if c.get("custom_id")]
        comps = [{"type": 18, "id": n, "component": {"type": c["type"], "custom_id": c["custom_id"], "value": values.get(c["custom_id"], ""), "id": n + 100}} for n, c in enumerate(parts)]
        return await self._interact(5, {"custom_id": form["custom_id"], "components": comps}, source=modal.source, **kw)

    # ------------------------------------------------------------ gateway
    async def _gateway(self, req: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(max_msg_size=2**20)
        await ws.prepare(req)
        conn = Connection(ws, req.query.get("compress") == "zlib-stream")
        if req.query.get("v") != "10" or req.query.get("encoding") != "json":
            self.violations.append(f"gateway: connected with {dict(req.query)}")
        await conn.send({"op": 10, "d": {"heartbeat_interval": int(self.heartbeat * 1000), "_trace": []}})
        async for msg in ws:
            if msg.type == WSMsgType.TEXT and (code := await self._receive(conn, msg.data)):
                await ws.close(code=code)
                break
        if conn.session and conn.session.conn is conn:
            conn.session.conn = None
        return ws

    async def _receive(self, conn: Connection, raw: str) -> int | None:
        """Handle one payload from the bot; returns a close code to hang up with."""
        conn.received = [t for t in conn.received if t > time.monotonic() - 60] + [time.monotonic()]
        if len(conn.received) > 120 or len(raw.encode()) > 4096:
            self.violations.append(f"gateway: {'more than 120 payloads a minute' if len(conn.received) > 120 else f'{len(raw)} byte payload'}")
            return 4008 if len(conn.received) > 120 else 4002
        msg = json.loads(raw)
        op, d = msg["op"], msg.get("d")
        if op == 1:
            if not self.silent:
                await conn.send({"op": 11})
        elif op == 2:
            self.identifies.append(d)
            if d["token"] != self.token:
                return 4004
            if extra := d["intents"] & sum(PRIVILEGED.values()) & ~self.privileged:
                self.violations.append(f"gateway: privileged intents {extra:#x} are not enabled")
                return 4014
            s = conn.session = Session(f"s{next(self._count)}", d["intents"], tuple(d.get("shard") or (0, 1)))
            s.conn, self.sessions = conn, {**self.sessions, s.id: s}
            owns = (int(self.guild_id) >> 22) % self.shards == s.shard[0]
            await s.dispatch("READY", {"v": 10, "user": self.bot, "guilds": [{"id": self.guild_id, "unavailable": True}] if owns else [], "session_id": s.id, "resume_gateway_url": self.gateway_url,
                                       "session_type": "normal", "private_channels": [], "relationships": [], "user_settings": {}, "_trace": [],
                                       "application": {"id": self.app_id, "flags": 1 << 19}, **({"shard": d["shard"]} if d.get("shard") else {})})
            if owns:
                await s.dispatch("GUILD_CREATE", self._guild())
            await self._announce()
        elif op == 6:
            self.resumes.append(d)
            s = self.sessions.get(d.get("session_id"))
            if s is None or d["token"] != self.token:
                await conn.send({"op": 9, "d": False})
                return None
            conn.session, s.conn = s, conn
            for event in [e for e in s.buffer if e["s"] > d["seq"]]:
                await conn.send(event)
            await s.dispatch("RESUMED", {"_trace": []})
            await self._announce()
        elif op == 8:
            await conn.session.dispatch("GUILD_MEMBERS_CHUNK", {"guild_id": d["guild_id"], "members": [self._member(u) for u in self.users.values()], "chunk_index": 0, "chunk_count": 1, "nonce": d.get("nonce")})
        elif op != 3:
            self.violations.append(f"gateway: unknown opcode {op}")
            return 4001
        return None

    # ------------------------------------------------------------ REST
    async def _rest(self, req: web.Request) -> web.Response:
        path = "/" + req.match_info["path"]
        method, route, handler, args = req.method, path, None, {}
        for m, t, rx, h in self._routes:
            if m == method and (hit := rx.match(path)):
                route, handler, args = t, h, hit.groupdict()
                break
        body, files = None, 0
        if req.content_type.startswith("multipart/"):
            form = await req.post()
            body, files = json.loads(form.get("payload_json", "{}")), sum(k.startswith("files[") for k in form)
        elif req.can_read_body and (raw := await req.text()):
            body = json.loads(raw)
        fault = next((f for f in self._faults if f["key"] == (method, route) and f["times"] > 0), None)
        headers: dict[str, str] = {"Via": "1.1 harness"}
        if fault:
            fault["times"] -= 1
            await asyncio.sleep(fault.get("delay", 0))
        try:
            if fault and "delay" not in fault:
                raise HTTPError(fault["status"], fault["code"], "injected", retry_after=fault["retry_after"])
            if handler is None:
                self.violations.append(f"{method} {path}: no such route in the harness")
                raise HTTPError(404, 0, "404: Not Found")
            self._pace(method, route, args, headers)
            if not route.startswith(("/interactions/", "/webhooks/")) and req.headers.get("Authorization") != f"Bot {self.token}":
                raise HTTPError(401, 0, "401: Unauthorized")
            if not re.match(r"DiscordBot \(", req.headers.get("User-Agent", "")) and not route.startswith(("/interactions/", "/webhooks/")):
                self.warnings.append(f"{method} {route}: User-Agent {req.headers.get('User-Agent')!r}")
            self.judge(f"{method} {route}", rules.check_openapi(route, method, body) if body is not None else [])
            status, out = await getattr(self, handler)(body=body, files=files, query=req.query, **args)
        except HTTPError as e:
            status, out = e.status, e.body
            if status == 429:
                headers |= {"Retry-After": str(e.body["retry_after"]), "X-RateLimit-Scope": "global" if e.body["global"] else "user"}
        self.calls.append(Call(method, route, path, body, status, out, time.monotonic()))
        await self._announce()
        if status == 204:
            return web.Response(status=204, headers=headers)
        # discord.py compares the content type with "application/json" exactly, as Discord sends it
        return web.Response(status=status, body=json.dumps(out).encode(), headers={**headers, "Content-Type": "application/json"})

    def _pace(self, method: str, route: str, args: dict, headers: dict) -> None:
        """Per-route buckets (keyed by channel, guild or webhook) and the global limit of 50 requests a second."""
        now = time.monotonic()
        if not route.startswith(("/interactions/", "/webhooks/")):
            self._global = [t for t in self._global if t > now - 1] + [now]
            if len(self._global) > 50:
                self.violations.append("global rate limit of 50 requests/s exceeded")
                raise HTTPError(429, 0, "You are being rate limited.", retry_after=1.0, glob=True)
        limit, window = self.bucket if route.endswith("/messages") else (50, 1.0)
        key = (method, route, args.get("channel_id") or args.get("guild_id") or args.get("webhook_token"))
        used = self._buckets[key] = [t for t in self._buckets.get(key, []) if t > now - window]
        reset = (used[0] + window - now) if used else window
        if len(used) >= limit:
            self.violations.append(f"{method} {route}: rate limit of {limit} per {window:g}s exceeded")
            raise HTTPError(429, 0, "You are being rate limited.", retry_after=round(reset, 3))
        used.append(now)
        headers |= {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(limit - len(used)), "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
                    "X-RateLimit-Reset-After": f"{reset:.3f}", "X-RateLimit-Bucket": f"{abs(hash((method, route))):x}"[:12]}


def point_discord_py(rest_url: str, gateway_url: str) -> None:
    """Send discord.py's REST and gateway traffic to these URLs (for bots started in their own process)."""
    import discord
    import yarl
    discord.http.Route.BASE = rest_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
