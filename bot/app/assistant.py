"""Answer requests from every platform; errors become replies, too."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from cachetools import LRUCache

from bot.app.anonymize_miss import name_meant
from bot.app.build_reply import reply, reply_to_text, step
from bot.app.digest_request import changes_digests, words_about_digests, words_of
from bot.app.engine_protocol import Knowledge
from bot.app.fault_log import note_fault
from bot.app.front_page import FrontPage, make_front_page
from bot.app.update_switch import UpdateSwitch, is_about_updates
from bot.cards.digest_notices import elsewhere_card, unchanged_card
from bot.cards.entry_card import entry_card
from bot.cards.linked_talk_card import linked_talk_card
from bot.cards.notices import help_card, internal_error_card, unavailable_card
from bot.cards.update_settings_card import OFFER
from bot.digests.timezones import find_timezones
from bot.errors import BotError
from bot.model.answer_page import AnswerPage, page_to_lookup, page_to_value, value_to_page
from bot.model.card import Card
from bot.model.channel import Channel, Subscription
from bot.model.how_to_ask import PLAIN, HowToAsk
from bot.model.reply import Reply
from bot.model.request import Asker, Request
from bot.model.suggestion import Suggestion

if TYPE_CHECKING:  # which opens databases, and takes longer to load than a lookup takes
    from bot.app.miss_service import MissService
    from bot.app.saved_recap_service import SavedRecapService

_Done = TypeVar("_Done")
_ABOUT = "about"
_HELP = help_card()
_REMEMBERED = 10_000  # conversations


class DigestAnswerer(Protocol):
    """Answer requests about digests."""

    async def answer(self, channel: Channel, person: str, typed: str, timezone: str = "") -> tuple[Card, ...]:
        """Do what is typed after the word digest, and return cards; raise BotError if that is not possible now."""

    def count_lookup(self, channel: Channel, topics: Sequence[str]) -> None:
        """Count the topics of a lookup while its answer is on its way."""

    async def settings(self, channel: Channel, person: str, timezone: str = "") -> tuple[Subscription, Card]:
        """Return a channel's subscription, or a new one, and the card with its state; raise BotError if unknown."""


@dataclass(frozen=True, slots=True)
class Failure:
    """The card for work that failed; `fault` is the id in the log, "" if there is nothing in the log."""

    card: Card
    fault: str = ""


