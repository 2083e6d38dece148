"""Serve Discord's REST routes: reading, commands, messages and threads."""

from emulators.discord.command_rules import check_commands
from emulators.discord.components import COMPONENTS_V2, EPHEMERAL, refuse
from emulators.discord.error_responses import DiscordError, Judge
from emulators.discord.rules import check_message, check_thread
from emulators.discord.world import ANNOUNCEMENTS, CATEGORY, FORUM, THREADS, iso_now

_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = _MESSAGES + "/{message_id}"
_COMMANDS = "/applications/{application_id}/commands"
CROSSPOSTED, REQUIRES_TAG, HAS_THREAD = 1 << 1, 1 << 4, 1 << 5
MESSAGE_CONTENT_FLAGS = 1 << 18 | 1 << 19  # of the application
NONCE_SECONDS = 180  # "a few minutes": https://discord.com/developers/docs/resources/message#create-message
ROUTES = (  # method, path as Discord's specification writes it, handler
    ("GET", "/gateway", "get_gateway"),
    ("GET", "/gateway/bot", "get_gateway"),
    ("GET", "/users/@me", "get_me"),
    ("GET", "/users/@me/guilds", "get_guilds"),
    ("GET", "/users/{user_id}", "get_user"),
    ("GET", "/applications/@me", "get_app"),
    ("GET", "/oauth2/applications/@me", "get_app"),
    ("POST", "/users/@me/channels", "open_dm"),
    ("PUT", _COMMANDS, "put_commands"),
    ("GET", _COMMANDS, "get_commands"),
    ("POST", _MESSAGES, "send"),
    ("GET", _MESSAGES, "history"),
    ("GET", _MESSAGE, "get_message"),
    ("PATCH", _MESSAGE, "edit"),
    ("DELETE", _MESSAGE, "delete"),
    ("POST", _MESSAGE + "/threads", "thread"),
    ("POST", _MESSAGE + "/crosspost", "crosspost"),
    ("POST", "/channels/{channel_id}/threads", "thread"),
    ("GET", "/channels/{channel_id}/threads/archived/public", "get_archived_threads"),
    ("GET", "/channels/{channel_id}", "get_channel"),
    ("PATCH", "/channels/{channel_id}", "edit_channel"),
    ("POST", "/channels/{channel_id}/typing", "nothing"),
    ("PUT", "/channels/{channel_id}/thread-members/@me", "nothing"),
    ("GET", "/guilds/{guild_id}", "get_guild"),
    ("GET", "/guilds/{guild_id}/channels", "get_guild_channels"),
    ("GET", "/guilds/{guild_id}/threads/active", "get_threads"),
    ("GET", "/guilds/{guild_id}/members/{user_id}", "get_member"),
)


