"""Serve /.well-known/security.txt, if the operator has set a contact."""

import datetime as dt
from collections.abc import Callable

from aiohttp import web

SECURITY_PATH = "/.well-known/security.txt"
_GOOD_FOR = dt.timedelta(days=180)  # https://www.rfc-editor.org/rfc/rfc9116#section-2.5.5 asks for less than a year


def add_security(app: web.Application, contact: str, today: Callable[[], dt.date]) -> None:
    """Add the file if there is a contact: the operator of the page is responsible, not the author of the bot."""

    async def answer(_: web.Request) -> web.Response:
        expires = f"{today() + _GOOD_FOR}T00:00:00Z"
        return web.Response(text=f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n", charset="utf-8")

    if contact:
        app.router.add_get(SECURITY_PATH, answer)
