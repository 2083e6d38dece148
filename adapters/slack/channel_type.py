"""Detect from which kind of channel a request comes, such as a direct message."""

from bot.model.channel import Channel

_DIRECT_MESSAGE = "D"  # what the id of a conversation between two begins with


def is_direct_message(channel: str) -> bool:
    """Return whether a channel is a conversation between a person and the bot."""
    return channel.startswith(_DIRECT_MESSAGE)


def channel_unless_direct(team: str, channel: str) -> Channel | None:
    """Return the channel in which topics are counted; None for a direct message, which is one person's."""
    return None if is_direct_message(channel) else Channel("slack", team, channel)
