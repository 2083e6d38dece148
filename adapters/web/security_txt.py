"""Whom to tell of a weakness of this page: /.well-known/security.txt, where its operator has said so."""

import datetime as dt
from collections.abc import Callable

from aiohttp import web

SECURITY_PATH = "/.well-known/security.txt"
_GOOD_FOR = dt.timedelta(days=180)  # https://www.rfc-editor.org/rfc/rfc9116#section-2.5.5 asks for less than a year


def add_security(app: web.Application, contact: str, today: Callable[[], dt.date]) -> None:
    """Add the file, or nothing where there is no contact: whoever runs the page is asked, not who wrote the bot."""

    async def tell(_: web.Request) -> web.Response:
        expires = f"{today() + _GOOD_FOR}T00:00:00Z"
        return web.Response(text=f"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n", charset="utf-8")

    if contact:
        app.router.add_get(SECURITY_PATH, tell)
