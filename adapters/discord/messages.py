"""Answer mentions and direct messages with a reply, and change it after an edit."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

import discord
from cachetools import LRUCache

from adapters.charts import draw_ahead
from adapters.discord.commands import read_message_words
from adapters.discord.custom_ids import page_on
from adapters.discord.interaction_responses import PATIENCE_SECONDS
from adapters.discord.render import CardView, MessageControls, render_card
from bot.app.assistant import Assistant
from bot.event_log import EventLogger
from bot.model.answer_page import AnswerPage
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.watch import Person

_log = EventLogger(__name__)
_REMEMBERED = 1000  # messages; what is older is found again in the channel itself
_LOOKED_BACK = 25  # messages of a channel, to find what was said before a restart
_SAID_BY_PEOPLE = frozenset({discord.MessageType.default, discord.MessageType.reply})


@dataclass(frozen=True, slots=True)
class _Answered:
    """The text of a question, and the task that answers it and returns the answer's message or None."""

    typed: str
    work: asyncio.Task[discord.Message | None]


class Listener:
    """Answer messages that are meant for the bot."""

    def __init__(self, assistant: Assistant, client: discord.Client) -> None:
        self._assistant = assistant
        self._client = client
        self._answered: LRUCache[int, _Answered] = LRUCache(_REMEMBERED)

    async def hear(self, message: discord.Message) -> None:
        """Answer a message, once."""
        if self._is_meant(message) and self._answered.get(message.id) is None:
            await self._take(message, self._send(message))

    async def hear_edited(self, message: discord.Message) -> None:
        """Change the answer to an edited message; answer it now if it was not meant for the bot before."""
        if message.edited_at is None or not self._is_meant(message):
            return
        known = self._answered.get(message.id)
        if known and known.typed == read_message_words(message):
            return
        before = await known.work if known else await self._find_answer(message)
        await self._take(message, self._change(message, before) if before else self._send(message))

    async def _take(self, message: discord.Message, work: Coroutine[Any, Any, discord.Message | None]) -> None:
        task = asyncio.create_task(work)
        self._answered[message.id] = _Answered(read_message_words(message), task)
        await task

    def _is_meant(self, message: discord.Message) -> bool:
        if message.author.bot or message.type not in _SAID_BY_PEOPLE:
            return False
        return message.guild is None or self._client.user in message.mentions

    async def _send(self, message: discord.Message) -> discord.Message | None:
        view = await self._draw(message)
        try:
            return await message.reply(view=view, files=view.files, mention_author=False, suppress_embeds=True)
        except discord.HTTPException as problem:
            # no reply is possible: the bot may not write there, or the channel or the question is gone
            _log.warning("not answered", channel=message.channel.id, reason=str(problem))
            return None

    async def _change(self, message: discord.Message, before: discord.Message) -> discord.Message | None:
        try:
            view = await self._draw(message)
            return await before.edit(view=view, attachments=view.files)
        except discord.NotFound:
            return None  # deleted by the asker, who then needs no other

    async def _draw(self, message: discord.Message) -> CardView:
        reply = await self._answer(message)
        await draw_ahead(reply.card)
        locale = message.guild.preferred_locale.value if message.guild else discord.Locale.american_english.value
        asker, feedback = message.author.id, reply.feedback
        return render_card(reply.card, MessageControls(reply.page, asker=asker, feedback=feedback, locale=locale))

    async def _answer(self, message: discord.Message) -> Reply:
        before, conversation = await self._page_before(message), _conversation(message)
        person = Person("discord", "", str(message.author.id))
        asked = Request(
            read_message_words(message), before=before, conversation=conversation, via="message", person=person
        )
        task = asyncio.ensure_future(self._assistant.answer(asked))
        await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
        if not task.done():
            await message.channel.typing()
        return await task

    async def _page_before(self, message: discord.Message) -> AnswerPage | None:
        """Return the page that a follow-up continues, if that is not the last one of the conversation."""
        answer = await self._replied_to(message)
        if answer and answer.author == self._client.user:
            return page_on(answer)
        conversation = _conversation(message)
        if not conversation or self._assistant.last_page(conversation):
            return None
        return await self._last_page(message)

    async def _replied_to(self, message: discord.Message) -> discord.Message | None:
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        return reference.resolved if isinstance(reference.resolved, discord.Message) else None

    async def _last_page(self, message: discord.Message) -> AnswerPage | None:
        try:
            async for past in message.channel.history(limit=_LOOKED_BACK, before=message):
                if past.author == self._client.user and (page := page_on(past)):
                    return page
        except discord.HTTPException as problem:
            _log.warning("earlier messages cannot be read", channel=message.channel.id, reason=str(problem))
        return None

    async def _find_answer(self, message: discord.Message) -> discord.Message | None:
        try:
            async for later in message.channel.history(limit=_LOOKED_BACK, after=message):
                if later.author == self._client.user and later.reference and later.reference.message_id == message.id:
                    return later
        except discord.HTTPException as problem:
            _log.warning("earlier messages cannot be read", channel=message.channel.id, reason=str(problem))
        return None


def _conversation(message: discord.Message) -> tuple[str, ...]:
    """Return the id of a conversation: a thread or direct message; in a channel, several people talk at once."""
    is_open = message.guild is not None and not isinstance(message.channel, discord.Thread)
    return () if is_open else ("discord", str(message.channel.id))
