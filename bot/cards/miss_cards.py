"""Show lookups without an answer to operators."""

from collections.abc import Sequence

from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, count, shorten
from bot.model.card import Card, Item, Section
from bot.model.miss import MISSES_KEPT_DAYS, Miss

COMMAND = "misses"
_TRIED = 3
_TITLE = "What the bot could not answer"


def misses_card(misses: Sequence[Miss]) -> Card:
    """Show misses, the most frequent first."""
    of = f"of the last {MISSES_KEPT_DAYS} days, without who asked"
    if not misses:
        return Card(_TITLE, f"nothing {of}", alt_text=f"{_TITLE}: nothing.")
    return Card(
        _TITLE,
        of,
        (Section("Most frequent first", tuple(map(miss_to_item, misses))),),
        tuple(look_up_action(miss.meant) for miss in misses[:_TRIED]),
        "A recap that answers one of these can be added with kubecon add",
        f"{_TITLE}: {misses[0].meant}",
    )


def miss_to_item(miss: Miss) -> Item:
    """Write one miss: what was meant, and how often it had no answer or one that did not help."""
    counted = (
        f"no answer, {count(miss.nothing, 'time')}" if miss.nothing else "",
        f"not helpful, {count(miss.unhelpful, 'time')}" if miss.unhelpful else "",
    )
    return Item(shorten(miss.meant, TITLE_LENGTH), badge=" · ".join(filter(None, counted)))


def noted_card(*, is_helpful: bool) -> Card:
    """Thank for saying whether an answer helped."""
    if is_helpful:
        return Card("Good to know", "nothing is kept of that", alt_text="Good to know.")
    sentence = "Thanks, that is noted for whoever runs the bot"
    return Card(sentence, "only what was asked, not who did", alt_text=f"{sentence}.")


def hidden_card() -> Card:
    """Build the card that says who can see misses."""
    sentence = "Whoever runs the bot sees what it could not answer"
    return Card(sentence, "with kubecon misses, or by typing misses on the bot's own page", alt_text=f"{sentence}.")
