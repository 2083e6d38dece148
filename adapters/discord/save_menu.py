"""Save a message as a recap of the server: a command in the menu of a message."""

import discord
from discord import app_commands

from adapters.discord.escaping import unescape
from adapters.discord.interaction_responses import Pressed, draw_alone, respond, send_notice
from adapters.discord.localization import NOTHING_TO_READ, SAVE_MENU
from bot.app.assistant import Assistant, Failure
from bot.app.saved_recap_service import SavedRecapService
from bot.model.reply import Reply
from bot.model.saved_recap import SavedRecap


def team_of(interaction: Pressed) -> str:
    """Return what names a server among the teams of all platforms, "" outside of any."""
    return f"discord/{interaction.guild_id}" if interaction.guild_id else ""


def save_menu(assistant: Assistant, recaps: SavedRecapService) -> app_commands.ContextMenu:
    """Return the command."""

    async def save_message(interaction: Pressed, message: discord.Message) -> None:
        """Save the message, of the KubeCon that it is most likely about."""
        text, day = unescape(message.content or "").strip(), message.created_at.date()
        if not text:
            await send_notice(interaction, NOTHING_TO_READ)
            return
        recap = SavedRecap(team_of(interaction), "", text, str(interaction.user.id), day, url=message.jump_url)

        async def save() -> Reply:
            done = await assistant.attempt(lambda: recaps.save_guessed(recap), "menu")
            return Reply(done.card, fault=done.fault) if isinstance(done, Failure) else Reply(done)

        await respond(interaction, save(), draw_alone(interaction), ephemeral=True)

    menu = app_commands.ContextMenu(
        name=SAVE_MENU,
        callback=save_message,
        allowed_contexts=app_commands.AppCommandContext(guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True),
    )
    menu.default_permissions = None
    return menu
