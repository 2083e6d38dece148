"""What the page asks of the server: an answer, what may be meant, and how the same card looks to chats."""

import json
from typing import Any

from aiohttp import web

from adapters.web.desk import Asked, Desk
from adapters.web.render import STATIC, card_to_html, link_to, page_to_html
from bot.cards.page import page_to_value

LONGEST_TEXT = 2_000  # characters; more than a button of ours carries


def add_chat(app: web.Application, desk: Desk) -> None:
    """Add the page and what it calls."""

    async def show_page(request: web.Request) -> web.Response:
        given = Asked(typed=_text(request.query.get("q")), value=_text(request.query.get("page")))
        asked = given if given.typed or given.value else None
        reply = await desk.answer(given)
        names = [preview.name for preview in desk.previews]
        return web.Response(text=page_to_html(asked, reply, names), content_type="text/html")

    async def answer(request: web.Request) -> web.Response:
        asked = await _read(request)
        reply = await desk.answer(asked)
        return web.json_response(
            {
                "html": card_to_html(reply.card),
                "page": page_to_value(reply.page) if reply.page else "",
                "link": link_to(asked, reply),
                "said": reply.card.alt_text or reply.card.title,
            }
        )

    async def show_previews(request: web.Request) -> web.Response:
        reply = await desk.answer(await _read(request))
        drawn = [(preview, preview.draw(reply)) for preview in desk.previews]
        shown = [{"name": one.name, "payload": payload, "opens": one.opens(payload)} for one, payload in drawn]
        return web.json_response({"previews": shown})

    async def suggest(request: web.Request) -> web.Response:
        return web.json_response({"offers": await desk.suggest(_text(request.query.get("typed")))})

    app.router.add_get("/", show_page)
    app.router.add_post("/ask", answer)
    app.router.add_post("/previews", show_previews)
    app.router.add_get("/suggest", suggest)
    app.router.add_static("/static", STATIC)


async def _read(request: web.Request) -> Asked:
    try:
        said = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise web.HTTPBadRequest(text="send a JSON object with typed or value")
    return Asked(_text(said.get("typed")), _text(said.get("value")), _text(said.get("before")))


def _text(given: Any) -> str:
    """Return what was given as text, cut to length and without lone surrogates, which no page can hold."""
    text = given[:LONGEST_TEXT] if isinstance(given, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")