class Rest(Judge):
    """Answer the bot's requests, other than those about interactions."""

    app_flags = 1 << 19  # the privileged intents that are switched on for the application
    starts_left = 1000
    is_in_server = True

    # reading

    async def get_gateway(self, **_):
        limit = {"total": 1000, "remaining": self.starts_left, "reset_after": 14400000, "max_concurrency": 1}
        return 200, {"url": self.gateway_url, "shards": self.shards, "session_start_limit": limit}

    async def get_me(self, **_):
        return 200, self.bot

    async def get_guilds(self, **_):
        guild = {"id": self.guild_id, "name": "KubeCon", "icon": None, "owner": False, "permissions": "0"}
        return 200, [{**guild, "features": []}] if self.is_in_server else []

    async def get_user(self, user_id, **_):
        if user_id not in self.users:
            raise DiscordError(404, 10013, "Unknown User")
        return 200, self.users[user_id]

    async def get_app(self, **_):
        return 200, {
            "id": self.app_id,
            "name": "kubecon",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "flags": self.app_flags,
            "owner": self.alice,
            "team": None,
            "summary": "",
            "rpc_origins": [],
            "tags": [],
            "approximate_guild_count": 1,
            "interactions_endpoint_url": None,
        }

    async def get_guild(self, **_):
        return 200, self.make_guild()

    async def get_guild_channels(self, **_):
        return 200, self.guild_channels()

    async def get_threads(self, **_):
        return 200, {"threads": self.threads(is_archived=False), "members": []}

    async def get_archived_threads(self, channel_id, **_):
        found = [one for one in self.threads(is_archived=True) if one["parent_id"] == channel_id]
        return 200, {"threads": found, "members": [], "has_more": False}

    async def get_member(self, user_id, **_):
        return 200, self.make_member((await self.get_user(user_id))[1])

    async def get_channel(self, channel_id, **_):
        if channel_id not in self.channels:
            raise DiscordError(404, 10003, "Unknown Channel")
        return 200, self.channels[channel_id]

    async def history(self, channel_id, query, **_):
        found, limit = list(map(self._visible, self.messages.get(channel_id, []))), int(query.get("limit", 50))
        if "after" in query:  # the ones right after it, yet newest first
            return 200, [one for one in found if int(one["id"]) > int(query["after"])][:limit][::-1]
        if "before" in query:
            found = [one for one in found if int(one["id"]) < int(query["before"])]
        return 200, found[::-1][:limit]

    async def get_message(self, channel_id, message_id, **_):
        return 200, self._visible(self._message(channel_id, message_id))

    def _visible(self, message):
        """Leave out what people wrote, unless the application may read it (MESSAGE_CONTENT)."""
        is_seen = self.app_id in {message["author"]["id"], *(user["id"] for user in message["mentions"])}
        if is_seen or not message.get("guild_id") or self.app_flags & MESSAGE_CONTENT_FLAGS:
            return message
        return message | {"content": "", "embeds": [], "attachments": [], "components": []}

    async def nothing(self, **_):
        return 204, None

    # commands

    async def put_commands(self, body, **_):
        self.judge("commands", check_commands(body))
        known = {(one["name"], one["type"]): one["id"] for one in self.commands[None]}
        self.commands[None] = [self._command_as_sent(one, known) for one in body]
        return 200, self.commands[None]

    def _command_as_sent(self, command, known):
        kind, permissions = command.get("type", 1), command.get("default_member_permissions")
        return {
            "contexts": None,
            "integration_types": [0],
            "description": "",
            **command,
            "type": kind,
            "application_id": self.app_id,
            "version": self.snowflake(),
            "dm_permission": True,
            "default_member_permissions": None if permissions is None else str(permissions),
            "nsfw": bool(command.get("nsfw")),
            "id": known.get((command["name"], kind)) or self.snowflake(),
        }

    async def get_commands(self, **_):
        return 200, self.commands[None]

    # messages and threads

    def _writable(self, channel_id):
        if channel_id not in self.channels:
            raise DiscordError(404, 10003, "Unknown Channel")
        if channel_id in self.forbidden:
            raise DiscordError(403, 50013, "Missing Permissions")
        return self.channels[channel_id]

    def _takes_messages(self, channel_id):
        if self._writable(channel_id)["type"] in (FORUM, CATEGORY):
            self.violations.append("a message outside of any post of a forum")
            raise DiscordError(400, 50008, "Cannot send messages in a non-text channel")

    def _message(self, channel_id, message_id, *, own=False):
        found = next((one for one in self.messages.get(channel_id, []) if one["id"] == message_id), None)
        if found is None:
            raise DiscordError(404, 10008, "Unknown Message")
        if own and found["author"]["id"] != self.app_id:
            raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
        return found

    def apply(self, message, body):
        """Change only the given fields; components v2 and ephemerality cannot change."""
        kept = message["flags"] & (COMPONENTS_V2 | EPHEMERAL)
        before = {name: message[name] for name in ("content", "embeds", "components", "flags")}
        given = {name: value for name, value in body.items() if value is not None or name in before}
        given["flags"] = (given.get("flags") or 0) | kept
        new = self.make_message(message["author"], message["channel_id"], before | given)
        message |= {name: new[name] for name in (*before, "mentions")} | {"edited_timestamp": iso_now()}

    async def send(self, channel_id, body, files=0, **_):
        self._takes_messages(channel_id)
        self.judge("message", check_message(body, files=files, defaults_ping=True))
        more = self._reference(channel_id, body["message_reference"]) if body.get("message_reference") else {}
        nonce = (channel_id, str(body.get("nonce"))) if body.get("enforce_nonce") else None
        before, at = self.nonces.get(nonce, (None, 0.0))
        if before and self.now() - at < NONCE_SECONDS:
            return 200, before
        message = self.make_message(self.bot, channel_id, body, **more)
        if nonce:
            self.nonces[nonce] = (message, self.now())
        await self.publish(message)
        return 200, message

    def _reference(self, channel_id, reference):
        known = self.messages.get(channel_id, [])
        target = next((one for one in known if one["id"] == str(reference["message_id"])), None)
        if target is None and reference.get("fail_if_not_exists", True):
            unknown = [refuse("message_reference", "Unknown message")]
            raise DiscordError(400, 50035, "Invalid Form Body", findings=unknown)
        return {"type": 19, "message_reference": reference, "referenced_message": target}

    async def edit(self, channel_id, message_id, body, **_):
        message = self._message(channel_id, message_id, own=True)
        flags = (body.get("flags") or 0) | (message["flags"] & COMPONENTS_V2)
        self.judge("message edit", check_message({**body, "flags": flags}, partial=True))
        self.apply(message, body)
        await self.publish(message, "MESSAGE_UPDATE")
        return 200, message

    async def delete(self, channel_id, message_id, **_):
        self.messages[channel_id].remove(self._message(channel_id, message_id))
        gone = {"id": message_id, "channel_id": channel_id, "guild_id": self.guild_id}
        await self.dispatch("MESSAGE_DELETE", gone)
        return 204, None

    async def crosspost(self, channel_id, message_id, **_):
        message = self._message(channel_id, message_id)
        if self._writable(channel_id)["type"] != ANNOUNCEMENTS:
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        if message["flags"] & CROSSPOSTED:
            raise DiscordError(400, 40033, "This message has already been crossposted")
        message["flags"] |= CROSSPOSTED
        await self.publish(message, "MESSAGE_UPDATE")
        return 200, message

    async def thread(self, channel_id, body, files=0, message_id=None, **_):
        parent = self._writable(channel_id)
        self.judge("thread", check_thread(body))
        if message_id and "thread" in self._message(channel_id, message_id):
            raise DiscordError(400, 160004, "A thread has already been created for this message")
        is_post = parent["type"] == FORUM
        if is_post:
            self._judge_post(parent, body, files)
        channel = self._make_thread(body, parent)
        if message_id:
            channel["id"] = message_id  # Discord reuses the message's id
            self._message(channel_id, message_id)["thread"] = channel
            self._message(channel_id, message_id)["flags"] |= HAS_THREAD
        self.channels[channel["id"]] = channel
        member = {"id": channel["id"], "user_id": self.app_id, "join_timestamp": iso_now(), "flags": 0}
        await self.dispatch("THREAD_CREATE", {**channel, "newly_created": True, "member": member})
        starter = {"message": await self._begin_post(channel, body["message"])} if is_post else {}
        return 201, {**channel, "member": member, **starter}

    def _judge_post(self, forum, body, files):
        found = check_message(body.get("message") or {}, files=files, defaults_ping=True)
        if "nonce" in (body.get("message") or {}):
            found.append(refuse("message.nonce", "the message of a post takes no nonce"))
        self.judge("post", found)
        if forum["flags"] & REQUIRES_TAG and not body.get("applied_tags"):
            raise DiscordError(400, 40067, "A tag is required to create a forum post in this channel")

    async def _begin_post(self, thread, body):
        """Publish the message that a post begins with, which has the id of the post."""
        message = self.make_message(self.bot, thread["id"], body) | {"id": thread["id"]}
        await self.publish(message)
        return message

    def _make_thread(self, body, parent):
        state = {"archived": False, "locked": False, "archive_timestamp": iso_now(), "create_timestamp": iso_now()}
        state["auto_archive_duration"] = body.get("auto_archive_duration") or 4320
        counts = {"message_count": 0, "member_count": 1, "total_message_sent": 0}
        more = {"parent_id": parent["id"], "owner_id": self.app_id, "thread_metadata": state, **counts}
        return self.make_channel(body["name"], THREADS[0 if parent["type"] == ANNOUNCEMENTS else 1], **more)

    async def edit_channel(self, channel_id, body, **_):
        channel = self._writable(channel_id)
        channel |= {name: value for name, value in body.items() if name in ("name", "topic")}
        return 200, channel

    async def open_dm(self, body, **_):
        return 200, self.open_dialogue(self.users[str(body["recipient_id"])])
