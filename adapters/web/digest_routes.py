"""Serve the page's digest form: settings, time zones, and its buttons."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web

from adapters.web.publisher import PAGE
from adapters.web.render import reply_to_html
from adapters.web.routes import SOMEBODY, clean, read_fields
from bot.app.assistant import Assistant, Failure
from bot.app.digest_request import DigestForm, FormAction
from bot.app.subscription_service import SubscriptionService
from bot.errors import BotError
from bot.model.channel import WEEKDAYS
from bot.model.reply import Reply
from bot.model.request import Asker

_OFFERED = 8
_TEXTS = ("action", "at", "timezone", "topics")
_ASKER = Asker(PAGE, SOMEBODY)


def add_digest_routes(app: web.Application, assistant: Assistant, subscription_service: SubscriptionService) -> None:
    """Add the routes of the form."""

    async def show_settings(request: web.Request) -> web.Response:
        try:
            return web.json_response(await _settings(subscription_service, clean(request.query.get("timezone"))))
        except BotError as problem:
            raise web.HTTPServiceUnavailable(text=str(problem)) from None

    async def suggest_zones(request: web.Request) -> web.Response:
        typed = clean(request.query.get("typed"))
        return web.json_response({"offers": await assistant.suggest_timezones(typed, _OFFERED)})

    async def submit(request: web.Request) -> web.Response:
        given = await read_fields(request)
        action, form = _read_form({**given, **{name: clean(given.get(name)) for name in _TEXTS}})
        done = await assistant.attempt(lambda: subscription_service.submit(action, _ASKER, form))
        first, *others = (done.card,) if isinstance(done, Failure) else done
        reply = Reply(first, thread=tuple(others))
        return web.json_response({"html": reply_to_html(reply), "said": first.alt_text or first.title})

    app.router.add_get("/digest/settings", show_settings)
    app.router.add_get("/digest/zones", suggest_zones)
    app.router.add_post("/digest", submit)


async def _settings(subscription_service: SubscriptionService, timezone: str) -> dict[str, Any]:
    """Return the page's settings as the fields of the form; `timezone` is the browser's."""
    subscription, is_on = await subscription_service.subscription(PAGE, SOMEBODY, timezone)
    card = subscription_service.standing(subscription, is_on=is_on)
    asked = await subscription_service.asked_topics(subscription)
    return {
        "is_on": is_on,
        "told": f"{card.title}: {card.subtitle}",
        "weekday": subscription.weekday,
        "at": f"{subscription.at:%H:%M}",
        "timezone": subscription.timezone,
        "topics": ", ".join(subscription.topics),
        "weekly": subscription.is_weekly,
        "countdown": subscription.has_countdown,
        "asked": [{"topic": topic, "times": times} for topic, times in asked],
    }


def _read_form(given: Mapping[str, Any]) -> tuple[FormAction, DigestForm]:
    """Return the pressed button and the fields; refuse input that a person has to fix first."""
    if given["action"] not in set(FormAction):
        raise web.HTTPBadRequest(text=f"say what to do: {', '.join(sorted(FormAction))}")
    action, weekday = FormAction(given["action"]), given.get("weekday")
    is_weekday = weekday in range(len(WEEKDAYS))
    form = DigestForm(
        bool(given.get("weekly")),
        bool(given.get("countdown")),
        int(weekday or 0) if is_weekday else None,
        given["at"],
        given["timezone"],
        given["topics"],
    )
    if action is not FormAction.OFF and (fault := _fault(form)):
        raise web.HTTPBadRequest(text=fault)
    return action, form


def _fault(form: DigestForm) -> str:
    """Return what to fix in the form, "" for nothing."""
    if form.weekday is None:
        return "choose a weekday"
    if form.read_time() is None:
        return "write the time of the thread as hours and minutes, for example 09:00"
    if not form.read_timezone():
        return "choose one of the time zones that are offered, for example Europe/Amsterdam"
    return ""
