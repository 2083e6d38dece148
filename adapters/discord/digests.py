"""The commands below /kubecon digest, for members who may manage the channel."""

from typing import Any

import discord
from discord import app_commands

from adapters.discord.desk import Desk, note_fault
from adapters.discord.render import Frame, render_card
from adapters.discord.responding import Pressed
from bot.cards.card import Card
from bot.cards.digest_notices import not_allowed_card, only_in_channels_card
from bot.cards.notices import fault_card, trouble_card
from bot.cards.wording import shorten
from bot.digests.subscription import WEEKDAYS, Place
from bot.digests.typed import find_timezones
from bot.errors import BotError

_CHOICES = 25
_CHOICE_LENGTH = 100
_LONGEST_TOPICS = 400
_DAYS = [app_commands.Choice(name=day, value=day) for day in WEEKDAYS]


class DigestGroup(app_commands.Group):
    """Hold everything below /kubecon digest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(name="digest", description="A thread every week, and ahead of the next KubeCon")
        self._desk = desk

    @app_commands.command(description="Post digests in this channel, or change what it gets")
    @app_commands.describe(
        weekday="The day of the weekly thread",
        time="The time of the thread, for example 09:00",
        timezone="The time zone, for example Europe/Amsterdam",
        topics="Topics with commas between them; any for a varied mix",
        countdown="Threads ahead of the next KubeCon",
    )
    @app_commands.choices(weekday=_DAYS)
    async def on(
        self,
        interaction: Pressed,
        weekday: str = "",
        time: str = "",
        timezone: str = "",
        topics: app_commands.Range[str, 0, _LONGEST_TOPICS] = "",
        countdown: bool | None = None,  # noqa: FBT001 - an option of the command
    ) -> None:
        """Subscribe the channel."""
        ahead = "" if countdown is None else f"countdown {'on' if countdown else 'off'}"
        words = " ".join(part for part in ("on", weekday, time, timezone, ahead) if part)
        await self._answer(interaction, f"{words} topics {topics}" if topics.strip() else words)

    @on.autocomplete("timezone")
    async def complete_timezone(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG002
        """Offer time zones."""
        return [app_commands.Choice(name=zone, value=zone) for zone in find_timezones(typed, _CHOICES)]

    @on.autocomplete("topics")
    async def complete_topics(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG002
        """Complete the last of the topics typed so far."""
        before, comma, begun = typed.rpartition(",")
        head = f"{before}{comma} " if comma else ""
        names = await self._desk.suggest(begun.strip(), _CHOICES)
        whole = dict.fromkeys(f"{head}{name}" for name in names if "," not in name)
        fitting = [text for text in whole if len(text) <= _CHOICE_LENGTH]
        return [app_commands.Choice(name=shorten(text, _CHOICE_LENGTH), value=text) for text in fitting]

    @app_commands.command(description="Post no digests in this channel any more")
    async def off(self, interaction: Pressed) -> None:
        """Unsubscribe the channel."""
        await self._answer(interaction, "off")

    @app_commands.command(description="What this channel gets, and when the next digest comes")
    async def settings(self, interaction: Pressed) -> None:
        """Tell what the channel gets."""
        await self._answer(interaction, "settings")

    @app_commands.command(description="Show the next digest to you alone")
    async def preview(self, interaction: Pressed) -> None:
        """Show the next digest."""
        await self._answer(interaction, "preview")

    @app_commands.command(description="Post a digest in this channel at once")
    async def now(self, interaction: Pressed) -> None:
        """Post a digest at once."""
        await self._answer(interaction, "now")

    async def _answer(self, interaction: Pressed, words: str) -> None:
        """Do what is asked for, and tell the person alone; a database may take a while, so that is said first."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        first, *others = await self._work(interaction, words)
        await interaction.edit_original_response(view=_draw(first))
        for card in others:
            await interaction.followup.send(view=_draw(card), ephemeral=True)

    async def _work(self, interaction: Pressed, words: str) -> tuple[Card, ...]:
        digests, place = self._desk.digests, _place(interaction)
        if place is None or digests is None:
            return (only_in_channels_card(),)
        if not interaction.permissions.manage_channels:
            return (not_allowed_card(),)
        try:
            return await digests.office.answer(place, str(interaction.user.id), words)
        except BotError as problem:
            return (trouble_card(str(problem)),)
        except Exception as problem:  # noqa: BLE001 - whatever went wrong, the person is told
            return (fault_card(note_fault(problem)),)


def _place(interaction: Pressed) -> Place | None:
    """Return the channel, None where the bot is no member: in a direct message, or installed by the person alone."""
    channel: Any = interaction.channel
    if interaction.guild_id is None or not interaction.is_guild_integration() or isinstance(channel, discord.Thread):
        return None
    return Place("discord", str(interaction.guild_id), str(interaction.channel_id))


def _draw(card: Card) -> discord.ui.LayoutView:
    return render_card(card, Frame())
