"""Answer mentions and direct messages: each once, and again in place after an edit."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.channel_type import channel_unless_direct, is_direct_message
from adapters.slack.handled_messages import Answered
from adapters.slack.listener_context import ListenerContext
from adapters.slack.message_text import read_message_text
from adapters.slack.render import render_card
from adapters.slack.responses import post, post_privately, update
from adapters.slack.save_modal import team_of
from bot.cards.notices import answer_lost_card
from bot.model.reply import Reply
from bot.model.request import Request
from bot.model.watch import Person

# what a person writes comes without a subtype, or with one of these: https://docs.slack.dev/reference/events/message
_WRITTEN = frozenset({None, "file_share", "thread_broadcast"})
_EDITED = "message_changed"


def add_mentions(app: AsyncApp, context: ListenerContext) -> None:
    """Listen to mentions and direct messages."""
    app.event("app_mention")(partial(_on_mention, context))
    app.event("message")(partial(_on_message, context))


async def _on_mention(
    listener: ListenerContext, event: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    thread = event.get("thread_ts") or event["ts"]
    await _answer(listener, client, {**event, "team": context.team_id}, thread)


async def _on_message(
    listener: ListenerContext, event: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
) -> None:
    if event.get("channel_type") != "im":
        return
    written = event
    if event.get("subtype") == _EDITED:
        written = {**event.get("message", {}), "channel": event["channel"]}
        if written.get("text") == event.get("previous_message", {}).get("text"):
            return  # a link preview was added, say; the words are the same
    await _answer(listener, client, {**written, "team": context.team_id}, written.get("thread_ts") or "")


async def _answer(context: ListenerContext, client: AsyncWebClient, event: dict[str, Any], thread: str) -> None:
    """Answer one message of a person; `event` contains its current text, `thread` is "" outside of threads."""
    channel, ts, edited_ts = event["channel"], event.get("ts", ""), (event.get("edited") or {}).get("ts", "")
    if event.get("bot_id") or event.get("subtype") not in _WRITTEN or not event.get("user"):
        return
    # the same message comes again under the same ids when Slack missed an acknowledgement, edited ones under new ids
    if not await context.hears_first((event["team"], channel, ts, edited_ts)):
        return
    known = context.handled_messages.answered.get((channel, ts))
    if edited_ts and known is None and float(ts) < context.handled_messages.started_at:
        await post_privately(client, channel, event["user"], thread, Reply(answer_lost_card()))
        return
    answered = known or Answered()
    context.handled_messages.answered[channel, ts] = answered
    conversation = ("slack", event["team"], channel, thread)
    typed, place = read_message_text(event.get("text") or ""), channel_unless_direct(event["team"], channel)
    person = Person("slack", event["team"], event["user"])
    team = team_of(event["team"]) if is_direct_message(channel) else ""  # others read along in a channel
    request = Request(typed, conversation=conversation, via="mention", channel=place, person=person, team=team)

    async def send(said: Reply) -> None:
        where = partial(update, client, channel, answered.ts) if answered.ts else partial(post, client, channel, thread)
        message = render_card(said.card, feedback=said.feedback)
        answered.ts = await context.chart_pictures.send(client, message, where)

    async with answered.lock:
        await context.answer(request, send)
