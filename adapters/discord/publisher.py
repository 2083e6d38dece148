"""Post digests in Discord; each message has its key in a component's id, and as a nonce where there is one."""

import asyncio
import datetime as dt
import re
from collections import deque
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from typing import Any, Literal, TypeVar

import aiohttp
import discord
from cachetools import TTLCache

from adapters.discord.forum_posts import FORUM, create_post, find_post
from adapters.discord.render import MessageControls, render_card
from bot.cards.text import shorten
from bot.delivery.protocol import ChannelGoneError, MessageRejectedError, OutcomeUnknownError, RetryLaterError
from bot.event_log import EventLogger
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage

_log = EventLogger(__name__)
_BEFORE = dt.timedelta(minutes=2)  # what two clocks may differ
_READ_AT_LEAST = 100  # a page; the clock may have been wrong at `since`
_READ_AT_MOST = 1000
_THREAD_NAME_LENGTH = 100
_THREADS_KNOWN = _PLACES_KNOWN = 1000
_KNOWN_SECONDS = 3600.0  # a text channel can become one for announcements
_ANNOUNCEMENTS = discord.ChannelType.news.value
_ARCHIVED_AFTER_MINUTES: Literal[10080] = 10080  # a week
_WAIT_SECONDS = 60.0
_AWAY_SECONDS = 5.0
_NUMBER = re.compile(r"\d+(\.\d+)?")
_LARGEST_ID = 2**31 - 1  # https://discord.com/developers/docs/components/reference#anatomy-of-a-component
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_CHANNEL = 10003
_NOT_LET_IN = frozenset({50001, 50013})
_DONE_BEFORE = frozenset({160004, 40033})  # it has a thread; it is published
_BUSY = {401: "refuses the token", 429: "asks to wait"}
_REFUSED = frozenset({400, 403, 404})

_Asked = TypeVar("_Asked")


class DiscordPublisher:
    """Post digests in Discord."""

    platform = "discord"

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._threads: deque[str] = deque(maxlen=_THREADS_KNOWN)
        self._places: TTLCache[str, Mapping[str, Any]] = TTLCache(_PLACES_KNOWN, _KNOWN_SECONDS)

    async def post(self, outgoing: OutgoingMessage) -> str:
        """Post a message, in its parent's thread if it has one, creating it for the first; return its id.

        In a forum, the parent is a post; in an announcement channel, it is published to the servers that follow it.
        """
        self._check_connection()
        place = await self._place(outgoing.channel)
        if place["type"] == FORUM:
            return await self._post_in_forum(outgoing, place)
        posted_as = await self._post_in_channel(outgoing)
        await self._publish(outgoing, place, posted_as)
        return posted_as

    async def _place(self, channel: Channel) -> Mapping[str, Any]:
        """Return the channel as Discord describes it, the same for an hour."""
        if (known := self._places.get(channel.id)) is None:
            known = self._places[channel.id] = await _ask(self._client.http.get_channel(int(channel.id)), channel)
        return known

    async def _post_in_forum(self, outgoing: OutgoingMessage, forum: Mapping[str, Any]) -> str:
        view = _draw_marked(outgoing)
        if not outgoing.thread:
            return await _ask(create_post(self._client.http, _title(outgoing), view, forum), outgoing.channel)
        try:
            return await self._send(outgoing, view)
        except _NoChannelError:
            self._places.pop(outgoing.channel.id, None)
            await self._place(outgoing.channel)  # raises if the forum is gone
            raise MessageRejectedError("the post of the digest was deleted") from None

    async def _publish(self, outgoing: OutgoingMessage, place: Mapping[str, Any], posted_as: str) -> None:
        """Publish a parent in an announcement channel; twice does no harm, and what is refused stays unpublished."""
        if outgoing.thread or place["type"] != _ANNOUNCEMENTS:
            return
        try:
            await _ask(self._client.http.publish_message(int(outgoing.channel.id), int(posted_as)), outgoing.channel)
        except _DoneBeforeError:
            return
        except RetryLaterError as busy:
            raise OutcomeUnknownError(str(busy)) from None  # the message is there, and must be found again
        except (ChannelGoneError, MessageRejectedError) as refused:
            _log.warning("announcement not published", channel=outgoing.channel.id, reason=str(refused))

    async def _post_in_channel(self, outgoing: OutgoingMessage) -> str:
        is_known = outgoing.thread in self._threads
        if outgoing.thread and not is_known:
            await self._open_thread(outgoing)
        try:
            return await self._send(outgoing, _draw_marked(outgoing))
        except _NoChannelError:
            if not outgoing.thread:
                raise
            if not is_known:
                raise MessageRejectedError("the thread of the digest was deleted") from None
            self._threads.remove(outgoing.thread)
            # creating the thread again shows whether the channel or only the thread is gone
        return await self._post_in_channel(outgoing)

    async def _send(self, outgoing: OutgoingMessage, view: discord.ui.LayoutView) -> str:
        """Send a message and return its id.

        Discord gives the first message again to who sends the same nonce (25 letters at most) within a few minutes:
        https://discord.com/developers/docs/resources/message#create-message
        """
        sending = self._room(outgoing).send(view=view, nonce=outgoing.key, silent=True, suppress_embeds=True)
        return str((await _ask(sending, outgoing.channel)).id)

    async def _open_thread(self, outgoing: OutgoingMessage) -> None:
        """Make the parent's thread; its id is the parent's own."""
        name = _title(outgoing)
        # the library's own way needs the server in its cache, which it is only while the bot is connected
        made = self._client.http.start_thread_with_message(
            int(outgoing.channel.id), int(outgoing.thread), name=name, auto_archive_duration=_ARCHIVED_AFTER_MINUTES
        )
        with suppress(_DoneBeforeError):
            await _ask(made, outgoing.channel)
        self._threads.append(outgoing.thread)

    async def find_posted(self, outgoing: OutgoingMessage, since: dt.datetime) -> str:
        """Read the channel, or the thread, back to shortly before `since`, a page at least, and look for the key."""
        self._check_connection()
        try:
            place = await self._place(outgoing.channel)
            posted_as = await _ask(self._find(outgoing, place, since - _BEFORE), outgoing.channel)
        except ChannelGoneError:
            if outgoing.thread:
                return ""  # the thread was not made yet; whether the channel is gone shows when it is
            raise
        if posted_as:
            await self._publish(outgoing, place, posted_as)
        return posted_as

    async def _find(self, outgoing: OutgoingMessage, place: Mapping[str, Any], oldest: dt.datetime) -> str:
        if place["type"] == FORUM and not outgoing.thread:
            return await find_post(self._client, outgoing, _title(outgoing), _mark(outgoing.key), oldest)
        return await self._look(outgoing, oldest)

    async def _look(self, outgoing: OutgoingMessage, oldest: dt.datetime) -> str:
        number, mark = 0, _mark(outgoing.key)
        async for message in self._room(outgoing).history(limit=_READ_AT_MOST, oldest_first=False):
            is_own = self._client.user is not None and message.author.id == self._client.user.id
            if is_own and any(getattr(part, "id", None) == mark for part in message.components):
                return str(message.id)
            number += 1
            if number >= _READ_AT_LEAST and message.created_at < oldest:
                break
        return ""

    async def notify_user(self, place: Channel, person: str, card: Card) -> None:
        """Send a person a direct message."""

        async def send() -> None:
            user = await self._client.fetch_user(int(person))
            await user.send(view=_draw(card))

        self._check_connection()
        await _ask(send(), place)

    def _check_connection(self) -> None:
        if self._client.is_closed():
            raise RetryLaterError("Discord is not connected", _AWAY_SECONDS)

    def _room(self, outgoing: OutgoingMessage) -> discord.PartialMessageable:
        where = int(outgoing.thread or outgoing.channel.id)
        return self._client.get_partial_messageable(where, guild_id=int(outgoing.channel.team))


