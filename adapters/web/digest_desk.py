"""What the page does about digests: it answers the words that are typed, and the form of the settings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from adapters.web.publisher import PAGE
from bot.app.open import DigestServices
from bot.app.subscription_service import SubscriptionService
from bot.digests.parse_command import DigestVerb, ParseFailure, parse_command, read_topics
from bot.digests.timezones import known_timezone
from bot.errors import BotError
from bot.model.card import Card
from bot.model.channel import WEEKDAYS, Subscription

_SOMEBODY = "page"
_NOBODYS = Subscription(PAGE, _SOMEBODY, dt.datetime.fromtimestamp(0, dt.UTC))
_LOOKS = frozenset({DigestVerb.SETTINGS, DigestVerb.PREVIEW})


def is_a_look(words: str) -> bool:
    """Say whether what follows the word digest changes nothing, so that an address may hold it."""
    command = parse_command(words, _NOBODYS)
    return isinstance(command, ParseFailure) or command.action in _LOOKS


@dataclass(frozen=True, slots=True)
class DigestDesk:
    """Set and show what the page gets."""

    kept: DigestServices

    @property
    def subscription_service(self) -> SubscriptionService:
        """Return where digests are asked for."""
        return self.kept.subscription_service

    async def answer(self, words: str, timezone: str, *, may_change: bool) -> tuple[Card, ...]:
        """Do what is typed after the word digest; an address that somebody opens changes nothing."""
        if may_change or is_a_look(words):
            return await self.subscription_service.answer(PAGE, _SOMEBODY, words, timezone)
        return (_UNCHANGED,)

    async def settings(self, timezone: str) -> dict[str, Any]:
        """Return what the form shows; `timezone` is the browser's own."""
        subscription, is_on = await self.subscription_service.subscription(PAGE, _SOMEBODY, timezone)
        card = self.subscription_service.standing(subscription, is_on=is_on)
        return {
            "is_on": is_on,
            "told": f"{card.title}: {card.subtitle}",
            "weekday": subscription.weekday,
            "at": f"{subscription.at:%H:%M}",
            "timezone": subscription.timezone,
            "topics": ", ".join(subscription.topics),
            "weekly": subscription.is_weekly,
            "countdown": subscription.has_countdown,
        }

    async def act(self, action: str, changes: Mapping[str, Any]) -> tuple[Card, ...]:
        """Do what a button of the form says, with the subscription as the form changes it."""
        before, is_on = await self.subscription_service.subscription(PAGE, _SOMEBODY)
        if action == "off" or (action == "now" and not is_on):
            return await self.subscription_service.answer(PAGE, _SOMEBODY, action)
        wanted = replace(before, by=_SOMEBODY, **changes)
        if action == "preview":
            return await self.subscription_service.preview(wanted)
        told = await self.subscription_service.subscribe(wanted)
        return (await self.subscription_service.post_now(wanted) if action == "now" else told,)


def read_form(form: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form changes in a subscription; raises BotError with what to mend."""
    return {
        "is_weekly": bool(form.get("weekly")),
        "weekday": _read_weekday(form.get("weekday")),
        "at": _read_time(str(form.get("at", ""))),
        "timezone": _read_timezone(str(form.get("timezone", ""))),
        "topics": read_topics(str(form.get("topics", ""))),
        "has_countdown": bool(form.get("countdown")),
    }


def _read_weekday(given: Any) -> int:
    if given not in range(len(WEEKDAYS)):
        raise BotError("choose a weekday")
    return int(given)


def _read_time(given: str) -> dt.time:
    try:
        return dt.time.fromisoformat(given).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BotError("write the time of the thread as hours and minutes, for example 09:00") from None


def _read_timezone(given: str) -> str:
    zone = known_timezone(given.strip())
    if not zone:
        raise BotError("choose one of the time zones that are offered, for example Europe/Amsterdam")
    return zone


_UNCHANGED = Card(
    "Nothing was changed",
    "an address may show digests, but not change them; type it into the page, or press Digest",
    alt_text="Nothing was changed: an address may show digests, but not change them",
)
