"""Define the delivery of one digest to one channel, and its messages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.due_digest import DueDigest


class DeliveryState(StrEnum):
    """List the states of a delivery or a message; a delivery may also end without being sent."""

    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    EMPTY = "empty"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest that is due in one channel; `attempts` counts how often it was given up for a while."""

    id: int
    channel: Channel
    due: DueDigest
    state: DeliveryState
    attempts: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryMessage:
    """One message of a delivery; 0 is the parent. `started_at` is when it was first tried, None before."""

    number: int
    key: str
    state: DeliveryState
    card: Card | None
    posted_as: str = ""
    started_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to post: `key` is unique and never changes, `thread` the parent's id, "" for a parent.

    `title` is the parent's, for platforms where threads have names.
    """

    channel: Channel
    card: Card
    key: str
    thread: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """How many digests there are in each state, how many channels get them, and how late the oldest is.

    `paused` of the subscriptions get none for now. `late` is zero if none is due.
    """

    states: Mapping[DeliveryState, int]
    subscriptions: int = 0
    paused: int = 0
    late: dt.timedelta = dt.timedelta(0)


@dataclass(frozen=True, slots=True)
class PageThread:
    """A digest as it was posted; `key` is its parent's."""

    key: str
    posted_at: dt.datetime
    parent: Card
    replies: tuple[Card, ...] = ()
