"""Post due digests once, through the publisher of each configured platform, without answering lookups."""

from contextlib import AsyncExitStack

from aiohttp import ClientSession, ClientTimeout

from adapters.discord.adapter import open_publisher as discord_publisher
from adapters.slack.adapter import open_publisher as slack_publisher
from adapters.web.publisher import WebPublisher
from bot.app.digest_services import DigestServices
from bot.errors import BotError
from bot.settings import Settings

_REQUEST_SECONDS = 30.0


async def deliver_due(settings: Settings, digests: DigestServices) -> None:
    """Post what is due on the page, and on every platform with a token.

    Raises BotError for a platform that cannot be used, after the others have been served.
    """
    fault: BotError | None = None
    digests.delivery_worker.open(WebPublisher(digests.page_threads))
    async with AsyncExitStack() as opened:
        if settings.slack_bot_token or settings.slack_client_id:
            session = await opened.enter_async_context(ClientSession(timeout=ClientTimeout(_REQUEST_SECONDS)))
            digests.delivery_worker.open(slack_publisher(settings, session, digests))
        if settings.discord_token:
            try:
                digests.delivery_worker.open(await opened.enter_async_context(discord_publisher(settings)))
            except BotError as away:
                fault = away
        await digests.delivery_worker.run_once()
    if fault:
        raise fault
