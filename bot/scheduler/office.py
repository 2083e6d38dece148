"""Where people ask for digests: what a channel gets, a look at the next one, and posting one at once."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from bot.answers.answer import Lookup
from bot.cards.card import Card
from bot.cards.digest_notices import (
    nothing_card,
    off_card,
    posting_card,
    puzzle_card,
    settings_card,
    subscribed_card,
    unsubscribed_card,
)
from bot.digests.digest import Nothing
from bot.digests.due import next_due, on_demand
from bot.digests.due_date import Due
from bot.digests.subscription import Place, Subscription
from bot.digests.typed import Action, Puzzle, Wish, read_topics, read_wish
from bot.digests.zones import known_timezone
from bot.engine import Engine
from bot.scheduler.clock import Clock
from bot.scheduler.writing import write_digest
from bot.store.database import Database
from bot.store.delivery import Delivery
from bot.store.ledger import Ledger
from bot.store.shown import Memory
from bot.store.subscriptions import Subscriptions


class Office:
    """Answer what people ask about digests; `timezone` is the one of those whose own is not known."""

    def __init__(self, engine: Engine, database: Database, clock: Clock, timezone: str) -> None:
        self._engine = engine
        self._subscriptions = Subscriptions(database)
        self._ledger = Ledger(database, "office")
        self._memory = Memory(database)
        self._clock = clock
        self._timezone = timezone

    async def subscription(self, place: Place, person: str, timezone: str = "") -> tuple[Subscription, bool]:
        """Return a channel's subscription, or what a new one begins as; and whether it is in force."""
        kept = await self._subscriptions.get(place)
        zone = known_timezone(timezone) or self._timezone
        fresh = Subscription(place, person, self._clock.now(), timezone=zone)
        return kept or fresh, kept is not None and not kept.paused

    async def answer(self, place: Place, person: str, typed: str, timezone: str = "") -> tuple[Card, ...]:
        """Do what is typed after the word digest, and say so."""
        before, is_on = await self.subscription(place, person, timezone)
        wish = read_wish(typed, replace(before, by=person))
        if isinstance(wish, Puzzle):
            return (puzzle_card(wish.typed, await asyncio.to_thread(self._meant, wish)),)
        return await self._act(replace(wish, subscription=await self._parted(wish.subscription)), is_on=is_on)

    async def _act(self, wish: Wish, *, is_on: bool) -> tuple[Card, ...]:
        if wish.action is Action.SUBSCRIBE:
            return (await self.subscribe(wish.subscription),)
        if wish.action is Action.OFF:
            return (await self.unsubscribe(wish.subscription.place),)
        if wish.action is Action.PREVIEW:
            return await self.preview(wish.subscription)
        if is_on and wish.action is Action.NOW:
            return (await self.post_now(wish.subscription),)
        return (self.standing(wish.subscription, is_on=is_on),)

    def standing(self, subscription: Subscription, *, is_on: bool) -> Card:
        """Say what a channel gets now."""
        return settings_card(subscription, self._next(subscription)) if is_on else off_card(subscription)

    async def subscribe(self, subscription: Subscription) -> Card:
        """Post digests into a channel from now on, as the subscription says."""
        wanted = replace(subscription, paused="")
        due = self._next(wanted)
        await self._subscriptions.put(wanted, due.at if due else None)
        return subscribed_card(wanted, due, await asyncio.to_thread(self._unknown, wanted.topics))

    async def unsubscribe(self, place: Place) -> Card:
        """Post no digests into a channel any more."""
        before = await self._subscriptions.get(place)
        return unsubscribed_card(before if await self._subscriptions.remove(place) else None)

    async def preview(self, subscription: Subscription, at: dt.datetime | None = None) -> tuple[Card, ...]:
        """Return the messages of the digest that would be posted at a moment, else of the next one."""
        coming = self._next(subscription)
        due = on_demand(subscription, self._engine.editions, at) if at else coming or Due(self._clock.now())
        written = await write_digest(self._engine, self._memory, subscription, due)
        return (nothing_card(written.reason),) if isinstance(written, Nothing) else written[1]

    async def post_now(self, subscription: Subscription) -> Card:
        """Have a digest posted at once, if there is any; asked for twice within a minute, it is posted once."""
        minute = self._clock.now().replace(second=0, microsecond=0)
        due = on_demand(subscription, self._engine.editions, minute)
        written = await write_digest(self._engine, self._memory, subscription, due)
        if isinstance(written, Nothing):
            return nothing_card(written.reason)
        return posting_card(is_first=await self._ledger.plan_extra(subscription.place, due))

    async def all(self) -> list[tuple[Subscription, dt.datetime | None]]:
        """Return every subscription with when it is due next."""
        return await self._subscriptions.all()

    async def last_delivery(self, place: Place) -> Delivery | None:
        """Return what became of a channel's latest digest, None where it has had none."""
        return next(iter(await self._ledger.of(place)), None)

    def _next(self, subscription: Subscription) -> Due | None:
        return next_due(subscription, self._engine.editions, self._clock.now())

    def _meant(self, puzzle: Puzzle) -> tuple[str, ...]:
        """Return the line with the word topics put where it is missing, if what follows names any."""
        is_topic = bool(puzzle.rest) and self._names(puzzle.rest) > 0
        return (f"{puzzle.before} topics {puzzle.rest}".strip(),) if is_topic else ()

    def _unknown(self, topics: Iterable[str]) -> list[str]:
        """Return the topics that the recaps say nothing about."""
        return [topic for topic in topics if not self._engine.look_up(Lookup(topic, limit=1)).matches]

    async def _parted(self, subscription: Subscription) -> Subscription:
        """Take "dra and cilium" for two topics, since each is one; there are names that hold the word, too."""
        parted = await asyncio.to_thread(lambda: [name for topic in subscription.topics for name in self._part(topic)])
        return replace(subscription, topics=read_topics(",".join(parted)))

    def _part(self, topic: str) -> list[str]:
        names = re.split(r" (?:and|&) ", topic)
        is_several = len(names) > 1 and self._names(topic) != 1 and all(map(self._names, names))
        return names if is_several else [topic]

    def _names(self, words: str) -> int:
        """Return how many topics are named."""
        return len(self._engine.look_up(Lookup(words, limit=1)).topics)
