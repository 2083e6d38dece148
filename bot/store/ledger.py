"""Record in the ledger which digest is due, who delivers it, and which messages are posted.

A delivery, and each of its messages, goes from planned over sending to sent. Only one process works on a delivery: it
claims the row, and shows that it is alive by counting `beat` up. A claim whose count does not change may be taken over.
No clocks are compared for that, so one that jumps makes nobody take over what another works on.
"""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.codec import from_json, to_json
from bot.model.delivery import Delivery, DeliveryMessage, DeliveryState
from bot.model.due_digest import DigestKind, DueDigest
from bot.store.database import Database
from bot.store.seen_entries import add_seen
from bot.store.subscriptions import set_next_due
from bot.store.tables import deliveries, messages
from bot.store.timestamps import from_epoch, to_epoch
from bot.store.upsert import insert_new

TO_DO = (DeliveryState.PLANNED, DeliveryState.SENDING)
LONGEST_WAIT = dt.timedelta(hours=1)
_LONGEST = 2 * LONGEST_WAIT  # what waits for longer was put off by a clock that was wrong


class Ledger:
    """Record what is due, being sent and sent; `worker` names this process."""

    def __init__(self, database: Database, worker: str) -> None:
        self._database = database
        self._worker = worker

    async def plan(
        self, channel: Channel, due: DueDigest, was: dt.datetime | None, next_due_at: dt.datetime | None
    ) -> bool:
        """Plan a digest and set the channel's next due time; return False if another process was faster."""
        async with self._database.transaction() as connection:
            if not await set_next_due(connection, channel, was, next_due_at):
                return False
            return await self._insert(connection, channel, due)

    async def plan_extra(self, channel: Channel, due: DueDigest) -> bool:
        """Plan a digest on request; return False if the same one was already requested."""
        async with self._database.transaction() as connection:
            return await self._insert(connection, channel, due)

    async def _insert(self, connection: AsyncConnection, channel: Channel, due: DueDigest) -> bool:
        fresh = {
            "state": DeliveryState.PLANNED,
            "reason": "",
            "claimed_by": "",
            "beat": 0,
            "not_before": 0,
            "attempts": 0,
        }
        about = {"kind": due.kind, "edition": due.edition, "days": due.days, "keys": "[]"}
        row = {"subscription": str(channel), "due_at": to_epoch(due.at), **fresh, **about}
        return await insert_new(connection, deliveries, [row]) > 0

    async def claim(self, now: dt.datetime, platforms: Sequence[str], limit: int) -> list[Delivery]:
        """Claim up to `limit` deliveries that nobody works on, the longest due first."""
        free = (
            sa.select(deliveries.c.id)
            .where(
                deliveries.c.state.in_(TO_DO),
                deliveries.c.claimed_by == "",
                sa.not_(deliveries.c.not_before.between(to_epoch(now) + 1, to_epoch(now + _LONGEST))),
                _on(platforms),
            )
            .order_by(deliveries.c.due_at, deliveries.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        async with self._database.transaction() as connection:
            ids = (await connection.execute(free)).scalars().all()
            return await self._take(connection, deliveries.c.id.in_(ids))

    async def resume_own(self, running: Sequence[int], platforms: Sequence[str]) -> list[Delivery]:
        """Return claims of this process that it no longer works on, except those in `running`."""
        mine = (deliveries.c.claimed_by == self._worker, deliveries.c.id.not_in(running), _on(platforms))
        async with self._database.transaction() as connection:
            return await self._take(connection, *mine)

    async def others_heartbeats(self, platforms: Sequence[str]) -> dict[int, int]:
        """Return the heartbeats of other processes' deliveries, by delivery id."""
        others = deliveries.c.claimed_by.not_in(["", self._worker])
        wanted = sa.select(deliveries.c.id, deliveries.c.beat).where(
            deliveries.c.state.in_(TO_DO), others, _on(platforms)
        )
        async with self._database.transaction() as connection:
            return {row.id: row.beat for row in await connection.execute(wanted)}

    async def reclaim_stalled(self, delivery: int, beat: int) -> list[Delivery]:
        """Take over a delivery whose heartbeat has stopped; return an empty list if it continues."""
        async with self._database.transaction() as connection:
            return await self._take(connection, deliveries.c.id == delivery, deliveries.c.beat == beat)

    async def _take(self, connection: AsyncConnection, *which: Any) -> list[Delivery]:
        taken = await connection.execute(
            sa.update(deliveries)
            .where(*which, deliveries.c.state.in_(TO_DO))
            .values(claimed_by=self._worker, beat=deliveries.c.beat + 1)
            .returning(deliveries)
        )
        return sorted(map(_to_delivery, taken), key=lambda delivery: (delivery.due.at, delivery.id))

    async def heartbeat(self, delivery: int) -> bool:
        """Show that the delivery is being worked on; return False if another process has taken it over."""
        async with self._database.transaction() as connection:
            return await self._heartbeat(connection, delivery)

    async def _heartbeat(self, connection: AsyncConnection, delivery: int, **values: Any) -> bool:
        mine = (deliveries.c.id == delivery, deliveries.c.claimed_by == self._worker)
        changed = await connection.execute(
            sa.update(deliveries).where(*mine).values(beat=deliveries.c.beat + 1, **values)
        )
        return changed.rowcount > 0

    async def messages(self, delivery: int) -> list[DeliveryMessage]:
        """Return the messages of a delivery in order, none if it is only planned."""
        wanted = sa.select(messages).where(messages.c.delivery == delivery).order_by(messages.c.number)
        async with self._database.transaction() as connection:
            return [_to_message(row) for row in await connection.execute(wanted)]

    async def write(self, delivery: int, cards: Iterable[tuple[str, Card]], keys: Sequence[str]) -> bool:
        """Store the messages to send, with their keys and entries; return False if the claim is lost."""
        rows = [
            {"delivery": delivery, "number": number, "key": key, "card": to_json(card)}
            for number, (key, card) in enumerate(cards)
        ]
        async with self._database.transaction() as connection:
            if not await self._heartbeat(
                connection, delivery, state=DeliveryState.SENDING, keys=json.dumps(list(keys))
            ):
                return False
            fresh = {"state": DeliveryState.PLANNED, "posted_as": "", "started_at": 0}
            await connection.execute(sa.insert(messages).values([{**row, **fresh} for row in rows]))
            return True

    async def start(self, delivery: int, number: int, now: dt.datetime) -> bool:
        """Record that a message is about to be sent; return False if the claim is lost, and it must not be sent."""
        async with self._database.transaction() as connection:
            if not await self._heartbeat(connection, delivery):
                return False
            first = sa.case((messages.c.started_at > 0, messages.c.started_at), else_=to_epoch(now))
            await self._set(connection, delivery, number, state=DeliveryState.SENDING, started_at=first)
            return True

    async def posted(self, delivery: int, number: int, posted_as: str) -> None:
        """Record that a message was posted, with its id."""
        async with self._database.transaction() as connection:
            await self._set(connection, delivery, number, state=DeliveryState.SENT, posted_as=posted_as)

    async def refused(self, delivery: int, number: int) -> None:
        """Record that a message was certainly not posted, unless another process has taken over the delivery."""
        async with self._database.transaction() as connection:
            if await self._heartbeat(connection, delivery):
                await self._set(connection, delivery, number, state=DeliveryState.PLANNED, started_at=0)

    async def _set(self, connection: AsyncConnection, delivery: int, number: int, **values: Any) -> None:
        this = (messages.c.delivery == delivery, messages.c.number == number)
        await connection.execute(sa.update(messages).where(*this).values(**values))

    async def release(self, delivery: int, not_before: dt.datetime, reason: str) -> None:
        """Give up a delivery until later, for whichever process comes first."""
        async with self._database.transaction() as connection:
            attempts = deliveries.c.attempts + 1
            later = {"claimed_by": "", "not_before": to_epoch(not_before), "reason": reason, "attempts": attempts}
            await self._heartbeat(connection, delivery, **later)

    async def finish(self, delivery: Delivery, state: DeliveryState, reason: str = "") -> None:
        """End a delivery; sent entries count as seen, and the texts are deleted."""
        async with self._database.transaction() as connection:
            if not await self._heartbeat(connection, delivery.id, state=state, reason=reason, claimed_by=""):
                return
            mine = deliveries.c.id == delivery.id
            keys = json.loads((await connection.execute(sa.select(deliveries.c["keys"]).where(mine))).scalar_one())
            await connection.execute(sa.update(messages).where(messages.c.delivery == delivery.id).values(card=""))
            if state is DeliveryState.SENT:
                await add_seen(connection, delivery.channel, keys)

    async def of(self, channel: Channel) -> list[Delivery]:
        """Return all deliveries to a channel, the latest first."""
        wanted = sa.select(deliveries).where(deliveries.c.subscription == str(channel))
        async with self._database.transaction() as connection:
            rows = await connection.execute(wanted.order_by(deliveries.c.due_at.desc()))
            return list(map(_to_delivery, rows))


def _on(platforms: Sequence[str]) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(deliveries.c.subscription.startswith(f"{platform}/") for platform in platforms))


def _to_delivery(row: Any) -> Delivery:
    due = DueDigest(from_epoch(row.due_at), DigestKind(row.kind), row.edition, row.days)
    return Delivery(
        row.id, Channel(*row.subscription.split("/", 2)), due, DeliveryState(row.state), row.attempts, row.reason
    )


def _to_message(row: Any) -> DeliveryMessage:
    started_at = from_epoch(row.started_at) if row.started_at else None
    card = from_json(row.card, Card) if row.card else None
    return DeliveryMessage(row.number, row.key, DeliveryState(row.state), card, row.posted_as, started_at)