class Assistant:
    """Answer requests without blocking the event loop; `today` returns the day.

    Without `digests`, requests about digests are answered with where to get them; without `updates`, help does not
    mention them; without `misses`, lookups without an answer are not counted. `takes_feedback` asks whether an answer
    helped.
    """

    def __init__(  # noqa: PLR0913 - all but two are optional, and depend on where the bot runs
        self,
        engine: Knowledge,
        today: Callable[[], dt.date],
        digests: DigestAnswerer | None = None,
        updates: UpdateSwitch | None = None,
        misses: "MissService | None" = None,
        *,
        takes_feedback: bool = False,
        saved_recap_service: "SavedRecapService | None" = None,
    ) -> None:
        self._engine = engine
        self._misses = misses
        self.saved_recap_service = saved_recap_service
        self._takes_feedback = takes_feedback and misses is not None
        self._updates = updates
        self._today = today
        self.how_to_ask = PLAIN
        self._digests = digests
        self._pages: LRUCache[tuple[str, ...], AnswerPage] = LRUCache(_REMEMBERED)

    def at(self, how: HowToAsk) -> Self:
        """Return the same assistant for a platform with another way to ask, which its help shows."""
        there = copy(self)
        there.how_to_ask = how
        return there

    @property
    def offers_updates(self) -> bool:
        """Return whether weekly updates are off, and people who set up the bot may turn them on."""
        return self._updates is not None and self._updates.is_offered()

    @property
    def has_digests(self) -> bool:
        """Return whether digests can be asked for."""
        return self._digests is not None

    async def answer(self, request: Request) -> Reply:
        """Answer a request; if anything goes wrong, the reply says so."""
        done = await self.attempt(lambda: self._answer(request), request.via)
        return Reply(done.card, fault=done.fault) if isinstance(done, Failure) else done

    async def attempt(self, work: Callable[[], Awaitable[_Done]], via: str = "") -> _Done | Failure:
        """Return the result of some work, or the card to show if it fails."""
        try:
            return await work()
        except BotError as problem:
            return Failure(unavailable_card(str(problem)))
        except Exception as problem:  # noqa: BLE001 - the only place: people get a reply after any error
            fault = note_fault(problem, via)
            return Failure(internal_error_card(fault), fault)

    async def suggest(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` topics, talks and speakers that a person may be about to type."""
        return await asyncio.to_thread(self._engine.suggest, typed, limit)

    async def suggest_kinds(self, typed: str, each: int) -> tuple[Suggestion, ...]:
        """Return up to `each` names of each kind that a person may be about to type, events too."""
        return await asyncio.to_thread(self._engine.suggest_kinds, typed, each)

    async def front_page(self) -> FrontPage:
        """Return what the page shows before anything is typed."""
        return await asyncio.to_thread(make_front_page, self._engine, self._today())

    async def suggest_events(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` events that a person may be about to name, the newest first."""
        return await asyncio.to_thread(self._engine.suggest_events, typed, limit)

    async def suggest_timezones(self, typed: str, limit: int) -> tuple[str, ...]:
        """Return up to `limit` time zones that complete what is being typed."""
        return await asyncio.to_thread(find_timezones, typed, limit)

    async def entry(self, key: str) -> Card | None:
        """Return one entry, by the key of an item on a card; None if the entry no longer exists."""
        found = await asyncio.to_thread(self._engine.entry, key)
        return entry_card(found) if found else None

    async def talk_at(self, address: str) -> Card | None:
        """Return what is known of the talk that a link leads to; None if no talk is known there."""
        found = await asyncio.to_thread(self._engine.talk_at, address)
        return linked_talk_card(found) if found else None

    async def digest_settings(self, asker: Asker) -> tuple[Subscription, Card] | Failure:
        """Return the settings of a channel's digests, and the card with their state."""
        if self._digests is None:
            return Failure(elsewhere_card())
        reading = partial(self._digests.settings, asker.channel, asker.person, asker.timezone)
        return await self.attempt(reading, "digest")

    async def note_feedback(self, value: str, *, is_helpful: bool) -> None:
        """Count that an answer, given by its page's value, did not help; nothing is stored about one that did."""
        if self._misses and not is_helpful:
            answer = await asyncio.to_thread(self._engine.look_up, page_to_lookup(value_to_page(value), self._today()))
            self._misses.note_unhelpful(name_meant(answer))

    def last_page(self, conversation: tuple[str, ...]) -> AnswerPage | None:
        """Return the page that a conversation showed last, None if it is not remembered."""
        return self._pages.get(conversation)

    async def _answer(self, request: Request) -> Reply:
        words = words_about_digests(request)
        if self._digests and request.asker and words is not None:
            first, *others = await self._answer_about_digests(self._digests, request.asker, words)
            return Reply(first, thread=tuple(others))
        card = await self._answer_command(request)
        return Reply(card) if card else await self._answer_lookup(request)

    async def _answer_command(self, request: Request) -> Card | None:
        """Answer a command by its name; return None for a lookup."""
        if self._updates and is_about_updates(request):
            return await asyncio.to_thread(self._updates.answer, request)
        features = (self._misses, self._misses and self._misses.watch_service, self.saved_recap_service)
        feature = next((one for one in features if one and one.is_asked(request)), None)
        return await feature.answer(request) if feature else None

    async def _answer_lookup(self, request: Request) -> Reply:
        said = await asyncio.to_thread(self._look_up, request, request.before or self.last_page(request.conversation))
        if request.conversation and said.page:
            self._pages[request.conversation] = said.page
        if self.saved_recap_service:
            said = await self.saved_recap_service.extend(said, request)
        if self._digests and request.channel and said.topics:
            self._digests.count_lookup(request.channel, said.topics)
        if self._misses:
            self._misses.note(said)
            said = self._misses.watch_service.offer(said, request)
        return self._asking_for_feedback(said)

    def _asking_for_feedback(self, said: Reply) -> Reply:
        if self._takes_feedback and said.page and said.is_shareable:
            return replace(said, feedback=page_to_value(said.page))
        return said

    async def _answer_about_digests(self, digests: DigestAnswerer, asker: Asker, words: str) -> tuple[Card, ...]:
        if changes_digests(words) and not asker.may_change:
            return (unchanged_card(),)
        return await digests.answer(asker.channel, asker.person, words, asker.timezone)

    def _look_up(self, request: Request, before: AnswerPage | None) -> Reply:
        said = self._answer_now(request, before)
        if self._updates and words_of(request) == _ABOUT and self._updates.is_offered():
            return replace(said, card=replace(said.card, actions=(*said.card.actions, OFFER)))
        if said.card == _HELP:
            return replace(said, card=help_card(self.how_to_ask))
        return said

    def _answer_now(self, request: Request, before: AnswerPage | None) -> Reply:
        if request.text:
            return reply_to_text(self._engine, request.text)
        if request.button:
            return step(self._engine, request.button, self._today())
        return reply(self._engine, request.typed, before, self._today(), request.limit)
