"""Emulate Discord's gateway: version 10, zlib-stream, heartbeats, resuming, intents and shards."""

import copy
import itertools
import json
import time
import zlib

from aiohttp import WSMsgType, web

PRIVILEGED = {"members": 1 << 1, "presences": 1 << 8, "message_content": 1 << 15}
_GUILD_MESSAGES, _DIRECT_MESSAGES, _MESSAGE_CONTENT = 1 << 9, 1 << 12, 1 << 15
_SESSION_NUMBERS = itertools.count(1)


class GatewaySession:
    """A session, which outlives its connection so that it can be resumed."""

    def __init__(self, intents, shard):
        self.id, self.intents, self.shard = f"s{next(_SESSION_NUMBERS)}", intents, tuple(shard)
        self.sequence, self.sent, self.connection = 0, [], None

    async def dispatch(self, name, told):
        self.sequence += 1
        event = {"op": 0, "t": name, "s": self.sequence, "d": told}
        self.sent.append(event)
        if self.connection:
            await self.connection.send(event)


class GatewayConnection:
    """One websocket of the bot."""

    def __init__(self, socket, *, compresses):
        self.socket, self.zip = socket, zlib.compressobj() if compresses else None
        self.session, self.received = None, []

    async def send(self, event):
        if self.socket.closed:
            return
        text = json.dumps(event)
        if self.zip:
            await self.socket.send_bytes(self.zip.compress(text.encode()) + self.zip.flush(zlib.Z_SYNC_FLUSH))
        else:
            await self.socket.send_str(text)


class Gateway:
    """Send events to the bot, and receive its messages."""

    def __init__(self, privileged, heartbeat, shards):
        self.privileged = sum(PRIVILEGED[name] for name in privileged)
        self.heartbeat, self.shards = heartbeat, shards
        self.silent = False  # stop acknowledging heartbeats
        self.sessions, self.identifies, self.resumes = {}, [], []

    # what can happen to a connection

    async def _each(self, act):
        for session in list(self.sessions.values()):
            if session.connection:
                connection, session.connection = session.connection, None
                await act(connection)

    async def reconnect(self):
        """Ask the bot to reconnect and resume."""
        await self._each(lambda connection: connection.send({"op": 7, "d": None}))

    async def invalidate(self):
        """Send the bot that its session is invalid."""
        await self._each(lambda connection: connection.send({"op": 9, "d": False}))
        self.sessions.clear()

    async def drop(self, code=4000):
        await self._each(lambda connection: connection.socket.close(code=code))

    # what is told

    def _hearing(self, told):
        """Return the sessions that get an event: the server's shard, and shard 0 for direct messages."""
        shard = (int(told.get("guild_id") or 0) >> 22) % self.shards
        return [session for session in list(self.sessions.values()) if session.shard[0] == shard]

    async def dispatch(self, name, told):
        for session in self._hearing(told):
            await session.dispatch(name, copy.deepcopy(told))

    async def publish(self, message, event="MESSAGE_CREATE"):
        """Store a new message, and send it to the bot as its intents allow."""
        if event == "MESSAGE_CREATE":
            self.messages.setdefault(message["channel_id"], []).append(message)
            self.channels[message["channel_id"]]["last_message_id"] = message["id"]
        is_dm = not message.get("guild_id")
        is_seen = is_dm or self.app_id in {message["author"]["id"], *(user["id"] for user in message["mentions"])}
        for session in self._hearing(message):
            if not session.intents & (_DIRECT_MESSAGES if is_dm else _GUILD_MESSAGES):
                continue
            told = copy.deepcopy(message)
            if not is_dm:
                told["member"] = self.make_member(message["author"], nested=False)
            if not session.intents & _MESSAGE_CONTENT and not is_seen:
                told |= {"content": "", "embeds": [], "attachments": [], "components": []}
            await session.dispatch(event, told)

    # what is heard

    async def open_gateway(self, request):
        socket = web.WebSocketResponse(max_msg_size=2**20)
        await socket.prepare(request)
        connection = GatewayConnection(socket, compresses=request.query.get("compress") == "zlib-stream")
        if (request.query.get("v"), request.query.get("encoding")) != ("10", "json"):
            self.violations.append(f"gateway: connected with {dict(request.query)}")
        await connection.send({"op": 10, "d": {"heartbeat_interval": int(self.heartbeat * 1000), "_trace": []}})
        async for heard in socket:
            if heard.type == WSMsgType.TEXT and (code := await self._hear(connection, heard.data)):
                await socket.close(code=code)
                break
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        return socket

    async def _hear(self, connection, raw):
        """Handle one payload; returns the code to hang up with, None to stay."""
        if code := self._too_much(connection, raw):
            return code
        payload = json.loads(raw)
        told, act = payload.get("d"), self._ACTS.get(payload["op"])
        if act is None:
            self.violations.append(f"gateway: unknown opcode {payload['op']}")
            return 4001
        return await act(self, connection, told)

    def _too_much(self, connection, raw):
        now = time.monotonic()
        connection.received = [at for at in connection.received if at > now - 60] + [now]
        if len(raw.encode()) > 4096:
            self.violations.append(f"gateway: {len(raw)} byte payload")
            return 4002
        if len(connection.received) > 120:
            self.violations.append("gateway: more than 120 payloads a minute")
            return 4008
        return None

    async def _beat(self, connection, _told):
        if not self.silent:
            await connection.send({"op": 11})

    async def _identify(self, connection, told):
        self.identifies.append(told)
        if told["token"] != self.token:
            return 4004
        if extra := told["intents"] & sum(PRIVILEGED.values()) & ~self.privileged:
            self.violations.append(f"gateway: privileged intents {extra:#x} are not enabled")
            return 4014
        session = connection.session = GatewaySession(told["intents"], told.get("shard") or (0, 1))
        session.connection = connection
        self.sessions[session.id] = session
        owns = (int(self.guild_id) >> 22) % self.shards == session.shard[0]
        await session.dispatch("READY", self._ready(session, owns=owns))
        if owns:
            await session.dispatch("GUILD_CREATE", self.make_guild())
        await self.announce()
        return None

    def _ready(self, session, *, owns):
        return {
            "v": 10,
            "user": self.bot,
            "guilds": [{"id": self.guild_id, "unavailable": True}] if owns else [],
            "session_id": session.id,
            "resume_gateway_url": self.gateway_url,
            "session_type": "normal",
            "private_channels": [],
            "relationships": [],
            "user_settings": {},
            "_trace": [],
            "application": {"id": self.app_id, "flags": 1 << 19},
            "shard": session.shard,
        }

    async def _resume(self, connection, told):
        self.resumes.append(told)
        session = self.sessions.get(told.get("session_id"))
        if session is None or told["token"] != self.token:
            await connection.send({"op": 9, "d": False})
            return
        connection.session, session.connection = session, connection
        for event in [event for event in session.sent if event["s"] > told["seq"]]:
            await connection.send(event)
        await session.dispatch("RESUMED", {"_trace": []})
        await self.announce()

    async def _set_presence(self, _connection, _told):
        return None

    async def _list_members(self, connection, told):
        members = [self.make_member(user) for user in self.users.values()]
        chunk = {"guild_id": told["guild_id"], "members": members, "chunk_index": 0, "chunk_count": 1}
        await connection.session.dispatch("GUILD_MEMBERS_CHUNK", {**chunk, "nonce": told.get("nonce")})

    _ACTS = {1: _beat, 2: _identify, 3: _set_presence, 6: _resume, 8: _list_members}  # noqa: RUF012 - never changed
