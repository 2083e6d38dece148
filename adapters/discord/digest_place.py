"""Find the channel whose digests are meant, and what prevents them there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from adapters.discord.interaction_responses import Pressed
from bot.cards.digest_notices import not_allowed_card, only_in_channels_card
from bot.model.card import Card
from bot.model.channel import Channel

KINDS = (discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum)
_WITHOUT_POSTING = frozenset({"off", "settings", "preview"})
# https://discord.com/developers/docs/topics/permissions, by the names that Discord's own pages show
_NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
}
_NEEDED_IN_FORUM = {
    "view_channel": "View Channel",
    "send_messages": "Create Posts",
    "send_messages_in_threads": "Send Messages in Posts",
    "read_message_history": "Read Message History",
}


@dataclass(frozen=True, slots=True)
class DigestPlace:
    """A channel that may get digests; `name` is "" for the one that was asked in.

    `of_person` is what the person may do there, `of_bot` what the bot may; a thread is none of KINDS.
    """

    channel: Channel
    kind: discord.ChannelType | None
    of_person: discord.Permissions
    of_bot: discord.Permissions
    name: str = ""


def digest_place_of(interaction: Pressed) -> DigestPlace:
    """Return the channel that a person asks in; in a forum's post, it is the forum."""
    channel = interaction.channel
    if isinstance(channel, discord.Thread) and isinstance(channel.parent, discord.ForumChannel):
        channel = channel.parent
    number = channel.id if channel else interaction.channel_id
    where = Channel("discord", str(interaction.guild_id), str(number))
    return DigestPlace(where, getattr(channel, "type", None), interaction.permissions, interaction.app_permissions)


def chosen_digest_place(interaction: Pressed, chosen: str, channels: Mapping[str, Any]) -> DigestPlace | None:
    """Return a channel that was chosen in a modal, with the permissions that Discord sent along; None for none."""
    told = channels.get(chosen)
    if not isinstance(told, dict):
        return None
    here = digest_place_of(interaction)
    is_here = here.channel.id == chosen
    kind = discord.enums.try_enum(discord.ChannelType, told.get("type"))
    of_person = _permissions(told.get("permissions"), discord.Permissions.none())
    of_bot = _permissions(told.get("app_permissions"), here.of_bot if is_here else _cached(interaction, chosen))
    where = Channel("discord", str(interaction.guild_id), chosen)
    return DigestPlace(where, kind, of_person, of_bot, "" if is_here else str(told.get("name", "")))


def _permissions(told: Any, default: discord.Permissions) -> discord.Permissions:
    return discord.Permissions(int(told)) if str(told or "").isdecimal() else default


def _cached(interaction: Pressed, chosen: str) -> discord.Permissions:
    """Calculate what the bot may do, for a Discord that does not send it."""
    channel = interaction.guild.get_channel(int(chosen)) if interaction.guild and chosen.isdecimal() else None
    return channel.permissions_for(channel.guild.me) if channel else discord.Permissions.none()


def obstacle(interaction: Pressed, place: DigestPlace, words: str) -> Card | None:
    """Build the card that says why digests cannot be set there, or not by this person; None if they can."""
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return only_in_channels_card()
    if isinstance(interaction.channel, discord.Thread) and place.kind not in KINDS:
        sentence = "Digests are set for a whole channel, not for a thread"
        return _card(sentence, "ask in the channel that this thread belongs to")
    if place.kind not in KINDS:
        remedy = "ask for them in a text, announcement or forum channel"
        return _card("Digests come with a thread, which this channel cannot hold", remedy)
    if not place.of_person.manage_channels:
        return not_allowed_card()
    missing = missing_permissions(place.kind, place.of_bot)
    if missing and words not in _WITHOUT_POSTING:
        where = f"#{place.name}" if place.name else "this channel"
        return _card(f"The bot may not post digests in {where}", f"give it there: {', '.join(missing)}; then ask again")
    return None


def missing_permissions(kind: discord.ChannelType | None, granted: discord.Permissions) -> list[str]:
    """Return the permissions that digests in a kind of channel need and that are not granted, by their names."""
    needed = _NEEDED_IN_FORUM if kind is discord.ChannelType.forum else _NEEDED
    return [name for flag, name in needed.items() if not getattr(granted, flag)]


def _card(sentence: str, remedy: str) -> Card:
    return Card(sentence, remedy, alt_text=f"{sentence}: {remedy}")
