"""What people see of lookups that they wait for an answer to."""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, shorten
from bot.model.card import Card, Item, Section
from bot.model.watch import MOST_WATCHES, WATCHES_KEPT_DAYS

WATCH, UNWATCH, WATCHING = "watch for", "stop watching for", "watching"
_STOP = "Stop waiting"


def is_about_watching(words: str) -> bool:
    """Return whether words ask for a message about something, for no more of them, or for a list of watches."""
    said = words.casefold()
    return said == WATCHING or said.startswith((f"{WATCH} ", f"{UNWATCH} "))


def offer_watch(card: Card, words: str) -> Card:
    """Add to the card of a miss the offer of a message once there is an answer."""
    offer = look_up_action(f"{WATCH} {words}", "Tell me when something comes up")
    return replace(card, actions=(*card.actions, offer))


def watching_card(words: str) -> Card:
    """Build the card that says that a person will get a message once there is an answer."""
    title = f"You will get a message when something comes up on “{shorten(words, TITLE_LENGTH)}”"
    how = f"once, by direct message, within {WATCHES_KEPT_DAYS} days"
    return Card(title, how, actions=(look_up_action(f"{UNWATCH} {words}", _STOP),), alt_text=f"{title}.")


def unwatched_card(words: str, *, was_there: bool) -> Card:
    """Build the card that says that a person gets no message."""
    shown = shorten(words, TITLE_LENGTH)
    title = f"You get no more messages about “{shown}”" if was_there else f"You did not wait for “{shown}”"
    return Card(title, f"{WATCHING} lists what you wait for", alt_text=f"{title}.")


def answered_already_card(words: str) -> Card:
    """Build the card for a watch that has an answer already."""
    title = f"There is something on “{shorten(words, TITLE_LENGTH)}” already"
    return Card(title, "look it up", actions=(look_up_action(words),), alt_text=f"{title}.")


def not_kept_card() -> Card:
    """Build the card that says that words are not stored, since they may be a message, a secret or no lookup."""
    title = "That is not kept: it may be a message or a secret"
    return Card(title, "use fewer words, such as the name of a topic", alt_text=f"{title}.")


def too_many_card() -> Card:
    """Build the card for a person who has reached the limit of watches."""
    title = f"You wait for {MOST_WATCHES} things already"
    return Card(title, f"type {WATCHING}, and stop waiting for one of them", alt_text=f"{title}.")


def watches_card(words: Sequence[str]) -> Card:
    """List what a person waits for."""
    if not words:
        return Card(
            "You are not waiting for anything",
            "a lookup without an answer offers it",
            alt_text="You are not waiting for anything.",
        )
    items = tuple(Item(shorten(one, TITLE_LENGTH)) for one in words)
    stop = tuple(look_up_action(f"{UNWATCH} {one}", f"{_STOP} for {shorten(one, TITLE_LENGTH)}") for one in words)
    return Card("You wait for", "", (Section("", items),), stop, alt_text=f"You wait for {', '.join(words)}.")


def came_up_card(words: str, answer: Card) -> Card:
    """Build the message that an answer has come up, with the answer."""
    title = f"Something came up on “{shorten(words, TITLE_LENGTH)}”"
    found = " · ".join(filter(None, (answer.title, answer.subtitle)))
    return replace(answer, title=title, subtitle=found, alt_text=f"{title}: {answer.alt_text}")
