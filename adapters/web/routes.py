"""What the page asks of the server: an answer, what may be meant, and how the same card looks to chats."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from adapters.web.preview import Preview
from adapters.web.publisher import PAGE
from adapters.web.render import STATIC, link_to, page_to_html, reply_to_html
from adapters.web.thread_routes import ThreadFeed
from bot.app.assistant import Assistant
from bot.model.answer_page import page_to_value, value_to_page
from bot.model.reply import Reply
from bot.model.request import Asker, Request

LONGEST_TEXT = 2_000  # characters; more than a button of ours carries
SOMEBODY = "page"  # nobody has a name here
_SUGGESTED = 8


def add_routes(app: web.Application, assistant: Assistant, threads: ThreadFeed, previews: Sequence[Preview]) -> None:
    """Add the page and what it calls."""

    async def show_page(request: web.Request) -> web.Response:
        asked = _to_request({"typed": request.query.get("q"), "value": request.query.get("page")}, may_change=False)
        reply = await assistant.answer(asked)
        names = [preview.name for preview in previews]
        shown = page_to_html(asked if asked.typed or asked.button else None, reply, names, await threads.latest())
        return web.Response(text=shown, content_type="text/html")

    async def answer(request: web.Request) -> web.Response:
        asked = _to_request(await read_fields(request), may_change=True)
        reply = await assistant.answer(asked)
        return reply_json(reply, link_to(asked, reply))

    async def show_previews(request: web.Request) -> web.Response:
        reply = await assistant.answer(_to_request(await read_fields(request), may_change=False))
        pages = (reply.page, *(None for _ in reply.thread))
        drawn = [(one, list(map(one.draw, reply.cards, pages))) for one in previews]
        shown = [
            {"name": one.name, "payload": first if not others else [first, *others], "opens": one.opens(first)}
            for one, (first, *others) in drawn
        ]
        return web.json_response({"previews": shown})

    async def suggest(request: web.Request) -> web.Response:
        return web.json_response({"offers": await assistant.suggest(clean(request.query.get("typed")), _SUGGESTED)})

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


def reply_json(reply: Reply, link: str) -> web.Response:
    """Return a reply as the page's script takes it."""
    return web.json_response(
        {
            "html": reply_to_html(reply),
            "page": page_to_value(reply.page) if reply.page else "",
            "link": link,
            "said": reply.card.alt_text or reply.card.title,
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


def _to_request(given: Mapping[str, Any], *, may_change: bool) -> Request:
    """Read what was typed or pressed on the page; nothing that an address holds may change anything."""
    typed, value, before, timezone = (clean(given.get(name)) for name in ("typed", "value", "before", "timezone"))
    asker = Asker(PAGE, SOMEBODY, timezone, may_change, may_set_up=may_change)  # whoever opens the page runs the bot
    return Request(typed, value, before=value_to_page(before) if before else None, asker=asker, channel=PAGE)


def clean(given: Any) -> str:
    """Return what was given as text, cut to length and without lone surrogates, which no page can hold."""
    text = given[:LONGEST_TEXT] if isinstance(given, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")
