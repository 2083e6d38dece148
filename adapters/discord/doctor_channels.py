"""Check what the Discord bot may do in each channel that gets digests."""

from collections.abc import AsyncIterator, Sequence
from itertools import groupby

import discord

from adapters.discord.adapter import open_client
from adapters.discord.digest_place import missing_permissions
from bot.cards.text import count
from bot.model.channel import Channel
from bot.model.doctor_finding import Finding, ok, warning
from bot.settings import Settings

_SUBJECT = "Discord"
_CHOOSE = "choose another channel with /kubecon digest settings"


async def check_channels(settings: Settings, channels: Sequence[Channel]) -> list[Finding]:
    """Return a finding for each channel in which something is missing, or one that nothing is."""
    if not channels:
        return []
    async with open_client(settings) as client:
        wanted = groupby(sorted(channels, key=lambda one: one.team), key=lambda one: one.team)
        found = [one for team, those in wanted async for one in _check_server(client, team, list(those))]
    return found or [ok(_SUBJECT, f"the bot may post in {count(len(channels), 'channel')} that get digests")]


async def _check_server(client: discord.Client, team: str, channels: Sequence[Channel]) -> AsyncIterator[Finding]:
    try:
        guild = await client.fetch_guild(int(team), with_counts=False)
        me = await guild.fetch_member(client.user.id if client.user else 0)
        there = {str(channel.id): channel for channel in await guild.fetch_channels()}
    except (discord.NotFound, discord.Forbidden):
        told = f"the bot is no longer in a server in which {count(len(channels), 'channel')} had digests (id {team})"
        yield warning(_SUBJECT, told, "invite it again; until then their digests are paused")
        return
    for one in channels:
        if (channel := there.get(one.id)) is None:
            yield warning(_SUBJECT, f"a channel of {guild.name} that had digests is gone (id {one.id})", _CHOOSE)
        elif missing := missing_permissions(channel.type, channel.permissions_for(me)):
            told = f"#{channel.name} of {guild.name} gets digests, but the bot lacks {', '.join(missing)} there"
            yield warning(_SUBJECT, told, f"give it these permissions in that channel, or {_CHOOSE}")
