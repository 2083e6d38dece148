"""What a team sees of the recaps that it saved for itself."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.cards.items import match_to_item
from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, badge_event, count, shorten
from bot.model.card import Action, Card, Item, Section, SourceLink
from bot.model.day_text import day_to_text
from bot.model.lookup import Match
from bot.model.saved_recap import MOST_SAVED, SavedRecap

SAVED, FORGET, EDIT = "saved", "forget saved", "edit saved"
YOUR_TEAM = "your team"
_LISTED = 20


def is_saved_recap_command(words: str) -> bool:
    """Return whether words, in small letters, ask for saved recaps, or to forget one."""
    return words == SAVED or words.startswith(f"{FORGET} ")


def add_team_section(card: Card, matches: Iterable[Match]) -> Card:
    """Add what a team saved above what everybody finds, and mark it."""
    items = tuple(replace(match_to_item(match), badge=_badge(match), entry="") for match in matches)
    if not items:
        return card
    subtitle = card.subtitle if card.sections else "only your team's own recaps mention this"
    return replace(
        card,
        subtitle=subtitle,
        sections=(Section("From your team", items), *card.sections),
        actions=tuple(one if one.section is None else replace(one, section=one.section + 1) for one in card.actions),
        alt_text=f"{card.title}: {items[0].text}",
    )


def _badge(match: Match) -> str:
    event = badge_event(match.entry.event) if match.entry.event else ""
    return " · ".join(filter(None, (YOUR_TEAM, event)))


def saved_card(recap: SavedRecap) -> Card:
    """Build the card that confirms a saved message and offers to forget it."""
    title = f"Saved for your team: {shorten(recap.title, TITLE_LENGTH)}"
    of = f"of {badge_event(recap.edition)}" if recap.edition else "of no KubeCon"
    return Card(title, f"{of}; nobody outside your team finds it", actions=(_forget(recap),), alt_text=f"{title}.")


def saved_recaps_card(
    recaps: Sequence[SavedRecap], person: str, *, may_change_all: bool, has_forms: bool = False
) -> Card:
    """List what a team saved, newest first, with buttons to change or forget what the reader may."""
    if not recaps:
        return Card("Your team saved nothing yet", "a message's menu has “Save as recap”", alt_text="Nothing is saved.")
    shown = recaps[:_LISTED]
    mine = [one for one in shown if may_change_all or one.by == person]
    title = f"Your team saved {count(len(recaps), 'recap')}"
    return Card(
        title,
        "nobody outside your team finds them" if len(shown) == len(recaps) else f"the newest {_LISTED} of them",
        (Section("", tuple(map(_item, shown))),),
        tuple(map(_edit if has_forms else _forget, mine)),
        "Who saved one, and moderators, can change or forget it" if len(mine) < len(shown) else "",
        f"{title}: {shown[0].title}",
    )


def _item(recap: SavedRecap) -> Item:
    parts = (badge_event(recap.edition) if recap.edition else "", day_to_text(recap.written_on))
    badge = " · ".join(filter(None, parts))
    return Item(shorten(recap.title, TITLE_LENGTH), SourceLink("message", recap.url), badge)


def _forget(recap: SavedRecap) -> Action:
    return look_up_action(f"{FORGET} {recap.number}", f"Forget “{shorten(recap.title, 40)}”")


def _edit(recap: SavedRecap) -> Action:
    return look_up_action(f"{EDIT} {recap.number}", f"Edit “{shorten(recap.title, 40)}”")


def number_to_edit(words: str) -> int:
    """Return the number of the recap that the words of a button want to change, 0 for none."""
    number = words.removeprefix(f"{EDIT} ")
    return int(number) if number.isdecimal() and number != words else 0


def recap_forgotten_card(*, is_gone: bool) -> Card:
    """Build the card that says whether a saved recap was forgotten."""
    title = (
        "Forgotten: your team finds it no more"
        if is_gone
        else "Only who saved it, or a moderator, can change or forget it"
    )
    return Card(title, f"{SAVED} lists what your team saved", alt_text=f"{title}.")


def too_many_saved_card() -> Card:
    """Build the card for a team that has reached its limit of saved recaps."""
    title = f"Your team saved {MOST_SAVED:,} recaps already"
    return Card(title, f"type {SAVED}, and forget some", alt_text=f"{title}.")
