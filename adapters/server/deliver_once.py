"""Posting what is due without answering anything: every configured platform's publisher, opened for once."""

from aiohttp import ClientSession, ClientTimeout

from adapters.discord.adapter import open_publisher as discord_publisher
from adapters.slack.adapter import open_publisher as slack_publisher
from adapters.web.publisher import WebPublisher
from bot.app.open import DigestServices
from bot.settings import Settings

_REQUEST_SECONDS = 30.0


async def deliver_due(settings: Settings, digests: DigestServices) -> None:
    """Post what is due on the page, and on every platform whose token is set."""
    digests.delivery_worker.open(WebPublisher(digests.page_threads))
    async with ClientSession(timeout=ClientTimeout(_REQUEST_SECONDS)) as session:
        if settings.slack_bot_token:
            digests.delivery_worker.open(slack_publisher(settings, session))
        if not settings.discord_token:
            await digests.delivery_worker.run_once()
            return
        async with discord_publisher(settings) as publisher:
            digests.delivery_worker.open(publisher)
            await digests.delivery_worker.run_once()
