"""Deliver one digest, each message exactly once, despite interruptions and errors."""

import asyncio
import datetime as dt
import hashlib
from collections.abc import Awaitable, Mapping
from typing import TypeVar

from bot.delivery.clock import Clock
from bot.delivery.compose_for_channel import compose_for_channel
from bot.delivery.protocol import (
    ChannelGoneError,
    MessageRejectedError,
    OutcomeUnknownError,
    Publisher,
    RetryLaterError,
)
from bot.engine import Engine
from bot.event_log import EventLogger
from bot.model.channel import Channel, Subscription
from bot.model.delivery import Delivery, DeliveryMessage, DeliveryState, OutgoingMessage
from bot.model.digest import EmptyDigest
from bot.model.due_digest import DueDigest
from bot.store.ledger import LONGEST_WAIT, Ledger
from bot.store.seen_entries import SeenEntries
from bot.store.subscriptions import Subscriptions

_log = EventLogger(__name__)

LATEST = dt.timedelta(hours=12)  # what is later is no longer news
_GIVE_UP = dt.timedelta(hours=24)  # for a thread that was begun
STEP_SECONDS = 20.0  # the timeout of one request; far shorter than the lease of a claim
_PACE_SECONDS = 1.0  # both platforms take about one message a second in a channel
_FIRST_WAIT_SECONDS = 5.0
_LONGEST_BACKOFF_SECONDS = 600.0
_KEY_LENGTH = 24  # short enough for every publisher


_Answer = TypeVar("_Answer")


class _ClaimLostError(Exception):
    """Raised if another process has taken over the delivery."""


class _UnwantedError(Exception):
    """Raised if the channel gets no digests any more."""


