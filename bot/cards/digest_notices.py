"""Build the cards for people who manage digests: the settings, the next date, how to change them."""

import datetime as dt
from collections.abc import Sequence

from bot.cards.notices import look_up_action
from bot.cards.text import TITLE_LENGTH, count, shorten
from bot.digests.parse_command import format_command
from bot.model.card import Action, Card, Item, Section
from bot.model.channel import WEEKDAYS, Subscription
from bot.model.due_digest import DigestKind, DueDigest

_EXAMPLE = "digest weekly mon 9:00 Europe/Amsterdam topics dra, security"
_WAYS = (
    (_EXAMPLE, "a thread every week; what you leave out stays as it is"),
    ("digest topics any", "a varied mix instead of chosen topics"),
    ("digest countdown off", "no threads ahead of a KubeCon"),
    ("digest follow cilium", "what it would be with a topic more, to be turned on"),
    ("digest preview", "the next one, only for you"),
    ("digest now", "one at once"),
    ("digest off", "none any more"),
)
WAYS = Section("What you can type", tuple(Item(f"{typed} — {what}") for typed, what in _WAYS))
_TOPICS_WORD = "topics"
_LABEL_LENGTH = 60


def _press(label: str, words: str) -> Action:
    """Offer what a person could type after the word digest."""
    return look_up_action(f"digest {words}", label)


PREVIEW = _press("Preview", "preview")
SETTINGS = _press("Settings", "settings")
_NOW = _press("Post one now", "now")
_OFF = _press("Turn off", "off")


def settings_card(subscription: Subscription, due: DueDigest | None, asked: Sequence[tuple[str, int]] = ()) -> Card:
    """Build the card of a channel's settings; `asked` are topics it looks up, with how often."""
    return Card(
        "Digests in this channel",
        _when(due, subscription),
        (_gets(subscription), *_often(asked), WAYS),
        (PREVIEW, _NOW, _OFF, *_adding(asked)),
        alt_text=f"Digests in this channel: {', '.join(describe(subscription))}",
    )


def _often(asked: Sequence[tuple[str, int]]) -> tuple[Section, ...]:
    often = tuple(Item(f"{shorten(topic, TITLE_LENGTH)} ({count(times, 'time')})") for topic, times in asked)
    return (Section("Often looked up here", often),) if often else ()


def _adding(asked: Sequence[tuple[str, int]]) -> tuple[Action, ...]:
    return tuple(_press(shorten(f"Add {topic}", _LABEL_LENGTH), f"follow {topic}") for topic, _ in asked)


def off_card(subscription: Subscription, asked: Sequence[tuple[str, int]] = ()) -> Card:
    """Build the card that says that a channel gets no digests, why if it did before, and how to turn them on.

    `asked` are topics that it looks up, with how often.
    """
    why = (
        f"paused: {shorten(subscription.paused, TITLE_LENGTH)}" if subscription.paused else "nobody has asked for them"
    )
    title = "No digests in this channel"
    actions = (_press("Turn on", "on"), PREVIEW, *_adding(asked))
    return Card(title, why, (*_often(asked), WAYS), actions, alt_text=f"{title}, {why}")


def subscribed_card(subscription: Subscription, due: DueDigest | None, unknown: Sequence[str] = ()) -> Card:
    """Build the card that says what a channel gets from now on; `unknown` are topics that no recap mentions."""
    title = "Digests are on in this channel"
    sections = [_gets(subscription)]
    if unknown:
        sections.append(Section("Not in the recaps so far", tuple(Item(shorten(one, TITLE_LENGTH)) for one in unknown)))
    return Card(
        title,
        _when(due, subscription),
        tuple(sections),
        (PREVIEW, _NOW, SETTINGS, _OFF),
        alt_text=f"{title}, {_when(due, subscription)}",
    )


def follow_card(wanted: Subscription, due: DueDigest | None) -> Card:
    """Ask whether a channel is to get digests as they would be with a topic added; nothing is changed yet."""
    title = f"Weekly digest on {shorten(wanted.topics[0], TITLE_LENGTH) if wanted.topics else 'any topic'}"
    words = format_command(wanted)
    actions = (_press("Turn on", words), _press("Preview", f"preview {words}"), SETTINGS)
    return Card(
        title,
        f"not saved yet; {_when(due, wanted)}",
        (_gets(wanted),),
        actions,
        alt_text=f"{title}, not saved yet",
    )


