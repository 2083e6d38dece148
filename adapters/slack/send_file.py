"""Send the file of a reply to the person who asked, as a direct message."""

import logging

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.model.reply import Reply

_log = logging.getLogger(__name__)

UPLOAD_ERRORS = (TimeoutError, SlackApiError, SlackRequestError, ClientError, OSError)


async def send_file(client: AsyncWebClient, person: str, reply: Reply) -> None:
    """Send a reply's file, if it has one; a message that only one person sees cannot contain a file.

    If Slack refuses it, because the app was installed without `files:write`, only the card is sent.
    """
    if reply.file is None:
        return
    try:
        opened = await client.conversations_open(users=person)
        await client.files_upload_v2(
            channel=opened["channel"]["id"],
            filename=reply.file.name,
            content=reply.file.content,
            title=reply.card.title,
            initial_comment=reply.card.alt_text,
        )
    except UPLOAD_ERRORS as refused:
        _log.warning("file not sent error=%s", error_name(refused))


def error_name(error: Exception) -> str:
    """Return Slack's name of an error, or Python's."""
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__