class Deliverer:
    """Deliver digests through the publishers that are open."""

    def __init__(
        self,
        engine: Engine,
        subscriptions: Subscriptions,
        ledger: Ledger,
        seen_entries: SeenEntries,
        publishers: Mapping[str, Publisher],
        clock: Clock,
    ) -> None:
        self._engine = engine
        self._subscriptions = subscriptions
        self._ledger = ledger
        self._seen_entries = seen_entries
        self._publishers = publishers
        self._clock = clock

    async def deliver(self, delivery: Delivery) -> None:
        """Complete a claimed delivery, or release it to retry later; never raises."""
        try:
            await self._deliver(delivery)
        except ChannelGoneError as gone:
            await self._pause(delivery, str(gone))
        except MessageRejectedError as refused:
            await self._finish(delivery, DeliveryState.FAILED, str(refused))
        except _UnwantedError:
            await self._finish(delivery, DeliveryState.SKIPPED, "nobody subscribes there any more")
        except RetryLaterError as busy:
            await self.put_off(delivery, busy.wait_seconds, str(busy))
        except OutcomeUnknownError as unsure:
            await self.put_off(delivery, _backoff(delivery.attempts), str(unsure))
        except _ClaimLostError:
            _log.warning("taken over by another process", delivery=delivery.id)

    async def _deliver(self, delivery: Delivery) -> None:
        now, messages = self._clock.now(), await self._ledger.messages(delivery.id)
        if reason := _why_too_late(delivery, now, is_begun=bool(messages)):
            await self._finish(delivery, DeliveryState.FAILED if messages else DeliveryState.SKIPPED, reason)
            return
        if not messages:
            if not await self._write(delivery):
                return
            messages = await self._ledger.messages(delivery.id)
        thread, title = "", messages[0].card.title if messages[0].card else ""
        for message in messages:
            posted_as = message.posted_as or await self._send(delivery, message, thread, title)
            thread = thread or posted_as
        await self._finish(delivery, DeliveryState.SENT)

    async def _write(self, delivery: Delivery) -> bool:
        """Write the messages to the ledger; return False if there is nothing to post."""
        subscription = await self._wanted(delivery)
        written = await compose_for_channel(self._engine, self._seen_entries, subscription, delivery.due)
        if isinstance(written, EmptyDigest):
            await self._finish(delivery, DeliveryState.EMPTY, written.reason)
            return False
        digest, cards = written
        keyed = [(message_key(delivery.channel, delivery.due, number), card) for number, card in enumerate(cards)]
        if not await self._ledger.write(delivery.id, keyed, digest.keys):
            raise _ClaimLostError
        return True

    async def _wanted(self, delivery: Delivery) -> Subscription:
        subscription = await self._subscriptions.get(delivery.channel)
        if subscription is None or subscription.paused:
            raise _UnwantedError
        return subscription

    async def _send(self, delivery: Delivery, message: DeliveryMessage, thread: str, title: str) -> str:
        """Post a message, or find it if it was already posted; return its id."""
        if message.card is None:
            raise _ClaimLostError  # another process has finished the delivery
        outgoing = OutgoingMessage(delivery.channel, message.card, message.key, thread, title)
        publisher = self._publishers[delivery.channel.platform]
        await self._wanted(delivery)
        posted_as = await self._find(publisher, delivery, outgoing, message)
        if not posted_as:
            if not await self._ledger.start(delivery.id, message.number, self._clock.now()):
                raise _ClaimLostError
            try:
                posted_as = await in_time(publisher.post(outgoing))
            except (RetryLaterError, MessageRejectedError):
                await self._ledger.refused(delivery.id, message.number)
                raise
        await self._ledger.posted(delivery.id, message.number, posted_as)
        await self._clock.sleep(_PACE_SECONDS)
        return posted_as

    async def _find(
        self, publisher: Publisher, delivery: Delivery, outgoing: OutgoingMessage, message: DeliveryMessage
    ) -> str:
        """Look for a message whose sending was interrupted, after waiting for a request that may still arrive."""
        if message.started_at is None:
            return ""
        if not await self._ledger.heartbeat(delivery.id):
            raise _ClaimLostError
        passed = max(0.0, (self._clock.now() - message.started_at).total_seconds())  # or the clock was set back
        if passed < _FIRST_WAIT_SECONDS:
            await self._clock.sleep(_FIRST_WAIT_SECONDS - passed)
        return await in_time(publisher.find_posted(outgoing, message.started_at))

    async def put_off(self, delivery: Delivery, wait_seconds: float, reason: str) -> None:
        """Release a delivery to retry it later."""
        wait_seconds = min(max(1.0, wait_seconds), LONGEST_WAIT.total_seconds())
        not_before = self._clock.now() + dt.timedelta(seconds=wait_seconds + 1)  # the ledger keeps whole seconds
        _log.warning("delivery waits", delivery=delivery.id, seconds=round(wait_seconds), reason=reason)
        await self._ledger.release(delivery.id, not_before, reason)

    async def _pause(self, delivery: Delivery, reason: str) -> None:
        await self._subscriptions.pause(delivery.channel, reason)
        await self._finish(delivery, DeliveryState.FAILED, reason)

    async def _finish(self, delivery: Delivery, state: DeliveryState, reason: str = "") -> None:
        await self._ledger.finish(delivery, state, reason)
        due = delivery.due
        about = {"delivery": delivery.id, "channel": str(delivery.channel), "kind": str(due.kind)}
        _log.info("delivery ended", **about, due=due.at.isoformat(), state=str(state), reason=reason)


def message_key(channel: Channel, due: DueDigest, number: int) -> str:
    """Return the key of a message, the same in every process and after every restart."""
    said = f"{channel}|{int(due.at.timestamp())}|{number}"
    return hashlib.sha256(said.encode()).hexdigest()[:_KEY_LENGTH]


async def in_time(request: Awaitable[_Answer]) -> _Answer:
    """Wait for a request as long as one may take; raises OutcomeUnknownError, since it may still come to its end."""
    try:
        async with asyncio.timeout(STEP_SECONDS):
            return await request
    except TimeoutError:
        raise OutcomeUnknownError(f"no answer within {STEP_SECONDS:g} seconds") from None


def _why_too_late(delivery: Delivery, now: dt.datetime, *, is_begun: bool) -> str:
    late = now - delivery.due.at
    if is_begun and late > _GIVE_UP:
        return "given up after a day"
    return "more than 12 hours late" if late > LATEST and not is_begun else ""


def _backoff(attempts: int) -> float:
    return min(_FIRST_WAIT_SECONDS * 2.0 ** min(attempts, 10), _LONGEST_BACKOFF_SECONDS)
