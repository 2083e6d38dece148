"""Let people ask for a message when something comes up."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from bot.app.anonymize_miss import anonymize_miss
from bot.app.engine_protocol import Knowledge
from bot.cards.watch_cards import (
    UNWATCH,
    WATCH,
    WATCHING,
    answered_already_card,
    is_about_watching,
    not_kept_card,
    offer_watch,
    too_many_card,
    unwatched_card,
    watches_card,
    watching_card,
)
from bot.model.answer_page import AnswerPage, page_to_lookup, value_to_page
from bot.model.card import Card
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.watch import Person, Watch
from bot.store.database import Database
from bot.store.watches import Watches


class WatchService:
    """Store what people wait for, except what may be a message or a secret."""

    def __init__(self, engine: Knowledge, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._engine = engine
        self._watches = Watches(database, now)
        self._now = now

    def is_asked(self, request: Request) -> bool:
        """Return whether somebody who can be notified asks for that, or no longer."""
        return request.person is not None and is_about_watching(_words_of(request))

    async def answer(self, request: Request) -> Card:
        """Do what is asked, and return a card; raise StoreError if it cannot be stored."""
        typed = _words_of(request)
        if request.person is None or typed.casefold() == WATCHING:
            return watches_card(await self._watches.of(request.person) if request.person else ())
        if typed.casefold().startswith(UNWATCH):
            words = typed[len(UNWATCH) :].strip()
            return unwatched_card(words, was_there=await self._watches.take(Watch(request.person, words)))
        return await self._watch(request.person, typed[len(WATCH) :].strip())

    def offer(self, reply: Reply, request: Request) -> Reply:
        """Offer to notify the asker of an unanswered lookup, if possible."""
        if not (reply.miss and reply.page and request.person):
            return reply
        return replace(reply, card=offer_watch(reply.card, reply.page.words))

    async def _watch(self, person: Person, words: str) -> Card:
        lookup = page_to_lookup(AnswerPage(words), self._now().date())
        answer = await asyncio.to_thread(self._engine.look_up, lookup)
        if not anonymize_miss(answer):
            return answered_already_card(words) if answer.matches else not_kept_card()
        is_kept = await self._watches.add(Watch(person, words))
        return watching_card(words) if is_kept else too_many_card()


def _words_of(request: Request) -> str:
    words = value_to_page(request.button).words if request.button else request.typed
    return " ".join(words.split())
