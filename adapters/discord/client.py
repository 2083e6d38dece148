"""Connect to Discord's gateway, and pass its events to the handlers."""

import asyncio
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import discord

from adapters.backoff import Backoff
from adapters.discord.commands import HOW_TO_ASK, Tree
from adapters.discord.component_handlers import Component, ComponentHandlers
from adapters.discord.messages import Listener
from adapters.discord.modal_handlers import ModalHandlers
from adapters.discord.publisher import DiscordPublisher
from adapters.discord.register_commands import register_commands
from adapters.discord.save_menu import team_of_server
from adapters.discord.save_modal import message_url
from bot.app.assistant import Assistant
from bot.app.fault_log import note_fault
from bot.event_log import EventLogger

_log = EventLogger(__name__)
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot never speaks
# none of these is privileged: the text of messages that mention the bot, and of direct messages, comes without
INTENTS = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
# to hear mentions, to answer them there, to reply and look back, and to post digests as threads; commands need none
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
)
_LOGIN_SECONDS = 60.0
_READY_SECONDS = 120.0
_REGISTER_FIRST_SECONDS = 5.0
_REGISTER_LONGEST_SECONDS = 600.0  # what changed counts: 200 a day, and nothing changes between two tries
_FIRST = asyncio.FIRST_COMPLETED
LONGEST_WAIT_SECONDS = 30.0  # what the library waits by itself where Discord asks to; the least that it takes


class GatewayClient(discord.AutoShardedClient):
    """Stay connected, with as many shards as Discord asks for, and pass events on."""

    def __init__(
        self,
        assistant: Assistant,
        home: Path,
        open_publisher: Callable[[DiscordPublisher], None] | None = None,
        *,
        keeps_gateway: bool = False,
    ) -> None:
        """Make a client; `home` stores which commands are registered, `keeps_gateway` uses only the configured gateway.

        `open_publisher` starts to deliver digests, None if there are none.
        """
        super().__init__(
            intents=INTENTS,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            guild_ready_timeout=0.1,
            max_ratelimit_timeout=LONGEST_WAIT_SECONDS,
        )
        assistant = assistant.at(HOW_TO_ASK)
        self._assistant, self._recaps = assistant, assistant.saved_recap_service
        self.controls = ComponentHandlers(assistant)
        self.modals = ModalHandlers(assistant)
        self.tree = Tree(self, assistant)
        self.last_event_at: float | None = None
        self._open_publisher = open_publisher
        self._listener = Listener(assistant, self)
        self._home = home
        self._keeps_gateway = keeps_gateway
        self._registering: asyncio.Task[None] | None = None

    async def setup_hook(self) -> None:
        """Register commands and controls; called by the library once, before it connects."""
        link = discord.utils.oauth_url(
            self.application_id or 0, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
        )
        _log.info("invite", link=link)
        self.add_dynamic_items(Component)
        if not await register_commands(self.tree, self.application_id or 0, self._home):
            self._registering = asyncio.create_task(self._register_later())
        if self._keeps_gateway:
            # the library takes the address that Discord returns, unless it knows the number of shards
            self.shard_count, _, _ = await self.http.get_bot_gateway()

    async def _register_later(self) -> None:
        backoff = Backoff(_REGISTER_FIRST_SECONDS, _REGISTER_LONGEST_SECONDS)
        is_registered = False
        while not is_registered:
            await asyncio.sleep(backoff.next_pause())
            is_registered = await register_commands(self.tree, self.application_id or 0, self._home)

    async def open(self, token: str) -> None:
        """Log in and stay connected; raises the library's errors, and TimeoutError if it makes no progress."""
        async with asyncio.timeout(_LOGIN_SECONDS):
            await self.login(token)
        connecting = asyncio.create_task(self.connect())
        ready = asyncio.create_task(self.wait_until_ready())
        try:
            # the library retries a wrong gateway address for ever
            done, _ = await asyncio.wait({connecting, ready}, timeout=_READY_SECONDS, return_when=_FIRST)
            if not done:
                raise TimeoutError
            await connecting
        finally:
            connecting.cancel()
            ready.cancel()
            await asyncio.gather(connecting, ready, return_exceptions=True)

    async def close(self) -> None:
        """Close all connections."""
        if self._registering:
            self._registering.cancel()
        await super().close()

    async def on_shard_connect(self, shard: int) -> None:
        """Note that the bot can be asked."""
        _log.info("connected", shard=shard)

    async def on_ready(self) -> None:
        """Open the publisher, now that the bot knows its name and servers."""
        if self._open_publisher:
            self._open_publisher(DiscordPublisher(self))

    async def on_socket_event_type(self, _event: str) -> None:
        """Note when Discord was heard of last."""
        self.last_event_at = time.time()

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot."""
        await self._listener.hear(message)

    async def on_raw_message_edit(self, edit: discord.RawMessageUpdateEvent) -> None:
        """Change the answer to a message that was edited."""
        await self._listener.hear_edited(edit.message)

    async def on_raw_message_delete(self, gone: discord.RawMessageDeleteEvent) -> None:
        """Forget what the author of a deleted message saved of it; Discord says which message it was, and no more."""
        if self._recaps and (team := team_of_server(gone.guild_id)):
            url = message_url(gone.guild_id, gone.channel_id, gone.message_id)
            await self._assistant.attempt(partial(self._recaps.forget_deleted, team, url), "deleted")

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Answer controls that nothing else answers, and modals."""
        if interaction.type is discord.InteractionType.component:
            await self.controls.refuse_unknown(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await self.modals.submit(interaction)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log an error in an event, without the contents of the event."""
        problem = sys.exception()
        if problem:
            _log.error("fault", id=note_fault(problem), on=event_method)
