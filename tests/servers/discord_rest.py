"""The REST half of DiscordServer: routes, error codes, and what each request changes.

A mixin; DiscordServer owns the state and the gateway.
"""
from __future__ import annotations

import time
from datetime import datetime, timezone
from typing import Any

from tests.servers import discord_rules as rules

HOOK = "/webhooks/{webhook_id}/{webhook_token}"
MSG = "/channels/{channel_id}/messages"
CMD, GCMD = "/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = [  # (method, OpenAPI path template, handler)
    ("GET", "/gateway", "get_gateway"), ("GET", "/gateway/bot", "get_gateway"), ("GET", "/users/@me", "get_me"), ("GET", "/users/{user_id}", "get_user"),
    ("GET", "/applications/@me", "get_app"), ("GET", "/oauth2/applications/@me", "get_app"), ("POST", "/users/@me/channels", "open_dm"),
    ("PUT", CMD, "put_commands"), ("GET", CMD, "get_commands"), ("POST", CMD, "post_command"), ("DELETE", CMD + "/{command_id}", "delete_command"),
    ("PUT", GCMD, "put_commands"), ("GET", GCMD, "get_commands"), ("POST", GCMD, "post_command"),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", "callback"),
    ("GET", HOOK + "/messages/@original", "get_original"), ("PATCH", HOOK + "/messages/@original", "edit_original"), ("DELETE", HOOK + "/messages/@original", "delete_original"),
    ("POST", HOOK, "followup"), ("PATCH", HOOK + "/messages/{message_id}", "edit_followup"), ("DELETE", HOOK + "/messages/{message_id}", "delete_followup"),
    ("POST", MSG, "send"), ("GET", MSG, "history"), ("GET", MSG + "/{message_id}", "get_message"), ("PATCH", MSG + "/{message_id}", "edit"), ("DELETE", MSG + "/{message_id}", "delete"),
    ("POST", MSG + "/{message_id}/threads", "thread"), ("POST", "/channels/{channel_id}/threads", "thread"), ("POST", MSG + "/{message_id}/crosspost", "get_message"),
    ("GET", "/channels/{channel_id}", "get_channel"), ("PATCH", "/channels/{channel_id}", "edit_channel"), ("POST", "/channels/{channel_id}/typing", "nothing"),
    ("PUT", MSG + "/{message_id}/reactions/{emoji_name}/@me", "nothing"), ("PUT", "/channels/{channel_id}/messages/pins/{message_id}", "nothing"), ("PUT", "/channels/{channel_id}/pins/{message_id}", "nothing"),
    ("PUT", "/channels/{channel_id}/thread-members/@me", "nothing"), ("GET", "/guilds/{guild_id}", "get_guild"), ("GET", "/guilds/{guild_id}/channels", "get_guild_channels"),
    ("GET", "/guilds/{guild_id}/threads/active", "get_threads"), ("GET", "/guilds/{guild_id}/members/{user_id}", "get_member"), ("GET", "/users/@me/guilds", "get_guilds"),
]
ALLOWED = {2: {4, 5, 9, 12}, 3: {4, 5, 6, 7, 9, 12}, 4: {8}, 5: {4, 5, 6, 7}}   # interaction type -> callback types
LOADING = 1 << 7


class HTTPError(Exception):
    def __init__(self, status: int, code: int, message: str, *, errors: list | None = None, retry_after: float = 1.0, glob: bool = False):
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors:
            tree: dict = {}
            for f in errors:
                node = tree
                for part in (f.pointer or "_").split("."):
                    node = node.setdefault(part, {})
                node.setdefault("_errors", []).append({"code": "INVALID", "message": f.message})
            self.body["errors"] = tree
        if status == 429:
            self.body = {"message": message, "retry_after": retry_after, "global": glob}


