"""Post digests in Slack, with a key in each message's metadata, by which it can be found again."""

import datetime as dt
import re
from collections.abc import Awaitable
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.render import render_card
from adapters.slack.tokens import is_token_fault, refusal
from adapters.slack.workspaces import Workspaces
from bot.delivery.protocol import ChannelGoneError, MessageRejectedError, OutcomeUnknownError, RetryLaterError
from bot.errors import BotError
from bot.model.card import Card
from bot.model.channel import Channel
from bot.model.delivery import OutgoingMessage

# other apps of the workspace can read it, so it contains only a key: https://docs.slack.dev/messaging/message-metadata
_EVENT_TYPE = "kubecon_digest"
_BEFORE_SECONDS = 120  # what two clocks may differ
_READ_AT_ONCE = 200  # https://docs.slack.dev/reference/methods/conversations.history#pagination
_PAGES = 5
_TOO_MANY = 429
_NUMBER = re.compile(r"\d+(\.\d+)?")
_WAIT_SECONDS = 30.0
_TOKEN_WAIT_SECONDS = 300.0
_MISSING_SCOPE = "missing_scope"
# https://docs.slack.dev/reference/methods/chat.postMessage#errors
_GONE = {
    "channel_not_found": "is gone, or the app is not in it",
    "is_archived": "is archived",
    "not_in_channel": "has not got the app as a member; invite it",
    "restricted_action": "lets only some people write",
    "restricted_action_read_only_channel": "is read-only",
    "restricted_action_thread_only_channel": "accepts only replies",
    "restricted_action_non_threadable_channel": "takes no replies",
    "team_access_not_granted": "is in a workspace that the app may not enter",
}
_BUSY = frozenset({"message_limit_exceeded", "rate_limited", "ratelimited"})
_REFUSED = frozenset(
    {
        "cannot_reply_to_message",
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "restricted_action_thread_locked",
        "thread_not_found",
    }
)


class SlackPublisher:
    """Post digests in Slack; the clients of its workspaces must not retry, or they would post twice."""

    platform = "slack"

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def post(self, outgoing: OutgoingMessage) -> str:
        """Post a message, in its parent's thread if it has one; return its `ts`."""
        channel, message = outgoing.channel.id, render_card(outgoing.card)
        client = await self._workspaces.client_of(outgoing.channel.team)
        metadata = {"event_type": _EVENT_TYPE, "event_payload": {"key": outgoing.key}}
        posted = await _ask(
            channel,
            client.chat_postMessage(
                channel=channel,
                thread_ts=outgoing.thread or None,
                text=message.text,
                blocks=message.blocks,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
            ),
        )
        return str(posted["ts"])

    async def find_posted(self, outgoing: OutgoingMessage, since: dt.datetime) -> str:
        """Search the thread, or a few pages of the channel back to shortly before `since`, for the key."""
        cursor = ""
        for _ in range(_PAGES):
            page = await self._read(outgoing, cursor)
            if found := next((str(one["ts"]) for one in page["messages"] if _key(one) == outgoing.key), ""):
                return found
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            first = min((float(one["ts"]) for one in page["messages"]), default=0.0)
            if not cursor or first < since.timestamp() - _BEFORE_SECONDS:
                break
        return ""

    async def _read(self, outgoing: OutgoingMessage, cursor: str) -> AsyncSlackResponse:
        where: dict[str, Any] = {"channel": outgoing.channel.id, "limit": _READ_AT_ONCE, "include_all_metadata": True}
        if cursor:
            where["cursor"] = cursor
        client = await self._workspaces.client_of(outgoing.channel.team)
        if outgoing.thread:
            return await _ask(outgoing.channel.id, client.conversations_replies(ts=outgoing.thread, **where))
        return await _ask(outgoing.channel.id, client.conversations_history(**where))

    async def notify_user(self, place: Channel, person: str, card: Card) -> None:
        """Send a person a direct message about a channel, or about none if it has no id."""
        message = render_card(card)
        where = {"type": "context", "elements": [{"type": "mrkdwn", "text": f"<#{place.id}>"}]}  # shows its name
        blocks = [*message.blocks, *([where] if place.id else [])]
        client = await self._workspaces.client_of(place.team)
        posting = client.chat_postMessage(
            channel=person, text=message.text, blocks=blocks, unfurl_links=False, unfurl_media=False
        )
        await _ask(person, posting)


async def _ask(channel: str, request: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    try:
        return await request
    except SlackApiError as refused:
        raise _why(refused, channel) from None
    except (ClientError, OSError, ValueError) as lost:
        raise OutcomeUnknownError(f"Slack's answer was lost ({type(lost).__name__})") from None


def _key(message: dict[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    return str(metadata.get("event_payload", {}).get("key", "")) if metadata.get("event_type") == _EVENT_TYPE else ""


def _why(refused: SlackApiError, channel: str) -> BotError:
    response, error = refused.response, refusal(refused)
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    if status == _TOO_MANY or error in _BUSY:
        return RetryLaterError("Slack asks to wait", _seconds(response.headers.get("Retry-After")))
    if error == _MISSING_SCOPE:
        needed = response.get("needed") or "that docs/slack.md names"
        return ChannelGoneError(f"Slack's channel {channel} is out of reach: the app lacks the scope {needed}")
    if error in _GONE:
        return ChannelGoneError(f"Slack's channel {channel} {_GONE[error]}")
    if error in _REFUSED:
        return MessageRejectedError(f"Slack does not take a message ({error})")
    if is_token_fault(refused):
        return RetryLaterError("Slack refuses the token", _TOKEN_WAIT_SECONDS)
    return OutcomeUnknownError(f"Slack has a fault ({error or status})")


def _seconds(header: str | None) -> float:
    return float(header) if header and _NUMBER.fullmatch(header) else _WAIT_SECONDS
