"""What the page asks of the server: an answer, what may be meant, and how the same card looks to chats."""

import json
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from adapters.web.desk import Asked, Desk
from adapters.web.render import STATIC, link_to, page_to_html, replies_to_html
from adapters.web.thread_routes import ThreadFeed
from bot.model.answer_page import page_to_value
from bot.model.reply import Reply

LONGEST_TEXT = 2_000  # characters; more than a button of ours carries


def add_routes(app: web.Application, desk: Desk, threads: ThreadFeed) -> None:
    """Add the page and what it calls."""

    async def show_page(request: web.Request) -> web.Response:
        given = Asked(typed=clean(request.query.get("q")), value=clean(request.query.get("page")))
        asked = given if given.typed or given.value else None
        names = [preview.name for preview in desk.previews]
        shown = page_to_html(asked, await desk.answer(given), names, await threads.latest())
        return web.Response(text=shown, content_type="text/html")

    async def answer(request: web.Request) -> web.Response:
        asked = await _read(request)
        replies = await desk.answer(asked, may_change=True)
        return reply_json(replies, link_to(asked, replies[0]))

    async def show_previews(request: web.Request) -> web.Response:
        replies = await desk.answer(await _read(request))
        drawn = [(preview, [preview.draw(reply) for reply in replies]) for preview in desk.previews]
        shown = [
            {"name": one.name, "payload": first if not others else [first, *others], "opens": one.opens(first)}
            for one, (first, *others) in drawn
        ]
        return web.json_response({"previews": shown})

    async def suggest(request: web.Request) -> web.Response:
        return web.json_response({"offers": await desk.suggest(clean(request.query.get("typed")))})

    files = {path.name: path for path in STATIC.iterdir()}

    async def show_static(request: web.Request) -> web.FileResponse:
        if path := files.get(request.match_info["name"]):
            return web.FileResponse(path)
        raise web.HTTPNotFound

    app.router.add_get("/", show_page)
    app.router.add_post("/ask", answer)
    app.router.add_post("/previews", show_previews)
    app.router.add_get("/suggest", suggest)
    app.router.add_get("/static/{name}", show_static)


def reply_json(replies: Sequence[Reply], link: str) -> web.Response:
    """Return replies as the page's script takes them."""
    first = replies[0]
    return web.json_response(
        {
            "html": replies_to_html(replies),
            "page": page_to_value(first.page) if first.page else "",
            "link": link,
            "said": first.card.alt_text or first.card.title,
        }
    )


async def read_fields(request: web.Request) -> dict[str, Any]:
    """Return what the page's script sent."""
    try:
        said = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise web.HTTPBadRequest(text="send a JSON object")
    return said


async def _read(request: web.Request) -> Asked:
    said = await read_fields(request)
    return Asked(*(clean(said.get(name)) for name in ("typed", "value", "before", "timezone")))


def clean(given: Any) -> str:
    """Return what was given as text, cut to length and without lone surrogates, which no page can hold."""
    text = given[:LONGEST_TEXT] if isinstance(given, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")
