"""Convert Slack's message text to plain words: mentions, links and escaped characters."""

import re

_ENTITY = re.compile(r"<([^<>]*)>")
_UNNAMED = ("@", "!", "#")


def read_message_text(text: str, *, keeps_lines: bool = False) -> str:
    """Return the words a person typed, without the mention that woke the bot.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    words = _ENTITY.sub(lambda entity: f" {_name(entity[1])} ", text)
    unescaped = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    lines = unescaped.splitlines() if keeps_lines else [unescaped]
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _name(entity: str) -> str:
    """Return the text of an entity: the label of a link or channel, nothing for a person or group."""
    target, _, label = entity.partition("|")
    if target.startswith(("@", "!")):
        return ""
    return label or ("" if target.startswith(_UNNAMED) else target)
