"""Manage subscriptions: show and change a channel's settings, preview a digest, post one now."""

import asyncio
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.app.background import Background
from bot.app.digest_request import DigestForm, FormAction
from bot.cards.digest_notices import (
    digest_coming_card,
    follow_card,
    not_understood_card,
    nothing_card,
    off_card,
    settings_card,
    subscribed_card,
    unsubscribed_card,
)
from bot.delivery.clock import Clock
from bot.delivery.compose_for_channel import compose_for_channel
from bot.digests.parse_command import DigestCommand, DigestVerb, ParseFailure, parse_command, read_topics
from bot.digests.recurrence import next_due_digest, on_demand
from bot.digests.timezones import known_timezone
from bot.engine import Engine
from bot.errors import StoreError
from bot.model.card import Card
from bot.model.channel import Channel, Subscription
from bot.model.delivery import Delivery
from bot.model.digest import EmptyDigest
from bot.model.due_digest import DueDigest
from bot.model.lookup import Lookup
from bot.model.request import Asker
from bot.store.asked_topics import AskedTopics
from bot.store.database import Database
from bot.store.ledger import Ledger
from bot.store.seen_entries import SeenEntries
from bot.store.subscriptions import Subscriptions

_ASKED = 3  # topics offered


class SubscriptionService:
    """Answer requests about digests; `timezone` is the default if a person's is not known."""

    def __init__(self, engine: Engine, database: Database, clock: Clock, timezone: str) -> None:
        self._engine = engine
        self._subscriptions = Subscriptions(database)
        self._ledger = Ledger(database, "subscriptions")
        self._seen_entries = SeenEntries(database)
        self._asked_topics = AskedTopics(database)
        self._background = Background()
        self._clock = clock
        self._timezone = timezone

    async def subscription(self, channel: Channel, person: str, timezone: str = "") -> tuple[Subscription, bool]:
        """Return a channel's subscription, or a new one, and whether it is active."""
        kept = await self._subscriptions.get(channel)
        zone = known_timezone(timezone) or self._timezone
        fresh = Subscription(channel, person, self._clock.now(), timezone=zone)
        return kept or fresh, kept is not None and not kept.paused

    async def answer(self, channel: Channel, person: str, typed: str, timezone: str = "") -> tuple[Card, ...]:
        """Do what is typed after the word digest, and return cards."""
        before, is_on = await self.subscription(channel, person, timezone)
        command = parse_command(typed, replace(before, by=person))
        if isinstance(command, ParseFailure):
            return (not_understood_card(command.typed, await asyncio.to_thread(self._meant, command)),)
        return await self._act(replace(command, subscription=await self._parted(command.subscription)), is_on=is_on)

    async def _act(self, command: DigestCommand, *, is_on: bool) -> tuple[Card, ...]:
        if command.action is DigestVerb.SUBSCRIBE:
            return (await self.subscribe(command.subscription),)
        if command.action is DigestVerb.OFF:
            return (await self.unsubscribe(command.subscription.channel),)
        if command.action is DigestVerb.PREVIEW:
            return await self.preview(command.subscription)
        if command.action is DigestVerb.FOLLOW:
            return (follow_card(command.subscription, self._next(command.subscription)),)
        if not is_on:
            return (off_card(command.subscription, await self.asked_topics(command.subscription)),)
        is_now = command.action is DigestVerb.NOW
        return (await (self.post_now if is_now else self._settings)(command.subscription),)

    async def _settings(self, subscription: Subscription) -> Card:
        """Build the card of a channel's settings, and offer topics that are often looked up but not subscribed."""
        asked = await self.asked_topics(subscription)
        return settings_card(subscription, self._next(subscription), asked)

    async def asked_topics(self, subscription: Subscription) -> list[tuple[str, int]]:
        """Return the topics that were looked up most in a channel and are not among those it gets, with the counts."""
        asked = await self._asked_topics.most_asked(subscription.channel, _ASKED + len(subscription.topics))
        known = await asyncio.to_thread(self._topics_of, subscription)
        return [(topic, times) for topic, times in asked if topic not in known][:_ASKED]

    def count_lookup(self, channel: Channel, topics: Sequence[str]) -> None:
        """Count the topics of a lookup in a channel, in the background."""
        self._background.start(self._count(channel, topics))

    async def _count(self, channel: Channel, topics: Sequence[str]) -> None:
        """Count the topics; a failure is logged only."""
        with suppress(StoreError):
            await self._asked_topics.count(channel, topics)

    async def finish(self) -> None:
        """Wait for the counts under way, before the database is closed."""
        await self._background.finish()

    def standing(self, subscription: Subscription, *, is_on: bool) -> Card:
        """Build the card of a channel's current settings."""
        return settings_card(subscription, self._next(subscription)) if is_on else off_card(subscription)

    async def settings(self, channel: Channel, person: str, timezone: str = "") -> tuple[Subscription, Card]:
        """Return a channel's subscription, or a new one, and the card of its current settings."""
        subscription, is_on = await self.subscription(channel, person, timezone)
        return subscription, self.standing(subscription, is_on=is_on)

    async def subscribe(self, subscription: Subscription) -> Card:
        """Post digests into a channel from now on, as the subscription says."""
        wanted = replace(subscription, paused="")
        due = self._next(wanted)
        await self._subscriptions.put(wanted, due.at if due else None)
        return subscribed_card(wanted, due, await asyncio.to_thread(self._unknown, wanted.topics))

    async def unsubscribe(self, channel: Channel) -> Card:
        """Post no digests into a channel any more."""
        before = await self._subscriptions.get(channel)
        return unsubscribed_card(before if await self._subscriptions.remove(channel) else None)

    async def preview(self, subscription: Subscription, at: dt.datetime | None = None) -> tuple[Card, ...]:
        """Return the messages of the digest that would be posted at a moment, else of the next one."""
        coming = self._next(subscription)
        due = on_demand(subscription, self._engine.editions, at) if at else coming or DueDigest(self._clock.now())
        written = await compose_for_channel(self._engine, self._seen_entries, subscription, due)
        return (nothing_card(written.reason),) if isinstance(written, EmptyDigest) else written[1]

    def about(self, subscription: Subscription, topics: str) -> Subscription:
        """Return a subscription with the typed topics, separated by commas; "" leaves it unchanged."""
        return replace(subscription, topics=read_topics(topics) or subscription.topics)

    async def post_now(self, subscription: Subscription) -> Card:
        """Schedule a digest for now if there is anything to post; two requests within a minute post it once."""
        minute = self._clock.now().replace(second=0, microsecond=0)
        due = on_demand(subscription, self._engine.editions, minute)
        written = await compose_for_channel(self._engine, self._seen_entries, subscription, due)
        if isinstance(written, EmptyDigest):
            return nothing_card(written.reason)
        return digest_coming_card(is_first=await self._ledger.plan_extra(subscription.channel, due))

    async def submit(self, action: FormAction, asker: Asker, form: DigestForm) -> tuple[Card, ...]:
        """Do what a button of the form says, with the subscription as the form changes it."""
        before, is_on = await self.subscription(asker.channel, asker.person, asker.timezone)
        if action is FormAction.OFF or (action is FormAction.NOW and not is_on):
            return await self.answer(asker.channel, asker.person, action)
        wanted = form.change(replace(before, by=asker.person))
        if action is FormAction.PREVIEW:
            return await self.preview(wanted)
        said = await self.subscribe(wanted)
        return (await self.post_now(wanted) if action is FormAction.NOW else said,)

    async def all(self) -> list[tuple[Subscription, dt.datetime | None]]:
        """Return every subscription with when it is due next."""
        return await self._subscriptions.all()

    async def last_delivery(self, channel: Channel) -> Delivery | None:
        """Return the state of a channel's latest digest, None if it has had none."""
        return next(iter(await self._ledger.of(channel)), None)

    def _next(self, subscription: Subscription) -> DueDigest | None:
        return next_due_digest(subscription, self._engine.editions, self._clock.now())

    def _meant(self, failure: ParseFailure) -> tuple[str, ...]:
        """Return the line with the missing word "topics", if the words after it name any."""
        is_topic = bool(failure.rest) and self._names(failure.rest) > 0
        return (f"{failure.before} topics {failure.rest}".strip(),) if is_topic else ()

    def _unknown(self, topics: Iterable[str]) -> list[str]:
        """Return the topics that no recap mentions."""
        return [topic for topic in topics if not self._engine.look_up(Lookup(topic, limit=1)).matches]

    async def _parted(self, subscription: Subscription) -> Subscription:
        """Read "dra and cilium" as two topics if each is one; some names contain "and"."""
        parted = await asyncio.to_thread(lambda: [name for topic in subscription.topics for name in self._part(topic)])
        return replace(subscription, topics=read_topics(",".join(parted)))

    def _part(self, topic: str) -> list[str]:
        names = re.split(r" (?:and|&) ", topic)
        is_several = len(names) > 1 and self._names(topic) != 1 and all(map(self._names, names))
        return names if is_several else [topic]

    def _names(self, words: str) -> int:
        """Return how many topics are named."""
        return len(self._engine.find_topics(words))

    def _topics_of(self, subscription: Subscription) -> set[str]:
        return {topic.name for words in subscription.topics for topic in self._engine.find_topics(words)}
