"""HTTP mode: Slack calls the bot at a public address, each request signed with the app's secret."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp

from bot.errors import SettingsError

_log = logging.getLogger(__name__)
PATH = "/slack/events"
_SHUTDOWN_SECONDS = 3.0


def handler_of(app: AsyncApp) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return what answers Slack's calls, for a server that others run."""

    async def answer(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return answer


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
