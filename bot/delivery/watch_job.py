"""Notify people once when a lookup that they wait for has an answer."""

import asyncio
import datetime as dt
from collections.abc import Mapping

from bot.cards.answer_to_card import answer_to_card
from bot.cards.watch_cards import came_up_card
from bot.delivery.clock import Clock
from bot.delivery.deliver import in_time
from bot.delivery.protocol import Publisher, RetryLaterError
from bot.engine import Engine
from bot.errors import BotError, StoreError
from bot.event_log import EventLogger
from bot.model.answer_page import AnswerPage, page_to_lookup
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.watch import Watch
from bot.store.database import Database
from bot.store.watches import Watches

_log = EventLogger(__name__)
_LOOK_AGAIN = dt.timedelta(hours=1)


class WatchJob:
    """Look up what people wait for when recaps change, together with other processes on the same database."""

    name = "watches"
    every_seconds = 60.0

    def __init__(self, engine: Engine, database: Database, publishers: Mapping[str, Publisher], clock: Clock) -> None:
        """Notify people through the publishers, which may come and go."""
        self._engine = engine
        self._watches = Watches(database, clock.now)
        self._publishers = publishers
        self._clock = clock
        self._seen: tuple[frozenset[str], frozenset[str]] | None = None
        self._looked_at: dt.datetime | None = None

    async def tick(self) -> None:
        """Notify those whose lookups have an answer now; if the database is unreachable, the next tick tries again."""
        now, seen = self._clock.now(), (self._engine.recaps(), frozenset(self._publishers))
        is_recent = self._looked_at and dt.timedelta(0) <= now - self._looked_at < _LOOK_AGAIN
        if is_recent and seen == self._seen:
            return
        try:
            is_done = await self._look(list(self._publishers), now.date())
        except StoreError as fault:
            _log.warning("watches wait", reason=str(fault))
            return
        if is_done:
            self._seen, self._looked_at = seen, now

    async def close(self) -> None:
        """Do nothing: no tick leaves work behind."""

    async def _look(self, platforms: list[str], today: dt.date) -> bool:
        """Notify all whose lookups have an answer; return whether nobody has to be notified later."""
        told = [await self._tell(one, card) for one, card in await self._answered(platforms, today)]
        return all(told)

    async def _answered(self, platforms: list[str], today: dt.date) -> list[tuple[Watch, Card]]:
        watches = await self._watches.all(platforms) if platforms else []
        cards = {words: await asyncio.to_thread(self._card, words, today) for words in {one.words for one in watches}}
        return [(one, card) for one in watches if (card := cards[one.words])]

    def _card(self, words: str, today: dt.date) -> Card | None:
        answer = self._engine.look_up(page_to_lookup(AnswerPage(words), today))
        return came_up_card(words, answer_to_card(answer, AnswerPage(words))) if answer.matches else None

    async def _tell(self, watch: Watch, card: Card) -> bool:
        """Notify a person, unless another process does; retry if the platform did not accept it for certain."""
        if not await self._watches.take(watch):
            return True
        person = watch.person
        nowhere = Channel(person.platform, person.team, "")
        try:
            await in_time(self._publishers[person.platform].notify_user(nowhere, person.id, card))
        except RetryLaterError as busy:
            await self._watches.add(watch)
            _log.warning("notified later", platform=person.platform, reason=str(busy))
            return False
        except BotError as problem:
            _log.warning("not notified", platform=person.platform, reason=str(problem))
        return True
