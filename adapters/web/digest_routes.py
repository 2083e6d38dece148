"""What the page's form for digests asks of the server: how they are set, time zones, and what its buttons do."""

from aiohttp import web

from adapters.web.desk import Desk
from adapters.web.digest_desk import read_form
from adapters.web.routes import clean, read_fields, reply_json
from bot.digests.timezones import find_timezones
from bot.errors import BotError
from bot.model.reply import Reply

_OFFERED = 8
_ACTIONS = frozenset({"on", "off", "preview", "now"})
_TEXTS = ("action", "at", "timezone", "topics")


def add_digest_routes(app: web.Application, desk: Desk) -> None:
    """Add what the form calls."""
    digests = desk.digests

    async def tell_settings(request: web.Request) -> web.Response:
        try:
            return web.json_response(await digests.settings(clean(request.query.get("timezone"))))
        except BotError as problem:
            raise web.HTTPServiceUnavailable(text=str(problem)) from None

    async def tell_zones(request: web.Request) -> web.Response:
        return web.json_response({"offers": find_timezones(clean(request.query.get("typed")), _OFFERED)})

    async def act(request: web.Request) -> web.Response:
        given = await read_fields(request)
        form = {**given, **{name: clean(given.get(name)) for name in _TEXTS}}
        if form["action"] not in _ACTIONS:
            raise web.HTTPBadRequest(text=f"say what to do: {', '.join(sorted(_ACTIONS))}")
        try:
            changes = {} if form["action"] == "off" else read_form(form)
        except BotError as problem:
            raise web.HTTPBadRequest(text=str(problem)) from None
        cards = await desk.tell(digests.act(form["action"], changes))
        link = "/?q=digest+preview" if form["action"] == "preview" else "/?q=digest"
        return reply_json(tuple(map(Reply, cards)), link)

    app.router.add_get("/digest/settings", tell_settings)
    app.router.add_get("/digest/zones", tell_zones)
    app.router.add_post("/digest", act)
