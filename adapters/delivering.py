"""Posting what is due without answering anything: every configured platform's outbox, opened for once."""

from aiohttp import ClientSession, ClientTimeout

from adapters.discord.door import outbox_alone as discord_outbox
from adapters.slack.door import outbox_alone as slack_outbox
from adapters.web.digest_outbox import WebOutbox
from bot.scheduler.opening import Digests
from bot.settings import Settings

_REQUEST_SECONDS = 30.0


async def deliver_due(settings: Settings, digests: Digests) -> None:
    """Post what is due on the page, and on every platform whose token is set."""
    digests.clockwork.open(WebOutbox(digests.board))
    async with ClientSession(timeout=ClientTimeout(_REQUEST_SECONDS)) as session:
        if settings.slack_bot_token:
            digests.clockwork.open(slack_outbox(settings, session))
        if not settings.discord_token:
            await digests.clockwork.run_once()
            return
        async with discord_outbox(settings) as outbox:
            digests.clockwork.open(outbox)
            await digests.clockwork.run_once()