class _NoChannelError(ChannelGoneError):
    """Raised if Discord does not know a channel or thread any more."""


class _DoneBeforeError(Exception):
    """Raised if a message has a thread, or is published, already."""


async def _ask(request: Coroutine[Any, Any, _Asked], place: Channel) -> _Asked:
    """Wait for a request without cancelling it: cancelled during a global rate limit, the library would wait for ever.

    One that nobody waits for any more may still post; it bears the same nonce as the next try.
    """
    asked = asyncio.create_task(request)
    asked.add_done_callback(lambda done: done.cancelled() or done.exception())  # or its fault would be logged
    try:
        return await asyncio.shield(asked)
    except discord.HTTPException as refused:
        raise _why(refused, place) from None
    except discord.RateLimited as busy:
        raise RetryLaterError("Discord asks to wait", busy.retry_after) from None
    except (discord.DiscordException, aiohttp.ClientError, OSError) as lost:
        raise OutcomeUnknownError(f"Discord's answer was lost ({type(lost).__name__})") from None


def _why(refused: discord.HTTPException, place: Channel) -> Exception:
    if refused.code in _DONE_BEFORE:
        return _DoneBeforeError()
    if refused.status in _BUSY:
        header = refused.response.headers.get("Retry-After") or ""
        wait_seconds = float(header) if _NUMBER.fullmatch(header) else _WAIT_SECONDS
        return RetryLaterError(f"Discord {_BUSY[refused.status]}", wait_seconds)
    if refused.code in _NOT_LET_IN:
        return ChannelGoneError(f"Discord does not let the bot write in <#{place.id}>, or make a thread there")
    if refused.code == _UNKNOWN_CHANNEL:
        return _NoChannelError(f"Discord's channel {place.id} is gone")
    if refused.status in _REFUSED and refused.code:  # without a code it was not Discord that answered
        return MessageRejectedError(f"Discord does not take a message ({refused.status}, {refused.code})")
    return OutcomeUnknownError(f"Discord has a fault ({refused.status}, {refused.code})")


def _mark(key: str) -> int:
    """Return the component id by which a message is found again."""
    return int(key, 16) % _LARGEST_ID + 1


def _draw(card: Card) -> discord.ui.LayoutView:
    return render_card(card, MessageControls())


def _draw_marked(outgoing: OutgoingMessage) -> discord.ui.LayoutView:
    view = _draw(outgoing.card)
    view.children[0].id = _mark(outgoing.key)
    return view


def _title(outgoing: OutgoingMessage) -> str:
    """Return the name of the digest's thread or post."""
    return shorten(outgoing.title or outgoing.card.title, _THREAD_NAME_LENGTH) or "KubeCon digest"
