"""Show whether weekly updates are on, which sites are asked, and how to change that."""

from collections.abc import Mapping, Sequence

from bot.cards.notices import look_up_action
from bot.model.card import Card, Item, Section

COMMAND = "update"
TURN_ON, TURN_OFF = "update weekly", "update off"
OFFER = look_up_action(COMMAND, label="Keep this current?")


def update_card(hosts: Mapping[str, Sequence[str]], *, is_on: bool, may_change: bool) -> Card:
    """Build the card that says whether weekly updates are on and which sites they ask, with a button to change that."""
    title = "This is kept current" if is_on else "Keep this current?"
    subtitle = "what the bot knows is updated each week" if is_on else "nothing is fetched until somebody asks for it"
    asked = tuple(Item(f"{what}: {', '.join(named)}") for what, named in hosts.items())
    step = look_up_action(TURN_OFF, label="Stop that") if is_on else look_up_action(TURN_ON, label="Yes, each week")
    remedy = "Whoever runs the bot changes that: on its own page, or with KUBECON_UPDATE=weekly in .env"
    return Card(
        title,
        subtitle,
        (Section("Who is asked each week" if is_on else "Who would be asked each week", asked),),
        (step,) if may_change else (),
        "" if may_change else remedy,
        f"{title} {subtitle[:1].upper()}{subtitle[1:]}.",
    )
