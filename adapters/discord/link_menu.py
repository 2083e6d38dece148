"""Tell what is known of the talk that a message links to: a command in the menu of a message."""

import re
from collections.abc import Iterator

import discord
from discord import app_commands

from adapters.discord.interaction_responses import Pressed, draw_alone, respond, send_notice
from adapters.discord.localization import LINK_MENU, NO_LINK, UNKNOWN_LINK, say
from bot.app.assistant import Assistant, Failure
from bot.model.card import Card
from bot.model.reply import Reply

_LINK = re.compile(r"https?://[^\s<>()\[\]\"|]+")
_MOST_LINKS = 10
_PUNCTUATION = ".,;:!?*_'"


def link_menu(assistant: Assistant) -> app_commands.ContextMenu:
    """Return the command."""

    async def look_up_link(interaction: Pressed, message: discord.Message) -> None:
        """Show the first known talk among the links."""
        links = tuple(dict.fromkeys(_links(message)))[:_MOST_LINKS]
        if not links:
            await send_notice(interaction, NO_LINK)
            return
        unknown = Card(say(UNKNOWN_LINK, interaction.locale.value), alt_text=UNKNOWN_LINK)

        async def find() -> Reply:
            done = await assistant.attempt(lambda: _first_talk(assistant, links), "menu")
            return Reply(done.card, fault=done.fault) if isinstance(done, Failure) else Reply(done or unknown)

        await respond(interaction, find(), draw_alone(interaction), ephemeral=True)

    return app_commands.ContextMenu(name=LINK_MENU, callback=look_up_link)


def _links(message: discord.Message) -> Iterator[str]:
    texts = [message.content or "", *(embed.url or "" for embed in message.embeds)]
    yield from (found.rstrip(_PUNCTUATION) for text in texts for found in _LINK.findall(text))


async def _first_talk(assistant: Assistant, links: tuple[str, ...]) -> Card | None:
    for link in links:
        if talk := await assistant.talk_at(link):
            return talk
    return None
