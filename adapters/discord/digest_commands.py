"""Define the commands below /kubecon digest, for members who may manage the channel."""

from dataclasses import replace

import discord
from discord import app_commands

from adapters.discord.interaction_responses import Pressed
from adapters.discord.render import MessageControls, render_card
from bot.app.assistant import Assistant
from bot.cards.digest_notices import WAYS, not_allowed_card, only_in_channels_card
from bot.cards.text import shorten
from bot.model.card import Card
from bot.model.channel import WEEKDAYS, Channel
from bot.model.request import Asker, Request

_CHOICES = 25
_CHOICE_LENGTH = 100
_LONGEST_TOPICS = 400
_WITH_THREADS = frozenset({discord.ChannelType.text, discord.ChannelType.news})
_OF_THREADS_ALONE = frozenset({discord.ChannelType.forum, discord.ChannelType.media})
_WITHOUT_POSTING = frozenset({"off", "settings", "preview"})
# https://discord.com/developers/docs/topics/permissions, by the names that Discord's own pages show
_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}
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

    @app_commands.command(description="What this channel gets, and when the next digest comes")
    async def settings(self, interaction: Pressed) -> None:
        """Show the settings of the channel."""
        await self._answer(interaction, "settings")

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
    await interaction.response.defer(ephemeral=True, thinking=True)
    first, *others = await _cards(assistant, interaction, words)
    await interaction.edit_original_response(view=_draw(first))
    for card in others:
        await interaction.followup.send(view=_draw(card), ephemeral=True)


async def _cards(assistant: Assistant, interaction: Pressed, words: str) -> tuple[Card, ...]:
    if obstacle := _obstacle(interaction, words):
        return (obstacle,)
    place = Channel("discord", str(interaction.guild_id), str(interaction.channel_id))
    asked = Request(f"digest {words}", asker=Asker(place, str(interaction.user.id)), via="digest")
    return (await assistant.answer(asked)).cards


def _obstacle(interaction: Pressed, words: str) -> Card | None:
    """Build the card that says why digests cannot be set here, or not by this person; None if they can."""
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return only_in_channels_card()
    if isinstance(interaction.channel, discord.Thread):
        return _in_thread_card(interaction.channel)
    if getattr(interaction.channel, "type", None) not in _WITH_THREADS:
        return _card("Digests come with a thread, which this channel cannot hold", "ask for them in a text channel")
    if not interaction.permissions.manage_channels:
        return not_allowed_card()
    missing = [name for flag, name in _NEEDED.items() if not getattr(interaction.app_permissions, flag)]
    if missing and words not in _WITHOUT_POSTING:
        remedy = f"give it there: {', '.join(missing)}; then ask again"
        return _card("The bot may not post digests in this channel", remedy)
    return None


def _in_thread_card(thread: discord.Thread) -> Card:
    sentence = "Digests are set for a whole channel, not for a thread"
    is_post = getattr(thread.parent, "type", None) in _OF_THREADS_ALONE
    return _card(sentence, "ask in a text channel" if is_post else "ask in the channel that this thread belongs to")


def _card(sentence: str, remedy: str) -> Card:
    return Card(sentence, remedy, alt_text=f"{sentence}: {remedy}")


def _draw(card: Card) -> discord.ui.LayoutView:
    """Render a card; whatever can be typed is a command here."""
    return render_card(replace(card, sections=tuple(one for one in card.sections if one != WAYS)), MessageControls())
