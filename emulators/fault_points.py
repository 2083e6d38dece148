"""Emulate Slack and Discord for digests, with connections that break at a given request."""

import contextlib
import dataclasses
from collections.abc import Callable
from typing import Any

from adapters.discord.adapter import open_publisher
from adapters.slack.publisher import SlackPublisher
from adapters.slack.workspaces import OneWorkspace
from bot.model.channel import Channel
from bot.settings import Settings
from emulators.discord.read_message import text_of
from emulators.discord.server import DiscordServer
from emulators.slack.server import SlackServer
from tests.delivery.harness import KilledError, at_slack

PARENT, REPLY = "KubeCon digest, 23 November 2026", "Takeaways on Otter"
_SEND = ("POST", "/channels/{channel_id}/messages")
_THREAD = ("POST", "/channels/{channel_id}/messages/{message_id}/threads")
_POST = ("POST", "/channels/{channel_id}/threads")
_CROSSPOST = ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost")


@dataclasses.dataclass
class Wire:
    """Pass requests on, with a fault before or after the n-th one that posts something."""

    request: Callable[..., Any]
    is_posting: Callable[..., bool]
    at: int = -1
    before: Callable[[], None] = lambda: None
    after: Callable[[], None] = lambda: None
    posted: int = 0

    async def __call__(self, *args, **kwargs):
        if not self.is_posting(*args, **kwargs):
            return await self.request(*args, **kwargs)
        number, self.posted = self.posted, self.posted + 1
        if number == self.at:
            self.before()
        answer = await self.request(*args, **kwargs)
        if number == self.at:
            self.after()
        return answer


def die():
    raise KilledError


class AtSlack:
    """The emulator of Slack, with one channel that the bot is in."""

    steps = ("parent", "reply")
    gone = ("is_archived", "channel_not_found", "not_in_channel")

    def __init__(self, server):
        self.server, self.channel, self.person = server, at_slack(), "U0ALICE"

    async def publisher(self, **what):
        client = self.server.client(retry_handlers=[])
        client._request = Wire(client._request, _posts_in_slack, **what)  # where all requests pass
        return SlackPublisher(OneWorkspace(client))

    def plant(self, fault, _step, gone=0):
        send = "chat.postMessage"
        {
            "busy": lambda: self.server.fail(send, status=429, retry_after=70),
            "fault": lambda: self.server.fail(send, status=500),
            "lost": lambda: self.server.lose(send),
            "gone": lambda: self.server.fail(send, error=self.gone[gone]),
        }[fault]()

    def titles(self):
        """Return the channel's messages, the replies after the parent whose thread they are in."""
        messages = self.server.posted()
        parents = [message for message in messages if not message.get("thread_ts")]
        assert all(message["thread_ts"] == parents[0]["ts"] for message in messages if message not in parents)
        return [message["blocks"][0]["text"]["text"] for message in messages]

    def told(self):
        return [message["text"] for message in self.server.posted("D0ALICE")]


class AtDiscord:
    """The emulator of Discord, with one channel that the bot is in."""

    steps = ("parent", "thread", "reply")
    gone = ((404, 10003), (403, 50001), (403, 50013))

    def __init__(self, server, clients):
        self.server, self.clients = server, clients
        self.channel = Channel("discord", server.guild_id, server.channel_id)
        self.person = server.alice["id"]

    async def publisher(self, **what):
        settings = Settings(discord_token=self.server.token, discord_api_url=self.server.rest_url)
        publisher = await self.clients.enter_async_context(open_publisher(settings))
        http = publisher._client.http  # where all requests pass
        http.request = Wire(http.request, _posts_in_discord, **what)
        return publisher

    def plant(self, fault, step, gone=0):
        where, (status, code) = _THREAD if step == "thread" else _SEND, self.gone[gone]
        {
            # with other faults of the server the library tries again by itself
            "fault": lambda: self.server.fail(*where, status=503),
            "lost": lambda: self.server.lose(*where, status=503),
            "busy": lambda: self.server.fail(*where, status=429, retry_after=70),
            "gone": lambda: self.server.fail(*where, status=status, code=code),
        }[fault]()

    def titles(self):
        """Return the channel's messages, then those in the parent's thread."""
        parents = self.server.posted()
        replies = self.server.posted(parents[0]["id"]) if parents else []
        return [text_of(message).splitlines()[0].removeprefix("### ") for message in (*parents, *replies)]

    def delete(self):
        """Delete all messages of the channel, as a person would."""
        self.server.messages[self.server.channel_id].clear()

    def told(self):
        dialogue = self.server.open_dialogue(self.server.alice)["id"]
        return [text_of(message) for message in self.server.posted(dialogue)]


@contextlib.asynccontextmanager
async def stand_in(platform, **how):
    """Start the emulator of a platform; at the end it must have no findings."""
    async with contextlib.AsyncExitStack() as clients:
        if platform == "slack":
            server = await clients.enter_async_context(SlackServer(**how))
            yield AtSlack(server)
        else:
            server = await clients.enter_async_context(DiscordServer(**how))
            clients.enter_context(server.attach())
            yield AtDiscord(server, clients)
        assert not server.violations + server.warnings, server.violations + server.warnings


def _posts_in_slack(*, api_url, **_):
    return api_url.endswith("/chat.postMessage")


def _posts_in_discord(route, **_):
    return (route.method, route.path) in {_SEND, _THREAD, _POST, _CROSSPOST}
