"""Where in Slack something is asked, and whether it is a conversation between two."""

from bot.model.channel import Channel

_DIRECT_MESSAGE = "D"  # what the id of a conversation between two begins with


def is_direct_message(channel: str) -> bool:
    """Return whether a channel is a conversation between a person and the bot."""
    return channel.startswith(_DIRECT_MESSAGE)


def shared_channel(team: str, channel: str) -> Channel | None:
    """Return the channel in which topics are counted; None between two, where a count would tell of one person."""
    return None if is_direct_message(channel) else Channel("slack", team, channel)
