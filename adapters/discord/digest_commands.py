"""Define the commands below /kubecon digest, for members who may manage the channel."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands

from adapters.discord.digest_modal import chosen_channel, settings_modal, to_command
from adapters.discord.digest_place import DigestPlace, chosen_digest_place, digest_place_of, obstacle
from adapters.discord.interaction_responses import Pressed, while_modal_may_open
from adapters.discord.render import MessageControls, render_card
from bot.app.assistant import Assistant, Failure
from bot.cards.digest_notices import WAYS
from bot.cards.text import shorten
from bot.model.card import Card
from bot.model.channel import WEEKDAYS
from bot.model.request import Asker, Request

_CHOICES = 25
_CHOICE_LENGTH = 100
_LONGEST_TOPICS = 400
_SETTINGS = "settings"
_DAYS = [app_commands.Choice(name=day, value=day) for day in WEEKDAYS]


class DigestGroup(app_commands.Group):
    """Everything below /kubecon digest."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(name="digest", description="A thread every week, and ahead of the next KubeCon")
        self._assistant = assistant

    @app_commands.command(description="Post digests in this channel, or change what it gets")
    @app_commands.describe(
        weekday="The day of the weekly thread",
        time="The time of the thread, for example 9:00 or 9 pm",
        timezone="The time zone, for example Europe/Amsterdam",
        topics="Topics with commas between them; any for a varied mix",
        countdown="Threads around each KubeCon",
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
        zones = await self._assistant.suggest_timezones(typed, _CHOICES)
        return [app_commands.Choice(name=zone, value=zone) for zone in zones]

    @on.autocomplete("topics")
    async def complete_topics(self, interaction: Pressed, typed: str) -> list[app_commands.Choice[str]]:  # noqa: ARG002
        """Complete the last of the topics typed so far."""
        before, comma, begun = typed.rpartition(",")
        head = f"{before}{comma} " if comma else ""
        names = await self._assistant.suggest(begun.strip(), _CHOICES)
        whole = dict.fromkeys(f"{head}{name}" for name in names if "," not in name)
        fitting = [text for text in whole if len(text) <= _CHOICE_LENGTH]
        return [app_commands.Choice(name=shorten(text, _CHOICE_LENGTH), value=text) for text in fitting]

    @app_commands.command(description="Post no digests in this channel any more")
    async def off(self, interaction: Pressed) -> None:
        """Unsubscribe the channel."""
        await self._answer(interaction, "off")

    @app_commands.command(description="What a channel gets, to look at and change")
    async def settings(self, interaction: Pressed) -> None:
        """Open the settings of the channel, to be changed."""
        await open_settings(self._assistant, interaction)

    @app_commands.command(description="Show the next digest only to you")
    async def preview(self, interaction: Pressed) -> None:
        """Show the next digest."""
        await self._answer(interaction, "preview")

    @app_commands.command(description="Post a digest in this channel at once")
    async def now(self, interaction: Pressed) -> None:
        """Post a digest at once."""
        await self._answer(interaction, "now")

    async def _answer(self, interaction: Pressed, words: str) -> None:
        await answer_digest(self._assistant, interaction, words)


async def answer_digest(assistant: Assistant, interaction: Pressed, words: str) -> None:
    """Do what is asked, and reply only to the person; a database may be slow, so acknowledge first."""
    await _answer_for(assistant, interaction, digest_place_of(interaction), words)


async def open_settings(assistant: Assistant, interaction: Pressed) -> None:
    """Open the modal with the settings of the channel; if they cannot be read in time, reply with a card instead."""
    place = digest_place_of(interaction)
    if obstacle(interaction, place, _SETTINGS):
        await answer_digest(assistant, interaction, _SETTINGS)
        return
    settings = await while_modal_may_open(assistant.digest_settings(_asker(interaction, place)))
    if isinstance(settings, Failure) or not isinstance(settings, tuple):
        await answer_digest(assistant, interaction, _SETTINGS)
        return
    await interaction.response.send_modal(settings_modal(*settings, interaction.locale.value))


async def save_settings(assistant: Assistant, interaction: Pressed, data: Mapping[str, Any]) -> None:
    """Save what was filled in, for the channel that was chosen, and reply only to the person."""
    channels = (data.get("resolved") or {}).get("channels") or {}
    place = chosen_digest_place(interaction, chosen_channel(data), channels) or digest_place_of(interaction)
    await _answer_for(assistant, interaction, place, to_command(data))


async def _answer_for(assistant: Assistant, interaction: Pressed, place: DigestPlace, words: str) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    first, *others = await _cards(assistant, interaction, place, words)
    await interaction.edit_original_response(view=_draw(first))
    for card in others:
        await interaction.followup.send(view=_draw(card), ephemeral=True)


async def _cards(assistant: Assistant, interaction: Pressed, place: DigestPlace, words: str) -> tuple[Card, ...]:
    if problem := obstacle(interaction, place, words):
        return (problem,)
    reply = await assistant.answer(Request(f"digest {words}", asker=_asker(interaction, place), via="digest"))
    return reply.cards


def _asker(interaction: Pressed, place: DigestPlace) -> Asker:
    return Asker(place.channel, str(interaction.user.id))


def _draw(card: Card) -> discord.ui.LayoutView:
    """Render a card; whatever can be typed is a command here."""
    return render_card(replace(card, sections=tuple(one for one in card.sections if one != WAYS)), MessageControls())
