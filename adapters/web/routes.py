"""Serve the page: answers as the page or as chats show them, and completions."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web

from adapters.charts import draw_ahead
from adapters.web.preview import Preview
from adapters.web.publisher import PAGE
from adapters.web.render import (
    CALENDAR_PATH,
    STATIC,
    ShownAnswer,
    answer_to_html,
    answered_to_html,
    home_to_html,
    link_to,
    said_by,
)
from bot.app.assistant import Assistant, Failure
from bot.cards.calendar_card import CALENDAR
from bot.model.answer_page import page_to_value, value_to_page
from bot.model.request import Asker, Request

LONGEST_TEXT = 2_000  # characters; more than a button of ours carries
SOMEBODY = "page"  # nobody has a name here
_SUGGESTED_OF_A_KIND = 4


def add_routes(app: web.Application, assistant: Assistant, previews: Sequence[Preview]) -> None:
    """Add the routes of the page."""

    async def answer_to(given: Mapping[str, Any], *, may_change: bool) -> ShownAnswer:
        asked = _to_request(given, may_change=may_change)
        reply = await assistant.answer(asked)
        await draw_ahead(reply.card)
        return ShownAnswer(said_by(asked, reply), reply, link_to(asked, reply), clean(given.get("as")), previews)

    async def show_page(request: web.Request) -> web.Response:
        if request.query.get("q") or request.query.get("page"):
            shown = answered_to_html(await answer_to(_from_address(request), may_change=False))
        else:
            front = await assistant.attempt(assistant.front_page)
            shown = home_to_html(None if isinstance(front, Failure) else front)
        return web.Response(text=shown, content_type="text/html")

    async def show_answer(request: web.Request) -> web.Response:
        return answered_json(await answer_to(_from_address(request), may_change=False))

    async def answer(request: web.Request) -> web.Response:
        return answered_json(await answer_to(await read_fields(request), may_change=True))

    async def suggest(request: web.Request) -> web.Response:
        offers = await assistant.suggest_kinds(clean(request.query.get("typed")), _SUGGESTED_OF_A_KIND)
        return web.json_response({"offers": [{"text": offer.text, "kind": offer.kind} for offer in offers]})

    app.router.add_get("/", show_page)
    app.router.add_get("/answer", show_answer)
    app.router.add_post("/ask", answer)
    app.router.add_get("/suggest", suggest)


def add_static(app: web.Application) -> None:
    """Add the page's own files, and no other."""
    files = {path.name: path for path in STATIC.iterdir()}

    async def show_static(request: web.Request) -> web.FileResponse:
        if path := files.get(request.match_info["name"]):
            return web.FileResponse(path)
        raise web.HTTPNotFound

    app.router.add_get("/static/{name}", show_static)


def add_calendar_route(app: web.Application, assistant: Assistant) -> None:
    """Add the address of the calendar file, to which a calendar can subscribe."""

    async def show_calendar(request: web.Request) -> web.Response:
        topics = clean(request.query.get("topics"))
        reply = await assistant.answer(Request(f"{CALENDAR} {topics}"))
        if reply.file is None:
            raise web.HTTPNotFound(text=reply.card.title)
        return web.Response(body=reply.file.content, content_type="text/calendar", charset="utf-8")

    app.router.add_get(CALENDAR_PATH, show_calendar)


def answered_json(answered: ShownAnswer) -> web.Response:
    """Return an answer as the page's script takes it."""
    reply = answered.reply
    return web.json_response(
        {
            "html": answer_to_html(answered),
            "asked": answered.asked,
            "page": page_to_value(reply.page) if reply.page else "",
            "link": answered.address,
            "said": reply.card.alt_text or reply.card.title,
        }
    )


def _from_address(request: web.Request) -> dict[str, Any]:
    """Return the fields of an address of the page, as the script sends them."""
    return {"typed": request.query.get("q"), "value": request.query.get("page"), "as": request.query.get("as")}


async def read_fields(request: web.Request) -> dict[str, Any]:
    """Return the fields that the page's script sent."""
    try:
        said = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise web.HTTPBadRequest(text="send a JSON object")
    return said


def _to_request(given: Mapping[str, Any], *, may_change: bool) -> Request:
    """Read what was typed or pressed on the page; an address may not change anything."""
    typed, value, before, timezone = (clean(given.get(name)) for name in ("typed", "value", "before", "timezone"))
    asker = Asker(PAGE, SOMEBODY, timezone, may_change, may_set_up=may_change)  # a person on the page runs the bot
    return Request(typed, value, before=value_to_page(before) if before else None, asker=asker, channel=PAGE)


def clean(given: Any) -> str:
    """Return a value as text, cut to length and without lone surrogates, which cannot be encoded."""
    text = given[:LONGEST_TEXT] if isinstance(given, str) else ""
    return text.encode("utf-8", "replace").decode("utf-8")
