"""Read the contents of a message as a person would."""

from emulators.discord.components import BUTTON, STRING_SELECT, TEXT, walk


def text_of(message):
    """All text of a message."""
    return "\n".join(part["content"] for _, part, _ in walk(message["components"]) if part["type"] == TEXT)


def buttons(message):
    """What the buttons of a message are called."""
    return [part["label"] for _, part, _ in walk(message["components"]) if part["type"] == BUTTON]


def select_of(message):
    """The one select of a message."""
    (found,) = [part for _, part, _ in walk(message["components"]) if part["type"] == STRING_SELECT]
    return found


async def wait_for_text(server, interaction, words):
    """Wait until the answer to an interaction holds these words."""
    await server.until(
        lambda: interaction.message and words in text_of(interaction.message), f"an answer with {words!r}"
    )
