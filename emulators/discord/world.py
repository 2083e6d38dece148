"""Hold the state of the emulator: one server with two channels, a bot, two people, and their messages."""

import copy
import datetime as dt
import itertools
import re
import time

from emulators.discord.components import walk

EVERY_PERMISSION = "2248473465835073"
TEXT, DM, CATEGORY, ANNOUNCEMENTS, FORUM, THREADS = 0, 1, 4, 5, 15, (10, 11, 12)
_DISCORDS_FIRST_MILLISECOND = 1420070400000


def iso_now():
    return dt.datetime.now(dt.UTC).isoformat()  # noqa: TID251 - a stand-in has a clock of its own


class World:
    """People, channels and messages, in the form in which Discord sends them."""

    def __init__(self):
        self._count = itertools.count(1)
        self.app_id = self.snowflake()
        self.bot = self._person("kubecon", bot=True, uid=self.app_id)
        self.alice, self.bob = self._person("alice"), self._person("bob")
        self.users = {user["id"]: user for user in (self.bot, self.alice, self.bob)}
        self.guild_id = self.snowflake()
        self.channels = {one["id"]: one for one in (self.make_channel(name) for name in ("general", "talks"))}
        self.channel_id = next(iter(self.channels))
        self.forbidden = set()  # ids of channels the bot may not write to
        self.messages = {}
        self.nonces = {}
        self.commands = {None: []}

    def snowflake(self):
        return str((int(time.time() * 1000) - _DISCORDS_FIRST_MILLISECOND) << 22 | next(self._count))

    def _person(self, name, *, bot=False, uid=None):
        return {
            "id": uid or self.snowflake(),
            "username": name,
            "global_name": name.title(),
            "discriminator": "0",
            "avatar": None,
            "bot": bot,
            "system": False,
            "public_flags": 0,
        }

    def make_member(self, user, *, nested=True):
        member = {
            "roles": [],
            "nick": None,
            "avatar": None,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "pending": False,
            "premium_since": None,
            "permissions": EVERY_PERMISSION,
            "communication_disabled_until": None,
        }
        return {**member, "user": user} if nested else member

    def make_channel(self, name, kind=0, **more):
        return {
            "id": self.snowflake(),
            "type": kind,
            "guild_id": self.guild_id,
            "name": name,
            "position": 0,
            "permission_overwrites": [],
            "topic": None,
            "nsfw": False,
            "parent_id": None,
            "last_message_id": None,
            "rate_limit_per_user": 0,
            "flags": 0,
            "permissions": EVERY_PERMISSION,
            **more,
        }

    def make_guild(self):
        lists = ("emojis", "stickers", "features", "voice_states", "presences", "stage_instances")
        further = ("guild_scheduled_events", "soundboard_sounds")
        numbers = ("verification_level", "default_message_notifications", "explicit_content_filter", "mfa_level")
        nothing = ("icon", "splash", "discovery_splash", "afk_channel_id", "application_id", "system_channel_id")
        unset = ("rules_channel_id", "vanity_url_code", "description", "banner")
        return {
            **{name: [] for name in (*lists, *further)},
            **dict.fromkeys((*numbers, "system_channel_flags", "premium_tier", "nsfw_level"), 0),
            **dict.fromkeys((*nothing, *unset)),
            "id": self.guild_id,
            "name": "KubeCon",
            "owner_id": self.alice["id"],
            "afk_timeout": 300,
            "roles": [self._everyone()],
            "preferred_locale": "en-US",
            "premium_progress_bar_enabled": False,
            "joined_at": "2024-01-01T00:00:00+00:00",
            "large": False,
            "unavailable": False,
            "member_count": len(self.users),
            "members": [self.make_member(user) for user in self.users.values()],
            "channels": self.guild_channels(),
            "threads": self.threads(is_archived=False),
        }

    def threads(self, *, is_archived):
        found = [one for one in self.channels.values() if one["type"] in THREADS]
        return [one for one in found if one["thread_metadata"]["archived"] is is_archived]

    def add_channel(self, name, kind, **more):
        """Add a channel before the bot connects, and return its id."""
        more = {"available_tags": [], **more} if kind == FORUM else more
        made = self.make_channel(name, kind, **more)
        self.channels[made["id"]] = made
        return made["id"]

    def guild_channels(self):
        return [one for one in self.channels.values() if one["type"] not in (DM, *THREADS)]

    def _everyone(self):
        return {
            "id": self.guild_id,
            "name": "@everyone",
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": 0,
            "permissions": EVERY_PERMISSION,
            "managed": False,
            "mentionable": False,
            "flags": 0,
            "icon": None,
            "unicode_emoji": None,
        }

    def open_dialogue(self, user):
        known = (one for one in self.channels.values() if one["type"] == DM and one["recipients"][0] == user)
        if not (found := next(known, None)):
            found = {"id": self.snowflake(), "type": DM, "recipients": [user], "last_message_id": None, "flags": 0}
            self.channels[found["id"]] = found
        return found

    def make_message(self, author, channel, body, **more):
        """Make a message as the API returns it, from a request's body."""
        components = copy.deepcopy(body.get("components") or [])
        for number, (_, component, _) in enumerate(walk(components), 1):
            component["id"] = component.get("id") or number
        text = (body.get("content") or "") + "".join(part.get("content") or "" for _, part, _ in walk(components))
        message = {
            "id": self.snowflake(),
            "channel_id": channel,
            "author": author,
            "content": body.get("content") or "",
            "timestamp": iso_now(),
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": "@everyone" in text,
            "mention_roles": [],
            "attachments": [],
            "pinned": False,
            "type": 0,
            "mentions": [user for user in self.users.values() if re.search(rf"<@!?{user['id']}>", text)],
            "embeds": [{"type": "rich", **embed} for embed in body.get("embeds") or []],
            "components": components,
            "flags": body.get("flags") or 0,
            "nonce": body.get("nonce"),
            **more,
        }
        in_guild = self.channels.get(channel, {}).get("guild_id")
        return {**message, "guild_id": self.guild_id} if in_guild else message
