"""What the bot says to people who ask for digests: what is set, when the next one comes, how to change it."""

import datetime as dt

from bot.cards.card import Card, Item, Section, SourceLink
from bot.cards.wording import TITLE_LENGTH, shorten
from bot.digests.due import DigestKind, Due
from bot.digests.subscription import WEEKDAYS, Subscription

_NOWHERE = SourceLink("")
_EXAMPLE = "digest weekly mon 09:00 Europe/Amsterdam topics dra, security"
_WAYS = (
    (_EXAMPLE, "a thread every week; what you leave out stays as it is"),
    ("digest topics any", "a varied mix instead of chosen topics"),
    ("digest countdown off", "no threads ahead of the next KubeCon"),
    ("digest preview", "the next one, for you alone"),
    ("digest now", "one at once"),
    ("digest off", "none any more"),
)


def settings_card(subscription: Subscription, due: Due | None) -> Card:
    """Say what a channel gets, and how to change it."""
    return Card(
        "Digests in this channel",
        _when(due, subscription),
        (Section("What it gets", tuple(map(_line, describe(subscription)))), _ways()),
        alt_text=f"Digests in this channel: {', '.join(describe(subscription))}",
    )


def off_card(subscription: Subscription) -> Card:
    """Say that a channel gets no digests, with why where it did before, and how to have them."""
    why = (
        f"paused: {shorten(subscription.paused, TITLE_LENGTH)}" if subscription.paused else "nobody has asked for them"
    )
    return Card("No digests in this channel", why, (_ways(),), alt_text=f"No digests in this channel, {why}")


def subscribed_card(subscription: Subscription, due: Due | None) -> Card:
    """Say what a channel gets from now on."""
    title = "Digests are on in this channel"
    section = Section("What it gets", tuple(map(_line, describe(subscription))))
    return Card(title, _when(due, subscription), (section,), alt_text=f"{title}, {_when(due, subscription)}")


def unsubscribed_card(*, was_on: bool) -> Card:
    """Say that a channel gets no digests any more, or got none before."""
    sentence = "Digests are off in this channel" if was_on else "There were no digests in this channel"
    return Card(sentence, alt_text=sentence)


def posting_card(*, is_first: bool) -> Card:
    """Say that a digest is on its way."""
    sentence = "A digest is on its way" if is_first else "That digest was asked for a moment ago"
    return Card(sentence, alt_text=sentence)


def nothing_card(reason: str) -> Card:
    """Say why there would be no digest."""
    return Card(
        "There would be no digest", shorten(reason, TITLE_LENGTH), alt_text=f"There would be no digest: {reason}"
    )


def puzzle_card(typed: str) -> Card:
    """Say which word was not understood, and what can be said."""
    sentence = f"“{shorten(typed, TITLE_LENGTH)}” is no weekday, time, time zone or setting"
    return Card(sentence, "nothing was changed", (_ways(),), alt_text=sentence)


def only_in_channels_card() -> Card:
    """Say where digests can be had."""
    sentence = "Digests are posted in the channels of a server or workspace that the bot is installed in"
    return Card(sentence, "ask for them there, not in a thread or a direct message", alt_text=sentence)


def not_allowed_card() -> Card:
    """Say who may change what a channel gets."""
    sentence = "Digests are set by people who may manage this channel"
    return Card(sentence, "ask one of them", alt_text=sentence)


def describe(subscription: Subscription) -> tuple[str, ...]:
    """Say what a channel gets, in a few lines."""
    weekly = f"{WEEKDAYS[subscription.weekday]}s at {subscription.at:%H:%M}, {subscription.timezone}"
    topics = ", ".join(subscription.topics) or "a varied mix"
    countdown = "28, 14, 7 and 1 days before the next KubeCon, and on the Monday after"
    return (
        f"A thread on {weekly}" if subscription.is_weekly else "No weekly thread",
        f"Topics: {topics}",
        f"A thread {countdown}" if subscription.has_countdown else "No threads ahead of the next KubeCon",
    )


def _when(due: Due | None, subscription: Subscription) -> str:
    if due is None:
        return "none is due"
    at: dt.datetime = due.at.astimezone(subscription.zone)
    what = "" if due.kind is DigestKind.WEEKLY else ", about KubeCon"
    return f"the next one on {at:%A}, {at.day} {at:%B %Y, %H:%M}{what}"


def _line(text: str) -> Item:
    return Item(text, _NOWHERE)


def _ways() -> Section:
    return Section("What you can say", tuple(_line(f"{typed} — {what}") for typed, what in _WAYS))
