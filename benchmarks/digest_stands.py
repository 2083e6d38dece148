"""Where digests are posted when they are tried hard: stand-ins with many channels, and processes of the bot."""

import asyncio
import datetime as dt
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from bot.errors import StoreError
from bot.model.channel import Channel, Subscription
from bot.model.delivery import DeliveryState
from bot.store.database import open_database
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from emulators.discord.rest import CROSSPOSTED
from emulators.discord.server import DiscordServer
from emulators.discord.world import ANNOUNCEMENTS, FORUM, TEXT
from emulators.slack.server import SlackServer

ROOT = Path(__file__).resolve().parents[1]
TODAY = dt.datetime.fromtimestamp(time.time(), dt.UTC).date()  # digests tell nothing that is old
RECAP = f"""---
title: A week among otters
date: {TODAY}
event: KubeCon NA 2025
url: https://recaps.example/otters
---
## Takeaways

- Dynamic Resource Allocation (DRA) gives every otter the stone that fits its paw.
- DRA leaves no stone of the pond idle while badgers wait for one.
- Cilium was on every stage where otters spoke about networking.
- Cilium carries what badgers tell each other through the tunnels.
- Prometheus watches the ponds of forty otters.
- Prometheus counted each fish that was caught in the north.
- Kueue lets badgers wait for their GPUs in line.
- Kueue sends home whoever has waited since the last winter.
- Backstage shows every otter where its den is documented.
"""
TOPICS = ("dra", "cilium", "prometheus", "kueue")
ANSWER_SECONDS = 0.3
NONCE_SECONDS = 2
STARTED_SECONDS = 60
SETTLED_SECONDS = 300


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One message that people see: its key, and whether it stands where it belongs."""

    key: str
    is_in_place: bool


class Stand(Protocol):
    """Take messages in many channels, each only after a while."""

    channels: list[Channel]
    person: str
    server: Any

    def environment(self) -> dict[str, str]:
        """Return the settings with which the bot comes here."""

    def seen(self, place: Channel) -> list[SeenMessage]:
        """Return what people see in a channel."""

    def arrivals(self) -> int:
        """Count the processes that have come here so far."""


class CountingSlack(SlackServer):
    """Count the messages that were taken when their sender was dead already."""

    unanswered = 0

    async def _api(self, req: web.Request) -> web.Response:
        answer = await super()._api(req)
        self.unanswered += req.transport is None and req.match_info["method"] == "chat.postMessage"
        return answer


class SlackStand:
    """Stand in for Slack."""

    def __init__(self, server: CountingSlack, channels: int, answer_seconds: float) -> None:
        self.server, self.person = server, "U0ALICE"
        server.slow("chat.postMessage", answer_seconds, times=10**9)
        like = server.channels["C0GENERAL"]
        names = [f"C{number}" for number in range(channels)]
        server.channels |= {name: {**like, "id": name, "name": name.lower()} for name in names}
        self.channels = [Channel("slack", "T0HARNESS", name) for name in names]

    def environment(self) -> dict[str, str]:
        """Return the settings with which the bot comes here."""
        tokens = {"SLACK_BOT_TOKEN": self.server.bot_token, "SLACK_APP_TOKEN": self.server.app_token}
        return {**tokens, "SLACK_API_URL": self.server.api_url}

    def seen(self, place: Channel) -> list[SeenMessage]:
        """Return what people see in a channel."""
        messages = self.server.messages[place.id]
        parent = messages[0]["ts"] if messages else ""
        return [
            SeenMessage(message["metadata"]["event_payload"]["key"], not number or message.get("thread_ts") == parent)
            for number, message in enumerate(messages)
        ]

    def arrivals(self) -> int:
        """Count the processes that have come here so far."""
        return sum(call.method == "auth.test" for call in self.server.calls)


class CountingDiscord(DiscordServer):
    """Take each message only after a while, and count as above; nonces are forgotten sooner than Discord does."""

    unanswered, answer_seconds = 0, 0.0

    async def send(self, **message: Any) -> Any:
        """Take a message."""
        await asyncio.sleep(self.answer_seconds)
        self.nonces = {key: kept for key, kept in self.nonces.items() if self.now() - kept[1] < NONCE_SECONDS}
        return await super().send(**message)

    async def thread(self, **thread: Any) -> Any:
        """Take a post of a forum, or a thread."""
        await asyncio.sleep(self.answer_seconds)
        return await super().thread(**thread)

    async def _answer(self, request: web.Request) -> web.Response:
        answer = await super()._answer(request)
        is_message = request.method == "POST" and request.path.endswith(("/messages", "/threads"))
        self.unanswered += request.transport is None and is_message
        return answer


class DiscordStand:
    """Stand in for Discord, with text channels, announcement channels and forums in turn."""

    kinds = (TEXT, ANNOUNCEMENTS, FORUM)

    def __init__(self, server: CountingDiscord, channels: int, answer_seconds: float) -> None:
        self.server, self.person = server, server.alice["id"]
        server.answer_seconds = answer_seconds
        made = [server.add_channel(f"c{number}", self.kinds[number % len(self.kinds)]) for number in range(channels)]
        self.channels = [Channel("discord", server.guild_id, channel) for channel in made]

    def environment(self) -> dict[str, str]:
        """Return the settings with which the bot comes here."""
        addresses = {"DISCORD_API_URL": self.server.rest_url, "DISCORD_GATEWAY_URL": self.server.gateway_url}
        return {"DISCORD_TOKEN": self.server.token, **addresses}

    def seen(self, place: Channel) -> list[SeenMessage]:
        """Return what people see in a channel; a reply stands in the thread, which bears the parent's id."""
        parents = self._parents(place.id)
        replies = [one for one in self.server.posted(parents[0]["id"]) if one != parents[0]] if parents else []
        in_channel = [self._seen(one, is_in_place=not at and self._is_public(one)) for at, one in enumerate(parents)]
        return in_channel + [self._seen(one, is_in_place=True) for one in replies]

    def _parents(self, channel: str) -> list[dict[str, Any]]:
        if self.server.channels[channel]["type"] != FORUM:
            return self.server.posted(channel)
        posts = [one["id"] for one in self.server.threads(is_archived=False) if one["parent_id"] == channel]
        return [message for post in posts for message in self.server.posted(post) if message["id"] == post]

    def _is_public(self, parent: dict[str, Any]) -> bool:
        """Return whether a parent is published, where it must be."""
        is_announced = self.server.channels[parent["channel_id"]]["type"] == ANNOUNCEMENTS
        return not is_announced or bool(parent["flags"] & CROSSPOSTED)

    def _seen(self, message: dict[str, Any], *, is_in_place: bool) -> SeenMessage:
        """Tell messages apart by the id that the bot gives to their first component; a post has no nonce."""
        return SeenMessage(str(message["components"][0]["id"]), is_in_place)

    def arrivals(self) -> int:
        """Count the processes that have come here so far."""
        return len(self.server.sessions)


