"""Log the bot's real client in at the emulator."""

import asyncio
import contextlib
import datetime as dt

from adapters.discord.client import GatewayClient
from bot.app.assistant import Assistant
from emulators.discord.server import DiscordServer
from emulators.timeouts import PATIENCE_SECONDS

TODAY = dt.date(2026, 11, 21)


class LoggedInBot:
    """The emulator and the bot logged in there; the bot can be restarted."""

    def __init__(self, server, engine, home, digests=None):
        self.server, self.engine, self.home, self.digests = server, engine, home, digests
        self.client, self._running = None, None

    async def start(self):
        kept = (self.digests.subscription_service, None, self.digests.miss_service) if self.digests else ()
        own = self.digests.saved_recap_service if self.digests else None
        assistant = Assistant(self.engine, lambda: TODAY, *kept, takes_feedback=True, saved_recap_service=own)
        self.client = GatewayClient(assistant, self.home, self.digests and self.digests.delivery_worker.open)
        self._running = asyncio.create_task(self.client.start(self.server.token))
        await self.server.wait_ready()
        await asyncio.wait_for(self.client.wait_until_ready(), PATIENCE_SECONDS)

    async def stop(self):
        await self.client.close()
        await asyncio.gather(self._running, return_exceptions=True)

    async def restart(self):
        await self.stop()
        self.server.sessions.clear()
        await self.start()


@contextlib.asynccontextmanager
async def open_logged_in_bot(engine, home, digests=None, **server):
    """Start the emulator and the bot."""
    async with DiscordServer(**server) as stand_in:
        with stand_in.attach():
            logged_in = LoggedInBot(stand_in, engine, home, digests)
            await logged_in.start()
            try:
                yield logged_in
            finally:
                await logged_in.stop()
