"""Answer requests about digests in Slack, typed or made in a modal."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.channel_type import is_direct_message
from adapters.slack.digest_modal import Origin, notice_view, settings_view
from adapters.slack.listener_context import ListenerContext
from adapters.slack.profiles import timezone_of
from adapters.slack.responses import post_privately, render_private, responder, update_open_view
from bot.app.assistant import Failure
from bot.app.digest_services import DigestServices
from bot.cards.digest_notices import not_a_member_card, only_in_channels_card
from bot.event_log import EventLogger
from bot.model.card import Card
from bot.model.channel import Channel, Subscription
from bot.model.reply import Reply
from bot.model.request import Asker, Request

_log = EventLogger(__name__)
DOOR = "digest"
_IN_WINDOW = frozenset({"", "settings"})
_NOT_A_MEMBER = frozenset({"channel_not_found", "not_in_channel"})
_INVITE = "type /invite @kubecon here before the next digest is due"
# a window must be opened within 3 seconds: https://docs.slack.dev/reference/methods/views.open
_PATIENCE_SECONDS = 1.0
_LOADING = Card("Looking up what is set …", alt_text="Looking up what is set")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request about the digests of a channel; `trigger` opens a modal within 3 seconds."""

    person: str
    origin: Origin
    trigger: str = ""

    @property
    def channel(self) -> Channel:
        """Return the channel."""
        return self.origin.channel


def asked_in(team: str, channel: str, body: dict[str, Any], person: str) -> Asked:
    """Return the person and channel of a request; `body` is Slack's payload of a command or button."""
    return Asked(person, Origin(Channel("slack", team, channel), body["response_url"]), body["trigger_id"])


class DigestHandlers:
    """Answer requests about digests."""

    def __init__(self, context: ListenerContext, digests: DigestServices) -> None:
        self.context = context
        self.subscription_service = digests.subscription_service

    async def answer(self, client: AsyncWebClient, asked: Asked, words: str) -> None:
        """Do what is typed after the word digest, and show the reply only to that person."""
        if is_direct_message(asked.channel.id):
            await self._respond(asked, only_in_channels_card())
        elif words.casefold() not in _IN_WINDOW or not await self._open(client, asked):
            await self._answer_words(client, asked, words)

    async def _answer_words(self, client: AsyncWebClient, asked: Asked, words: str) -> None:
        async def work() -> Reply:
            asker = Asker(asked.channel, asked.person, await timezone_of(client, asked.person))
            return await self.context.assistant.answer(Request(f"digest {words}", asker=asker, via=DOOR))

        done = await self.context.attempt(DOOR, work)
        await self.send(client, asked, (done.card,) if isinstance(done, Failure) else done.cards)

    async def send(self, client: AsyncWebClient, asked: Asked, cards: Sequence[Card]) -> None:
        """Show one card only to one person, posted in the channel, which shows whether the bot may post there.

        A preview is several cards; a response address takes five messages, which is more than a digest has.
        """
        if len(cards) == 1 and await self._tell_in_channel(client, asked, cards[0]):
            return
        for card in cards:
            await self._respond(asked, card)

    async def _tell_in_channel(self, client: AsyncWebClient, asked: Asked, card: Card) -> bool:
        """Show the card in the channel of the digests, or that the bot is not a member; return whether it was shown."""
        try:
            await post_privately(client, asked.channel.id, asked.person, "", Reply(card))
        except SlackApiError as refused:
            if refused.response.get("error") not in _NOT_A_MEMBER or not await self._is_on(asked):
                return False
            await self._respond(asked, card)
            await self._respond(asked, not_a_member_card(_INVITE))
        except (ClientError, OSError):
            return False
        return True

    async def _is_on(self, asked: Asked) -> bool:
        on = await self.context.attempt(DOOR, lambda: self.subscription(asked))
        return not isinstance(on, Failure) and on[1]

    async def _respond(self, asked: Asked, card: Card) -> None:
        respond = responder(self.context.session, asked.origin.answer_url)
        await respond(render_private(Reply(card)), response_type="ephemeral")

    async def _open(self, client: AsyncWebClient, asked: Asked) -> bool:
        """Open the modal at once, even if loading the settings takes long; return whether Slack opened it."""
        drawing = asyncio.create_task(self._draw(client, asked))
        done, _ = await asyncio.wait({drawing}, timeout=_PATIENCE_SECONDS)
        first = drawing.result() if done else notice_view([_LOADING])
        try:
            opened = await client.views_open(trigger_id=asked.trigger, view=first)
        except (SlackApiError, ClientError, OSError) as fault:
            drawing.cancel()
            error = fault.response.get("error") if isinstance(fault, SlackApiError) else type(fault).__name__
            _log.warning("window not opened", error=str(error))
            return False
        if not done:
            await update_open_view(client, opened["view"]["id"], await drawing)
        return True

    async def _draw(self, client: AsyncWebClient, asked: Asked) -> dict[str, Any]:
        async def work() -> dict[str, Any]:
            subscription, is_on = await self.subscription(asked, await timezone_of(client, asked.person))
            standing = self.subscription_service.standing(subscription, is_on=is_on)
            often = await self.subscription_service.asked_topics(subscription)
            return settings_view(asked.origin, subscription, standing, often, is_on=is_on)

        drawn = await self.context.attempt(DOOR, work)
        return notice_view([drawn.card]) if isinstance(drawn, Failure) else drawn

    async def subscription(self, asked: Asked, timezone: str = "") -> tuple[Subscription, bool]:
        """Return the subscription of the channel, or a new one for this person, and whether it is active."""
        subscription, is_on = await self.subscription_service.subscription(asked.channel, asked.person, timezone)
        return replace(subscription, by=asked.person), is_on
