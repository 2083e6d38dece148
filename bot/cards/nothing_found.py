"""Explain a lookup without matches: how it was understood, and how to add what is missing."""

from bot.cards.text import TITLE_LENGTH, shorten
from bot.model.card import Item, Section
from bot.model.lookup import Answer

HOW_TO_ADD = (
    "Whoever runs the bot types: kubecon add https://... or puts a Markdown, text or HTML file into a folder that"
    " KUBECON_RECAPS names; it is answered from within seconds."
)


def nothing_found_sections(answer: Answer) -> tuple[Section, ...]:
    """Return how a lookup was understood and how to add a recap, nothing where nothing was asked."""
    understood = ", ".join(_understood(answer))
    if not understood:
        return ()
    return (
        Section("How it was understood", (Item(understood),)),
        Section("Do you know a recap about it?", (Item(HOW_TO_ADD),)),
    )


def _understood(answer: Answer) -> list[str]:
    lookup = answer.lookup
    words = [f"“{shorten(lookup.words, TITLE_LENGTH)}” as words of a talk, a statement, a project or a name"]
    filters = {"KubeCon": lookup.event, "speaker": lookup.speaker, "company": lookup.company}
    return [
        *(words if lookup.words.strip() else []),
        *(f"{name} {shorten(value, TITLE_LENGTH)}" for name, value in filters.items() if value.strip()),
    ]
