"""How digests are posted in Discord: each message bears its key as a nonce, which Discord takes once."""

import datetime as dt
from collections.abc import Awaitable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

import aiohttp
import discord

from adapters.discord.render import Frame, render_card
from bot.cards.card import Card
from bot.cards.wording import shorten
from bot.digests.subscription import Place
from bot.scheduler.outbox import BusyError, GoneError, Letter, UnsureError

_BEFORE = dt.timedelta(minutes=2)  # what two clocks may differ
_READ_AT_ONCE = 100
_THREAD_NAME_LENGTH = 100
_WAIT_SECONDS = 5.0
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
_UNKNOWN_CHANNEL = 10003
_HAS_A_THREAD = 160004
_TOO_MANY = 429
_SERVER_FAULT = 500

_Asked = TypeVar("_Asked")


class DiscordOutbox:
    """Post digests in Discord."""

    platform = "discord"

    def __init__(self, client: discord.Client) -> None:
        self._client = client
        self._threads: set[str] = set()

    async def post(self, letter: Letter) -> str:
        """Post a message, into the parent's thread where it has one, which is made for the first; return its id.

        Discord gives the first message again to who sends the same nonce within a few minutes:
        https://discord.com/developers/docs/resources/message#create-message
        """
        if letter.thread and letter.thread not in self._threads:
            await self._open_thread(letter)
        sent = self._room(letter).send(view=_draw(letter.card), nonce=letter.key, silent=True, suppress_embeds=True)
        return str((await _ask(sent, letter.place)).id)

    async def _open_thread(self, letter: Letter) -> None:
        """Make the parent's thread; its id is the parent's own."""
        parent = self._channel(letter, letter.place.channel).get_partial_message(int(letter.thread))
        name = shorten(letter.title, _THREAD_NAME_LENGTH) or "KubeCon digest"
        with suppress(_ThreadIsThereError):
            await _ask(parent.create_thread(name=name, auto_archive_duration=10080), letter.place)  # minutes: a week
        self._threads.add(letter.thread)

    async def find(self, letter: Letter, since: dt.datetime) -> str:
        """Read the channel, or the thread, once from shortly before `since` on, and look for the same words."""
        wanted = _words(_draw(letter.card).to_components())  # type: ignore[no-untyped-call]
        try:
            return await _ask(self._look(letter, since - _BEFORE, wanted), letter.place)
        except GoneError:
            if letter.thread:
                return ""  # the thread was not made yet; whether the channel is gone shows when it is
            raise

    async def _look(self, letter: Letter, after: dt.datetime, wanted: list[str]) -> str:
        async for message in self._room(letter).history(limit=_READ_AT_ONCE, after=after, oldest_first=True):
            is_own = self._client.user is not None and message.author.id == self._client.user.id
            if is_own and _words([part.to_dict() for part in message.components]) == wanted:
                return str(message.id)
        return ""

    async def tell(self, place: Place, person: str, card: Card) -> None:
        """Send a person a direct message."""

        async def send() -> None:
            user = await self._client.fetch_user(int(person))
            await user.send(view=_draw(card))

        await _ask(send(), place)

    def _room(self, letter: Letter) -> discord.PartialMessageable:
        return self._channel(letter, letter.thread or letter.place.channel)

    def _channel(self, letter: Letter, channel: str) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(channel), guild_id=int(letter.place.team))


class _ThreadIsThereError(Exception):
    """Say that a message has a thread already."""


async def _ask(request: Awaitable[_Asked], place: Place) -> _Asked:
    try:
        return await request
    except discord.HTTPException as refused:
        raise _why(refused, place) from None
    except discord.RateLimited as busy:
        raise BusyError("Discord asks to wait", busy.retry_after) from None
    except (discord.DiscordException, aiohttp.ClientError, OSError) as lost:
        raise UnsureError(f"Discord's answer was lost ({type(lost).__name__})") from None


def _why(refused: discord.HTTPException, place: Place) -> Exception:
    if refused.code == _HAS_A_THREAD:
        return _ThreadIsThereError()
    if refused.status == _TOO_MANY:
        return BusyError("Discord asks to wait", _WAIT_SECONDS)
    if isinstance(refused, discord.Forbidden):
        return GoneError(f"Discord does not let the bot write in <#{place.channel}>, or make a thread there")
    if isinstance(refused, discord.NotFound) and refused.code == _UNKNOWN_CHANNEL:
        return GoneError(f"Discord's channel {place.channel} is gone")
    return UnsureError(f"Discord has a fault ({refused.status}, {refused.code})")


def _draw(card: Card) -> discord.ui.LayoutView:
    return render_card(card, Frame())


def _words(components: Any) -> list[str]:
    """Return the texts of components in order, white space folded, as Discord trims it."""
    return [" ".join(text.split()) for text in _texts(components)]


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("content"), str):
            yield node["content"]
        yield from _texts(node.get("components") or [])
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)
