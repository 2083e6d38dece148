"""Parse digest commands: `weekly mon 09:00 Europe/Amsterdam topics dra, security`."""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.digests.parse_recurrence import is_filler, parse_recurrence
from bot.model.channel import LONGEST_TOPIC, MOST_TOPICS, WEEKDAYS, Channel, Subscription

_TOPICS = re.compile(r"\b(?:topics?|about)\b[:\s]*(.*)", re.IGNORECASE | re.DOTALL)
_ANYTHING = frozenset({"all", "any", "anything", "everything", "none"})
_NOBODYS = Subscription(Channel("", "", ""), "", dt.datetime.min.replace(tzinfo=dt.UTC))
_PUNCTUATION = ",.;()"


class DigestVerb(StrEnum):
    """List the digest commands."""

    SETTINGS = "settings"
    SUBSCRIBE = "subscribe"
    OFF = "off"
    PREVIEW = "preview"
    NOW = "now"
    FOLLOW = "follow"


_ALONE = {
    **dict.fromkeys(("", "settings", "status", "help", "?"), DigestVerb.SETTINGS),
    **dict.fromkeys(("off", "stop", "unsubscribe", "cancel"), DigestVerb.OFF),
    "preview": DigestVerb.PREVIEW,
    "now": DigestVerb.NOW,
}


@dataclass(frozen=True, slots=True)
class DigestCommand:
    """A digest command; `subscription` is the new subscription, with what was typed."""

    action: DigestVerb
    subscription: Subscription


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """The first word that was not understood, the rest from there on, and what was understood before it."""

    typed: str
    rest: str = field(default="", compare=False)
    before: str = field(default="", compare=False)


def digest_arguments(typed: str) -> str | None:
    """Return the words after "digest", None if that is not the first word."""
    first, _, rest = typed.strip().partition(" ")
    return rest.strip() if first.casefold() in {"digest", "digests"} else None


def is_about_digests(typed: str) -> bool:
    """Return whether a line asks for digests, and not for something of that name to be looked up."""
    words = digest_arguments(typed)
    return words is not None and isinstance(parse_command(words, _NOBODYS), DigestCommand)


def parse_command(typed: str, before: Subscription) -> DigestCommand | ParseFailure:
    """Parse the words after "digest"; `before` is the channel's subscription, or a new one."""
    first, _, rest = typed.strip().partition(" ")
    if rest and first.casefold() in _TAKES_WORDS:
        return _TAKES_WORDS[first.casefold()](rest, before)
    words, topics = _split_topics(" ".join(typed.split()))
    if topics is None and words.casefold() in _ALONE:
        return DigestCommand(_ALONE[words.casefold()], before)
    if topics is None and is_filler(words):
        return ParseFailure(words)
    if topics == "":
        return ParseFailure("topics")
    changed = _read_words(words, before if topics is None else replace(before, topics=read_topics(topics)))
    if isinstance(changed, ParseFailure):
        return changed if topics is None else ParseFailure(changed.typed)
    return DigestCommand(
        DigestVerb.SUBSCRIBE if changed.is_weekly or changed.has_countdown else DigestVerb.OFF, changed
    )


def format_command(subscription: Subscription) -> str:
    """Write a subscription as the command that creates it."""
    weekly, ahead = ("on" if one else "off" for one in (subscription.is_weekly, subscription.has_countdown))
    when = f"{WEEKDAYS[subscription.weekday]} {subscription.at:%H:%M} {subscription.timezone}"
    return f"{when} weekly {weekly} countdown {ahead} topics {', '.join(subscription.topics) or 'any'}"


def read_topics(typed: str) -> tuple[str, ...]:
    """Parse topics separated by commas, each once; "any" and "all" mean none in particular."""
    named = (" ".join(topic.split())[:LONGEST_TOPIC].strip() for topic in re.split(r"[,;\n]", typed))
    topics: dict[str, str] = {}
    for topic in named:
        if topic and topic.casefold() not in _ANYTHING:
            topics.setdefault(topic.casefold(), topic)
    return tuple(topics.values())[:MOST_TOPICS]


def _split_topics(typed: str) -> tuple[str, str | None]:
    found = _TOPICS.search(typed)
    return (typed[: found.start()].strip(), found[1].strip()) if found else (typed, None)


def _read_words(typed: str, wanted: Subscription) -> Subscription | ParseFailure:
    words = [kept for word in typed.split() if (kept := word.strip(_PUNCTUATION))]
    number, changed = parse_recurrence(words, wanted)
    if number < len(words):
        return ParseFailure(words[number], " ".join(words[number:]), " ".join(words[:number]))
    return changed


def _preview(typed: str, before: Subscription) -> DigestCommand | ParseFailure:
    command = parse_command(typed, before)
    return command if isinstance(command, ParseFailure) else replace(command, action=DigestVerb.PREVIEW)


def _follow(typed: str, before: Subscription) -> DigestCommand:
    """Add topics to those of a channel; existing ones stay, and the newest are dropped if there are too many."""
    topics = read_topics(", ".join((typed, *before.topics)))
    return DigestCommand(DigestVerb.FOLLOW, replace(before, topics=topics, is_weekly=True))


_TAKES_WORDS = {DigestVerb.PREVIEW.value: _preview, DigestVerb.FOLLOW.value: _follow}