class DiscordRest:
    def judge(self, where: str, findings: list) -> None:
        self.warnings += [f"{where}: {f}" for f in findings if f.level == "warn"]
        bad = [f for f in findings if f.level == "reject"]
        if bad:
            self.violations += [f"{where}: {f}" for f in bad]
            empty = any("empty message" in f.message for f in bad)
            raise HTTPError(400, 50006 if empty else 50035, "Cannot send an empty message" if empty else "Invalid Form Body", errors=bad)

    def _writable(self, cid: str) -> dict:
        if cid not in self.channels:
            raise HTTPError(404, 10003, "Unknown Channel")
        if cid in self.forbidden:
            raise HTTPError(403, 50013, "Missing Permissions")
        return self.channels[cid]

    def _message(self, cid: str, mid: str, own: bool = False) -> dict:
        m = next((m for m in self.messages.get(cid, []) if m["id"] == mid), None)
        if m is None:
            raise HTTPError(404, 10008, "Unknown Message")
        if own and m["author"]["id"] != self.app_id:
            raise HTTPError(403, 50005, "Cannot edit a message authored by another user")
        return m

    def _apply(self, m: dict, body: dict) -> dict:
        """An edit: only the given fields change; the v2 flag stays for good."""
        if kept := m["flags"] & (rules.COMPONENTS_V2 | rules.EPHEMERAL):
            body = {**body, "flags": (body.get("flags") or 0) | kept}
        new = self.make_message(m["author"], m["channel_id"], {**{k: m[k] for k in ("content", "embeds", "components", "flags")}, **{k: v for k, v in body.items() if v is not None or k in ("content", "embeds", "components")}})
        m |= {k: new[k] for k in ("content", "embeds", "components", "mentions", "flags")} | {"edited_timestamp": datetime.now(timezone.utc).isoformat()}
        return m

    # ------------------------------------------------------------ reading
    async def get_gateway(self, **_):
        return 200, {"url": self.gateway_url, "shards": self.shards, "session_start_limit": {"total": 1000, "remaining": 1000 - len(self.identifies), "reset_after": 14400000, "max_concurrency": 1}}

    async def get_me(self, **_):
        return 200, self.bot

    async def get_user(self, user_id, **_):
        if user_id not in self.users:
            raise HTTPError(404, 10013, "Unknown User")
        return 200, self.users[user_id]

    async def get_app(self, **_):
        return 200, {"id": self.app_id, "name": "kubecon", "icon": None, "description": "", "bot_public": True, "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": 1 << 19,
                     "owner": self.alice, "team": None, "summary": "", "rpc_origins": [], "tags": [], "approximate_guild_count": 1, "interactions_endpoint_url": None}

    async def get_guild(self, guild_id, **_):
        return 200, self._guild()

    async def get_guilds(self, **_):
        return 200, [{"id": self.guild_id, "name": "KubeCon", "icon": None, "owner": False, "permissions": "0", "features": []}]

    async def get_guild_channels(self, **_):
        return 200, [c for c in self.channels.values() if c["type"] == 0]

    async def get_threads(self, **_):
        return 200, {"threads": [c for c in self.channels.values() if c["type"] in (10, 11, 12)], "members": []}

    async def get_member(self, user_id, **_):
        return 200, self._member((await self.get_user(user_id))[1])

    async def get_channel(self, channel_id, **_):
        if channel_id not in self.channels:
            raise HTTPError(404, 10003, "Unknown Channel")
        return 200, self.channels[channel_id]

    async def history(self, channel_id, query, **_):
        found = self.messages.get(channel_id, [])
        if "after" in query:  # the ones right after it, yet newest first, as Discord does
            return 200, [m for m in found if int(m["id"]) > int(query["after"])][:int(query.get("limit", 50))][::-1]
        if "before" in query:
            found = [m for m in found if int(m["id"]) < int(query["before"])]
        return 200, found[::-1][:int(query.get("limit", 50))]

    async def get_message(self, channel_id, message_id, **_):
        return 200, self._message(channel_id, message_id)

    async def nothing(self, **_):
        return 204, None

    # ------------------------------------------------------------ commands
    async def put_commands(self, body, guild_id=None, **_):
        self.judge("commands", rules.check_commands(body))
        old = {(c["name"], c.get("type", 1)): c for c in self.commands.get(guild_id, [])}
        self.commands[guild_id] = [{"contexts": None, "integration_types": [0], "description": "", **c, "type": c.get("type", 1), "application_id": self.app_id, "version": self.snowflake(), "dm_permission": True,
                                    "default_member_permissions": None if c.get("default_member_permissions") is None else str(c["default_member_permissions"]), "nsfw": bool(c.get("nsfw")),
                                    "id": old.get((c["name"], c.get("type", 1)), {}).get("id") or self.snowflake(), **({"guild_id": guild_id} if guild_id else {})} for c in body]
        return 200, self.commands[guild_id]

    async def get_commands(self, guild_id=None, **_):
        return 200, self.commands.get(guild_id, [])

    async def post_command(self, body, guild_id=None, **_):
        keep = [c for c in self.commands.get(guild_id, []) if c["name"] != body["name"]]
        return 201, (await self.put_commands(keep + [body], guild_id))[1][-1]

    async def delete_command(self, command_id, **_):
        self.commands[None] = [c for c in self.commands[None] if c["id"] != command_id]
        return 204, None

    # ------------------------------------------------------------ messages and threads
    async def send(self, channel_id, body, files=0, **_):
        chan = self._writable(channel_id)
        self.judge("message", rules.check_message(body, files=files, defaults_ping=True))
        ref = body.get("message_reference")
        extra: dict = {}
        if ref:
            target = next((m for m in self.messages.get(channel_id, []) if m["id"] == str(ref["message_id"])), None)
            if target is None and ref.get("fail_if_not_exists", True):
                raise HTTPError(400, 50035, "Invalid Form Body", errors=[rules.Finding("reject", "message_reference", "Unknown message")])
            extra = {"type": 19, "message_reference": ref, "referenced_message": target}
        msg = self.make_message(self.bot, channel_id, body, **extra)
        msg["attachments"] = [{"id": self.snowflake(), "filename": a.get("filename", "file"), "size": 1, "url": "https://cdn.invalid/a", "proxy_url": "https://cdn.invalid/a"} for a in body.get("attachments") or []]
        if chan.get("thread_metadata", {}).get("archived"):
            chan["thread_metadata"]["archived"] = False
        await self.publish(msg)
        return 200, msg

    async def edit(self, channel_id, message_id, body, **_):
        msg = self._message(channel_id, message_id, own=True)
        flags = (body.get("flags") or 0) | (msg["flags"] & rules.COMPONENTS_V2)
        self.judge("message edit", rules.check_message({**body, "flags": flags}, partial=True))
        await self.publish(self._apply(msg, body), "MESSAGE_UPDATE")
        return 200, msg

    async def delete(self, channel_id, message_id, **_):
        self.messages[channel_id].remove(self._message(channel_id, message_id))
        await self.dispatch("MESSAGE_DELETE", {"id": message_id, "channel_id": channel_id, "guild_id": self.guild_id})
        return 204, None

    async def thread(self, channel_id, body, message_id=None, **_):
        parent = self._writable(channel_id)
        self.judge("thread", rules.check_thread(body))
        if message_id and "thread" in self._message(channel_id, message_id):
            raise HTTPError(400, 160004, "A thread has already been created for this message")
        now = datetime.now(timezone.utc).isoformat()
        chan = self._channel_obj(body["name"], 11, parent_id=parent["id"], owner_id=self.app_id, message_count=0, member_count=1, total_message_sent=0,
                                 thread_metadata={"archived": False, "auto_archive_duration": body.get("auto_archive_duration") or 4320, "archive_timestamp": now, "locked": False, "create_timestamp": now})
        if message_id:
            chan["id"] = message_id                        # Discord reuses the message id
            self._message(channel_id, message_id)["thread"] = chan
        self.channels[chan["id"]] = chan
        member = {"id": chan["id"], "user_id": self.app_id, "join_timestamp": now, "flags": 0}
        await self.dispatch("THREAD_CREATE", {**chan, "newly_created": True, "member": member})
        return 201, {**chan, "member": member}

    async def edit_channel(self, channel_id, body, **_):
        chan = self._writable(channel_id)
        if "thread_metadata" in chan:
            chan["thread_metadata"] |= {k: v for k, v in body.items() if k in ("archived", "locked", "auto_archive_duration")}
        chan |= {k: v for k, v in body.items() if k in ("name", "topic")}
        return 200, chan

    async def open_dm(self, body, **_):
        return 200, self._dm(self.users[str(body["recipient_id"])])

    # ------------------------------------------------------------ interactions
    def _live(self, token: str, answered: bool = True):
        i = self.interactions.get(token)
        if i is None or (answered and not i.callbacks):
            raise HTTPError(404, 10015, "Unknown Webhook")
        if self.now() - i.born > 900:
            self.violations.append("interaction token used after 15 minutes")
            raise HTTPError(401, 50027, "Invalid Webhook Token")
        return i

    async def callback(self, interaction_id, interaction_token, body, query, files=0, **_):
        i = self.interactions.get(interaction_token)
        if i is None or i.id != interaction_id or i.dead:
            raise HTTPError(404, 10062, "Unknown interaction")
        if i.callbacks:
            self.violations.append(f"interaction {i.id}: answered twice")
            raise HTTPError(400, 40060, "Interaction has already been acknowledged.")
        kind, data = body["type"], body.get("data") or {}
        if kind not in ALLOWED[i.type] or (kind in (6, 7) and i.source is None):
            self.judge("callback", [rules.Finding("reject", "type", f"callback type {kind} does not answer interaction type {i.type}")])
        if kind in (4, 7):
            self.judge("interaction answer", rules.check_message(data, files=files, partial=kind == 7))
        elif kind == 8:
            self.judge("autocomplete", list(rules.check_choices(data.get("choices") or [])))
        elif kind == 9:
            self.judge("modal", rules.check_modal(data))
        i.callbacks.append((time.monotonic() - i.sent, body))
        channel, user = i.payload["channel_id"], i.payload.get("user") or i.payload["member"]["user"]
        if kind in (4, 5):
            flags = (data.get("flags") or 0) | (LOADING if kind == 5 else 0)
            i.message = self.make_message(self.bot, channel, {**data, "flags": flags}, type=20 if i.type == 2 else 0, webhook_id=self.app_id, application_id=self.app_id,
                                          interaction_metadata={"id": i.id, "type": i.type, "user": user, "authorizing_integration_owners": i.payload["authorizing_integration_owners"]})
            if not flags & rules.EPHEMERAL:
                await self.publish(i.message)
        elif kind == 7:
            i.message = self._apply(i.source, data)
            await self.publish(i.message, "MESSAGE_UPDATE")
        elif kind == 6:
            i.message = i.source
        i._event.set()
        if query.get("with_response") not in ("1", "true", "True"):
            return 204, None
        out: dict = {"interaction": {"id": i.id, "type": i.type}}
        if i.message:
            out["interaction"] |= {"response_message_id": i.message["id"], "response_message_loading": kind == 5, "response_message_ephemeral": bool(i.message["flags"] & rules.EPHEMERAL)}
        if kind in (4, 7):
            out["resource"] = {"type": kind, "message": i.message}
        return 200, out

    def _edit_hook(self, i, msg: dict, body: dict) -> None:
        self.judge("interaction edit", rules.check_message({**body, "flags": (body.get("flags") or 0) | (msg["flags"] & rules.COMPONENTS_V2)}, partial=True))
        self._apply(msg, body)
        msg["flags"] &= ~LOADING

    async def get_original(self, webhook_token, **_):
        return 200, self._live(webhook_token).message

    async def edit_original(self, webhook_token, body, **_):
        i = self._live(webhook_token)
        if i.message is None:
            raise HTTPError(404, 10008, "Unknown Message")
        self._edit_hook(i, i.message, body)
        if not i.message["flags"] & rules.EPHEMERAL:
            await self.publish(i.message, "MESSAGE_UPDATE")
        return 200, i.message

    async def delete_original(self, webhook_token, **_):
        i = self._live(webhook_token)
        if i.message in self.messages.get(i.payload["channel_id"], []):
            self.messages[i.payload["channel_id"]].remove(i.message)
        i.message = None
        return 204, None

    async def followup(self, webhook_token, body, files=0, **_):
        i = self._live(webhook_token)
        if i.message and i.message["flags"] & LOADING:         # after a defer, the first followup fills the original
            self.judge("followup", rules.check_message(body, files=files))
            self._edit_hook(i, i.message, {k: v for k, v in body.items() if k != "flags" or v})
            return 200, i.message
        if "0" not in i.payload["authorizing_integration_owners"] and len(i.followups) >= 5:
            self.violations.append("more than 5 followups for a user-installed app")
            raise HTTPError(400, 40094, "This interaction has hit the maximum number of follow up messages")
        self.judge("followup", rules.check_message(body, files=files))
        msg = self.make_message(self.bot, i.payload["channel_id"], body, webhook_id=self.app_id, application_id=self.app_id)
        i.followups.append(msg)
        if not msg["flags"] & rules.EPHEMERAL:
            await self.publish(msg)
        return 200, msg

    def _own(self, webhook_token: str, message_id: str):
        i = self._live(webhook_token)
        msg = next((m for m in [i.message, *i.followups] if m and m["id"] == message_id), None)
        if msg is None:
            raise HTTPError(404, 10008, "Unknown Message")
        return i, msg

    async def edit_followup(self, webhook_token, message_id, body, **_):
        i, msg = self._own(webhook_token, message_id)
        self._edit_hook(i, msg, body)
        return 200, msg

    async def delete_followup(self, webhook_token, message_id, **_):
        i, msg = self._own(webhook_token, message_id)
        i.followups.remove(msg)
        return 204, None
