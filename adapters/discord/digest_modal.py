"""Build the modal for the digests of a channel, and read its fields."""

from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord.digest_place import KINDS
from adapters.discord.localization import say
from adapters.discord.modals import Field, build_modal, label, read_fields
from bot.cards.text import shorten
from bot.model.card import Card
from bot.model.channel import LONGEST_TOPIC, MOST_TOPICS, WEEKDAYS, Subscription

DIGEST_MODAL = "k1:digest"
_CHANNEL, _THREADS, _WEEKDAY, _WHEN, _TOPICS = "channel", "threads", "weekday", "when", "topics"
_WEEKLY, _AHEAD = "weekly", "countdown"
_LONGEST_WHEN = 60
_LONGEST_STATE = 100


def settings_modal(subscription: Subscription, standing: Card, locale: str) -> discord.ui.Modal:
    """Build the modal with the current settings; `standing` is a card with the state of digests."""
    state = shorten(" · ".join(filter(None, (standing.title, standing.subtitle))), _LONGEST_STATE)
    labels = (
        label("Channel", _channel(subscription.channel.id), locale, state),
        label("What to post", _threads(subscription, locale), locale, "Nothing ticked turns digests off"),
        label("The day of the weekly thread", _weekday(subscription, locale), locale),
        label("Time and time zone", _when(subscription), locale, "For example: 9:00 Europe/Amsterdam"),
        label("Topics with commas between them", _topics(subscription), locale, "None for a varied mix"),
    )
    return build_modal(say("KubeCon digests", locale), DIGEST_MODAL, labels)


def chosen_channel(data: Mapping[str, Any]) -> str:
    """Return the id of the chosen channel, "" for none."""
    return "".join(read_fields(data).get(_CHANNEL, ())[:1])


def to_command(data: Mapping[str, Any]) -> str:
    """Write what was filled in as the words after "digest" that a person would type."""
    fields = read_fields(data)
    if not fields.get(_THREADS):
        return "off"
    weekday, when = (" ".join(fields.get(name, ())) for name in (_WEEKDAY, _WHEN))
    weekly, ahead = ("on" if name in fields.get(_THREADS, ()) else "off" for name in (_WEEKLY, _AHEAD))
    topics = " ".join(fields.get(_TOPICS, ())).strip() or "any"
    return f"{weekday} {when} weekly {weekly} countdown {ahead} topics {topics}"


def _channel(current: str) -> Field:
    default = discord.SelectDefaultValue(id=int(current), type=discord.SelectDefaultValueType.channel)
    return discord.ui.ChannelSelect(
        custom_id=_CHANNEL, channel_types=list(KINDS), default_values=[default], required=True
    )


def _threads(subscription: Subscription, locale: str) -> Field:
    group = discord.ui.CheckboxGroup[discord.ui.Modal](custom_id=_THREADS, required=False, min_values=0, max_values=2)
    group.add_option(label=say("A thread every week", locale), value=_WEEKLY, default=subscription.is_weekly)
    ahead = say("Threads around each KubeCon", locale)
    group.add_option(label=ahead, value=_AHEAD, default=subscription.has_countdown)
    return group


def _weekday(subscription: Subscription, locale: str) -> Field:
    group = discord.ui.RadioGroup[discord.ui.Modal](custom_id=_WEEKDAY)
    for number, day in enumerate(WEEKDAYS):
        group.add_option(label=say(day, locale), value=day, default=number == subscription.weekday)
    return group


def _when(subscription: Subscription) -> Field:
    now = f"{subscription.at:%H:%M} {subscription.timezone}"
    return discord.ui.TextInput(custom_id=_WHEN, default=now, max_length=_LONGEST_WHEN)


def _topics(subscription: Subscription) -> Field:
    longest = MOST_TOPICS * (LONGEST_TOPIC + 2)
    topics = ", ".join(subscription.topics)
    return discord.ui.TextInput(custom_id=_TOPICS, default=topics or None, max_length=longest, required=False)