@asynccontextmanager
async def open_stand(
    platform: str, channels: int, answer_seconds: float = ANSWER_SECONDS
) -> AsyncIterator[SlackStand | DiscordStand]:
    """Start a stand-in with so many channels."""
    if platform == "slack":
        async with CountingSlack() as slack:
            yield SlackStand(slack, channels, answer_seconds)
    else:
        async with CountingDiscord() as discord:
            yield DiscordStand(discord, channels, answer_seconds)


@dataclass
class BotProcesses:
    """Start processes that share one database, each in a home of its own; `code` is run in place of the command."""

    stand: Stand
    folder: Path
    address: str
    number: int = 0
    code: str = ""
    settings: dict[str, str] = field(default_factory=dict)

    async def start(self) -> asyncio.subprocess.Process:
        """Start `kubecon serve`."""
        recaps = self.folder / "recaps"
        recaps.mkdir(exist_ok=True)
        (recaps / "otters.md").write_text(RECAP, encoding="utf-8")
        own = {
            "KUBECON_HOME": str(self.folder / f"home-{self.number}"),
            "KUBECON_DATABASE_URL": self.address,
            "PYTHONPATH": str(ROOT),
        }
        environment = {**os.environ, **self.stand.environment(), **own, **self.settings}  # noqa: TID251 - the child needs the path and the like
        run = ("-c", self.code) if self.code else ("-m", "adapters")
        command = (sys.executable, *run, "serve", "--recaps", str(recaps))
        with (self.folder / f"log-{self.number}").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *command, cwd=self.folder, env=environment, stderr=log, stdout=log
            )


async def subscribe(stand: Stand, address: str, folder: Path, minutes: int = 1) -> None:
    """Subscribe every channel, due in one of the next minutes."""
    now = dt.datetime.fromtimestamp(time.time(), dt.UTC).replace(second=0, microsecond=0)
    database = await open_database(address, folder)
    for number, place in enumerate(stand.channels):
        due = now + dt.timedelta(minutes=number % minutes)
        since = now - dt.timedelta(days=1)
        wanted = Subscription(place, stand.person, since, due.weekday(), due.time(), topics=TOPICS, has_countdown=False)
        await Subscriptions(database).put(wanted, due)
    await database.close()


async def until_done(stand: Stand, address: str, folder: Path) -> None:
    """Wait until every channel's digest has come to its end."""
    database, ends = await open_database(address, folder), time.monotonic() + SETTLED_SECONDS
    while time.monotonic() < ends and not await _is_done(Ledger(database, "reader"), stand):  # noqa: ASYNC110 - other processes work
        await asyncio.sleep(0.5)
    await database.close()


async def _is_done(ledger: Ledger, stand: Stand) -> bool:
    try:
        for place in stand.channels:
            found = await ledger.of(place)
            if [one.state for one in found] != [DeliveryState.SENT]:
                return False
    except StoreError:
        return False
    return True


async def has_come(stand: Stand, before: int) -> None:
    """Wait until another process has come, but not for ever."""
    ends = time.monotonic() + STARTED_SECONDS
    while stand.arrivals() <= before and time.monotonic() < ends:  # noqa: ASYNC110 - a stand-in tells of no such thing
        await asyncio.sleep(0.1)
