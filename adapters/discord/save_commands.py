"""Define the commands about recaps of the server: list them, and save notes that are attached as a file."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import discord
from discord import app_commands

from adapters.discord.interaction_responses import Pressed, draw_alone, respond, send_notice
from adapters.discord.localization import ONLY_IN_SERVERS
from adapters.discord.save_menu import team_of
from bot.app.assistant import Assistant, Failure
from bot.app.read_notes import check_notes, read_notes
from bot.app.saved_recap_service import SavedRecapService
from bot.cards.saved_recap_cards import SAVED
from bot.errors import BotError
from bot.model.card import Card
from bot.model.reply import Reply
from bot.model.saved_recap import SavedRecap

# https://discord.com/developers/docs/reference#image-formatting, and where attachments are
CDN_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})

Answer = Callable[[Assistant, Pressed, str], Awaitable[None]]


def add_save_commands(
    group: app_commands.Group, assistant: Assistant, recaps: SavedRecapService, answer: Answer
) -> None:
    """Add the commands to a group; `answer` replies to a typed line."""

    @group.command(name=SAVED, description="What your team saved, to look at, change and forget")
    async def list_saved(interaction: Pressed) -> None:
        if team_of(interaction):
            await answer(assistant, interaction, SAVED)
        else:
            await send_notice(interaction, ONLY_IN_SERVERS)

    @group.command(name="save", description="Save notes as a recap that only your server finds")
    @app_commands.describe(notes="A file: .md, .txt or .html", event="The KubeCon that they are about")
    async def save_notes(interaction: Pressed, notes: discord.Attachment, event: str = "") -> None:
        if not team_of(interaction) or not interaction.is_guild_integration():
            await send_notice(interaction, ONLY_IN_SERVERS)
            return

        async def save() -> Reply:
            done = await assistant.attempt(lambda: _save(interaction, recaps, notes, event), "notes")
            return Reply(done.card, fault=done.fault) if isinstance(done, Failure) else Reply(done)

        await respond(interaction, save(), draw_alone(interaction), ephemeral=True)


async def _save(interaction: Pressed, recaps: SavedRecapService, notes: discord.Attachment, event: str) -> Card:
    check_notes(notes.filename, notes.size)
    title, text = read_notes(notes.filename, await _download(notes))
    day = interaction.created_at.date()
    recap = SavedRecap(team_of(interaction), title or notes.filename, text, str(interaction.user.id), day)
    return await recaps.save_guessed(recap, event)


async def _download(notes: discord.Attachment) -> bytes:
    if not is_on_cdn(notes.url):
        raise BotError("the file is not where Discord keeps attachments, so it was not read; attach it anew")
    try:
        return await notes.read()
    except discord.HTTPException as refused:
        raise BotError(f"Discord did not hand out the file (status {refused.status}); attach it anew") from None


def is_on_cdn(url: str) -> bool:
    """Return whether an address is one of Discord's for attachments."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.hostname in CDN_HOSTS
