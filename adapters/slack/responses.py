"""Send replies: to a response URL, as a message, or as an update of a message."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.render import Message, render_card
from bot.errors import BotError
from bot.model.answer_page import page_to_value
from bot.model.reply import Reply

# the libraries would log tickets of sockets, and payloads with what people typed; the adapter logs what matters itself
LIBRARY_LOG = logging.getLogger("adapters.slack.libraries")
LIBRARY_LOG.setLevel(logging.CRITICAL + 1)

_RETRIES = 3
# https://docs.slack.dev/reference/methods/views.update#errors
_CLOSED, _CHANGED = "not_found", "hash_conflict"
_OK = 200
_REFUSED_BLOCKS = "invalid_blocks"

Respond = Callable[..., Awaitable[None]]


class RefusedBlocksError(BotError):
    """Slack refused what a message contains, so that another one may still be accepted."""


def retry_handlers() -> list[Any]:
    """Return handlers that wait as long as Slack's Retry-After says, and try again."""
    return [AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=_RETRIES)]


def responder(session: ClientSession, url: str) -> Respond:
    """Return a sender for a response URL, which accepts five replies within 30 minutes.

    https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
    """
    hook = AsyncWebhookClient(url, session=session, retry_handlers=retry_handlers(), logger=LIBRARY_LOG)

    async def respond(message: Message | None = None, **how: Any) -> None:
        # recaps are linked in every line: previews would bury the answer
        quiet = {"unfurl_links": False, "unfurl_media": False}
        content = {"text": message.text, "blocks": message.blocks, **quiet} if message else {}
        response = await hook.send_dict({**content, **how})
        if _REFUSED_BLOCKS in response.body:
            raise RefusedBlocksError("Slack did not accept the blocks of an answer")
        if response.status_code != _OK:
            raise BotError(f"Slack did not take an answer (status {response.status_code}); it may have come too late")

    return respond


def render_private(reply: Reply) -> Message:
    """Render a reply that only one person sees, with Dismiss, and with Share if it is an answer."""
    share = page_to_value(reply.page) if reply.page and reply.is_shareable else ""
    return render_card(reply.card, share=share, dismiss=True, feedback=reply.feedback)


async def post(client: AsyncWebClient, channel: str, thread: str, message: Message) -> str:
    """Post a message where everybody in the channel sees it; return its `ts`."""
    posted = await client.chat_postMessage(
        channel=channel,
        thread_ts=thread or None,
        text=message.text,
        blocks=message.blocks,
        unfurl_links=False,
        unfurl_media=False,
    )
    return str(posted["ts"])


async def post_privately(client: AsyncWebClient, channel: str, user: str, thread: str, reply: Reply) -> None:
    """Post a reply that only one person sees."""
    message = render_private(reply)
    await client.chat_postEphemeral(
        channel=channel, user=user, thread_ts=thread or None, text=message.text, blocks=message.blocks
    )


async def update(client: AsyncWebClient, channel: str, ts: str, message: Message) -> str:
    """Put another message in the place of one posted before; return its `ts`."""
    await client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
    return ts


async def update_open_view(client: AsyncWebClient, view_id: str, view: dict[str, Any], state: str = "") -> str:
    """Update an open view and return its new state; do nothing if it was closed, or is no longer in a given state."""
    try:
        updated = await client.views_update(view_id=view_id, view=view, hash=state or None)
    except SlackApiError as refused:
        if refused.response.get("error") not in (_CLOSED, _CHANGED if state else _CLOSED):
            raise
        return ""
    return str((updated.get("view") or {}).get("hash", ""))
