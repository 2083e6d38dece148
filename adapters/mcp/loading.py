"""Load MCP's library when it is first needed: it is the slowest to load, and optional."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import Any

from adapters.version import installed_version
from bot.app.assistant import Assistant
from bot.errors import SettingsError


def is_installed() -> bool:
    """Return whether MCP's library is there."""
    return find_spec("mcp") is not None


def load_at_first_call(assistant: Assistant) -> Callable[[Any], Awaitable[Any]]:
    """Return a handler of MCP requests over HTTP that loads the library with the first request."""

    @cache
    def load() -> Callable[[Any], Awaitable[Any]]:
        from adapters.mcp.http import http_handler  # noqa: PLC0415

        return http_handler(assistant, installed_version())

    async def answer(request: Any) -> Any:
        return await (await asyncio.to_thread(load))(request)

    return answer


def serve_on_stdio(assistant: Assistant) -> None:
    """Answer the program that started this process over MCP; raise SettingsError if MCP is not installed."""
    if not is_installed():
        raise SettingsError("MCP is not installed; install it with: pip install 'kubecon-recap-bot[mcp]'")
    from adapters.mcp.server import serve_stdio  # noqa: PLC0415

    with suppress(KeyboardInterrupt):
        asyncio.run(serve_stdio(assistant, installed_version()))
