"""HTTP mode: Slack calls the bot at a public address, each request signed with the app's secret."""

import asyncio
import logging

from aiohttp import web
from slack_bolt.async_app import AsyncApp

from bot.errors import SettingsError

_log = logging.getLogger(__name__)
PATH = "/slack/events"
_SHUTDOWN_SECONDS = 3.0


async def listen(app: AsyncApp, host: str, port: int, stop: asyncio.Event) -> None:
    """Listen for Slack until stopped; raises SettingsError where the port cannot be had."""
    runner = web.AppRunner(app.web_app(PATH), shutdown_timeout=_SHUTDOWN_SECONDS, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        _log.info("listening mode=http host=%s port=%d path=%s", host, port, PATH)
        await stop.wait()
    except OSError as error:
        raise SettingsError(
            f"KUBECON_PORT: {host}:{port} cannot be listened on ({error.strerror}); set another"
        ) from None
    finally:
        await runner.cleanup()
