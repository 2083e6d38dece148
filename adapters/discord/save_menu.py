"""Save a message, or a whole thread, as a recap of the server: a command in the menu of a message."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import app_commands

from adapters.discord.escaping import unescape
from adapters.discord.interaction_responses import (
    Pressed,
    draw_alone,
    respond,
    send_card,
    send_notice,
    while_modal_may_open,
)
from adapters.discord.localization import BUSY, NOTHING_TO_READ, SAVE_MENU
from adapters.discord.save_modal import (
    MessagePlace,
    edit_modal,
    filled_in,
    is_to_forget,
    message_url,
    number_of_edited,
    place_of_saved,
    save_modal,
)
from bot.app.assistant import Assistant, Failure
from bot.app.saved_recap_service import SavedRecapService
from bot.cards.saved_recap_cards import recap_forgotten_card
from bot.event_log import EventLogger
from bot.model.card import Card
from bot.model.reply import Reply
from bot.model.saved_recap import SavedRecap

_log = EventLogger(__name__)
_BY_PEOPLE = frozenset({discord.MessageType.default, discord.MessageType.reply})
_MOST_MESSAGES = 100  # of a thread
_THREAD_SECONDS = 1.2  # of the three in which a modal must be opened


def team_of(interaction: Pressed) -> str:
    """Return what names a server among the teams of all platforms, "" outside of any."""
    return team_of_server(interaction.guild_id)


def team_of_server(server: int | None) -> str:
    """Return the same for the id of a server."""
    return f"discord/{server}" if server else ""


def save_menu(recaps: SavedRecapService) -> app_commands.ContextMenu:
    """Return the command."""

    async def save_message(interaction: Pressed, message: discord.Message) -> None:
        """Open the modal with the text, and the KubeCon that it is most likely about."""
        text, note = await _read(interaction.client, message)
        if not text:
            await send_notice(interaction, NOTHING_TO_READ)
            return
        place = MessagePlace(message.channel.id, message.id, message.author.id)
        guess = await asyncio.to_thread(recaps.guess_edition, text, place.day)
        editions = recaps.editions_until(place.day)
        await interaction.response.send_modal(
            save_modal(place, text, guess, editions, interaction.locale.value, note=note)
        )

    menu = app_commands.ContextMenu(
        name=SAVE_MENU,
        callback=save_message,
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )
    menu.default_permissions = None
    return menu


async def _read(client: discord.Client, message: discord.Message) -> tuple[str, str]:
    """Return the text of a message and of the thread that begins with it, and what is to be said about the latter."""
    own = unescape(message.content or "").strip()
    if not (message.flags.has_thread or message.id == message.channel.id):
        return own, ""
    try:
        async with asyncio.timeout(_THREAD_SECONDS):
            replies = [one async for one in _thread(client, message).history(limit=_MOST_MESSAGES, oldest_first=True)]
    except (TimeoutError, discord.HTTPException) as problem:
        _log.warning("thread cannot be read", thread=message.id, reason=type(problem).__name__)
        return own, "The messages of the thread cannot be read; add what matters"
    said = [one for one in replies if one.type in _BY_PEOPLE and not one.author.bot and one.id != message.id]
    texts = [text for one in said if (text := unescape(one.content or "").strip())]
    note = "Discord shows the bot no text of some replies; add what matters" if len(texts) < len(said) else ""
    return "\n".join(filter(None, (own, *texts))), note


def _thread(client: discord.Client, message: discord.Message) -> discord.PartialMessageable:
    """Return the thread of a message, which has its id."""
    return client.get_partial_messageable(message.id, guild_id=message.guild.id if message.guild else None)


@dataclass(frozen=True, slots=True)
class SaveHandlers:
    """Handle the modals of saved recaps; other servers' recaps cannot be reached, because each call names the team."""

    assistant: Assistant
    recaps: SavedRecapService

    async def open_edit(self, interaction: Pressed, number: int) -> None:
        """Open the modal of a saved recap for those who may change it."""
        team, by = team_of(interaction), _by(interaction)
        found = await while_modal_may_open(self.assistant.attempt(lambda: self.recaps.find(team, number, by), "saved"))
        if found is TimeoutError:
            await send_notice(interaction, BUSY)
        elif isinstance(found, SavedRecap):
            editions = self.recaps.editions_until(found.written_on)
            await interaction.response.send_modal(edit_modal(found, editions, interaction.locale.value))
        else:
            gone = recap_forgotten_card(is_gone=False)
            await send_card(interaction, found.card if isinstance(found, Failure) else gone)

    async def submit(self, interaction: Pressed, data: Mapping[str, Any]) -> bool:
        """Save what was filled in, if the modal is one of these; return whether it is."""
        custom_id = str(data.get("custom_id"))
        if place := place_of_saved(custom_id):
            await self._respond(interaction, self._save(interaction, place, data))
        elif number := number_of_edited(custom_id):
            await self._respond(interaction, self._change(interaction, number, data))
        else:
            return False
        return True

    async def _save(self, interaction: Pressed, place: MessagePlace, data: Mapping[str, Any]) -> Card:
        by, url = str(interaction.user.id), message_url(interaction.guild_id, place.channel, place.message)
        recap = SavedRecap(team_of(interaction), "", "", by, place.day, url=url, author=str(place.author))
        return await self.recaps.save(filled_in(recap, data))

    async def _change(self, interaction: Pressed, number: int, data: Mapping[str, Any]) -> Card:
        team, by = team_of(interaction), _by(interaction)
        if is_to_forget(data):
            return await self.recaps.forget(team, number, by)
        before = await self.recaps.find(team, number, by)
        return await self.recaps.change(filled_in(before, data), by) if before else recap_forgotten_card(is_gone=False)

    async def _respond(self, interaction: Pressed, work: Any) -> None:
        async def reply() -> Reply:
            done = await self.assistant.attempt(lambda: work, "saved")
            return Reply(done.card, fault=done.fault) if isinstance(done, Failure) else Reply(done)

        await respond(interaction, reply(), draw_alone(interaction), ephemeral=True)


def _by(interaction: Pressed) -> str | None:
    """Return whose recaps a person may change, None for everybody's."""
    return None if interaction.permissions.manage_messages else str(interaction.user.id)