def unsubscribed_card(before: Subscription | None) -> Card:
    """Build the card that says that digests are off, and how to turn them on again; None if they were off."""
    if before is None:
        sentence = "There were no digests in this channel"
        return Card(sentence, "nothing was changed", actions=(_press("Turn on", "on"),), alt_text=sentence)
    sentence = "Digests are off in this channel"
    again = _press("Turn on again", format_command(before))
    return Card(sentence, "nothing more will be posted", actions=(again,), alt_text=sentence)


def digest_coming_card(*, is_first: bool) -> Card:
    """Build the card that says that a digest is on its way."""
    sentence = "A digest is on its way" if is_first else "That digest was asked for a moment ago"
    return Card(sentence, "it will be here within a minute", alt_text=sentence)


def nothing_card(reason: str) -> Card:
    """Build the card that says why there would be no digest."""
    sentence = "There would be no digest"
    return Card(sentence, shorten(reason, TITLE_LENGTH), actions=(SETTINGS,), alt_text=f"{sentence}: {reason}")


def not_understood_card(typed: str, meant: Sequence[str] = ()) -> Card:
    """Build the card that says which word was not understood; `meant` are whole lines as suggestions."""
    what, remedy = _expected(typed)
    sentence = f"“{shorten(typed, TITLE_LENGTH)}” {what}"
    offers = tuple(_press(shorten(words, _LABEL_LENGTH), words) for words in meant)
    return Card(sentence, remedy, (WAYS,), (*offers, SETTINGS), "nothing was changed", alt_text=sentence)


def _expected(typed: str) -> tuple[str, str]:
    """Return what a word is not, and how to write it."""
    if typed.casefold() == _TOPICS_WORD:
        return "needs names after it", "for example: digest topics dra, security"
    if any(map(str.isdecimal, typed)):
        return "is not a time of day", "write one such as 9:00, 17:30 or 9 pm"
    if "/" in typed:
        return "is not a time zone", "write one such as Europe/Amsterdam, or a city such as New York"
    return (
        "is not a weekday, time, time zone or setting",
        "a time zone is written Europe/Amsterdam or New York; names of topics come after the word topics",
    )


def only_in_channels_card() -> Card:
    """Build the card that says in which places digests are available."""
    sentence = "Digests are posted in the channels of a server or workspace that the bot is installed in"
    return Card(sentence, "ask for them there, not in a thread or a direct message", alt_text=sentence)


def elsewhere_card() -> Card:
    """Build the card that says how to set up digests in a place without conversations."""
    sentence = "Digests are set in the channel that is to have them"
    return Card(sentence, "type /kubecon digest there", alt_text=sentence)


def not_posted_card() -> Card:
    """Build the card that says where digests are available, for a place where nothing is posted."""
    remedy = "digests come to channels of Slack and Discord; type /kubecon digest there"
    return Card("Nothing is posted in a terminal", remedy, actions=(PREVIEW,))


def unchanged_card() -> Card:
    """Build the card that says that following a link changes nothing."""
    title = "Nothing was changed"
    why = "an address may show digests, but not change them"
    return Card(title, f"{why}; type it into the page, or press Digest", alt_text=f"{title}: {why}")


def not_allowed_card() -> Card:
    """Build the card that says who may change a channel's digests."""
    sentence = "Digests are set by people who may manage this channel"
    return Card(sentence, "ask one of them", alt_text=sentence)


def not_a_member_card(remedy: str) -> Card:
    """Build the card that says that the bot must be added to a channel first; `remedy` says how."""
    sentence = "The bot is not in this channel yet, so it cannot post here"
    return Card(sentence, remedy, alt_text=f"{sentence}: {remedy}")


def describe(subscription: Subscription) -> tuple[str, ...]:
    """Return the settings of a channel in a few lines."""
    weekly = f"{WEEKDAYS[subscription.weekday]}s at {subscription.at:%H:%M}, {subscription.timezone}"
    topics = ", ".join(subscription.topics) or "any, a varied mix"
    countdown = "28, 14, 7 and 1 days before each KubeCon, on the Monday after it, and after changes in its schedule"
    return (
        f"A thread on {weekly}" if subscription.is_weekly else "No weekly thread",
        f"Topics: {topics}",
        f"Threads {countdown}" if subscription.has_countdown else "No threads ahead of a KubeCon",
    )


def _when(due: DueDigest | None, subscription: Subscription) -> str:
    if due is None:
        return "none is due"
    at: dt.datetime = due.at.astimezone(subscription.zone)
    what = "" if due.kind is DigestKind.WEEKLY else ", about KubeCon"
    return f"the next one on {at:%A}, {at.day} {at:%B %Y, %H:%M}{what}"


def _gets(subscription: Subscription) -> Section:
    return Section("What it gets", tuple(map(Item, describe(subscription))))
