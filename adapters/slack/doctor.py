"""Check the Slack app: tokens, scopes, rate limits, and the messages that it will send."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.render import render_card
from adapters.slack.responses import LIBRARY_LOG
from adapters.slack.scopes import DISPENSABLE, REASONS, load_manifest, manifest_scopes
from adapters.slack.tokens import APP_TOKEN_PLACE, BOT_TOKEN_PLACE, is_token_fault, missing_tokens, refusal
from bot.model.card import Card
from bot.model.doctor_finding import Finding, failed, off, ok, warning
from bot.settings import Settings

_SUBJECT = "Slack"
_SECONDS = 10.0
_TOO_MANY = 429
_NO_ANSWER = (
    ClientError,
    TimeoutError,
    OSError,
    ValueError,
    AttributeError,
)  # of others than Slack, too
_SCOPES_PLACE = "https://api.slack.com/apps > your app > OAuth & Permissions > Scopes"


class SlackCheck:
    """Check the Slack app; `told_at` is the time on Slack's clock once it has answered."""

    def __init__(self, settings: Settings, cards: Sequence[Card]) -> None:
        """Check with the settings, and with cards as they would be posted."""
        self._settings = settings
        self._cards = cards
        self.told_at: dt.datetime | None = None

    async def run(self) -> list[Finding]:
        """Return the findings."""
        if missing := missing_tokens(self._settings):
            return [failed(_SUBJECT, *one.split("; ", 1)) for one in missing]
        async with ClientSession(timeout=ClientTimeout(_SECONDS)) as session:
            client = AsyncWebClient(
                self._settings.slack_bot_token,
                base_url=self._settings.slack_api_url,
                session=session,
                retry_handlers=[],
                logger=LIBRARY_LOG,
            )
            found = await self._check_bot(client)
            if self._settings.slack_app_token:
                found.append(await self._check_socket(client))
            if self.told_at:  # else it would say the same of each message
                found += [await self._check_message(client, card) for card in self._cards]
            return found

    async def _check_bot(self, client: AsyncWebClient) -> list[Finding]:
        try:
            told = await client.auth_test()
        except (SlackApiError, *_NO_ANSWER) as problem:
            return [_refused(problem, "SLACK_BOT_TOKEN", BOT_TOKEN_PLACE)]
        if not isinstance(told.get("team"), str):
            return [failed(_SUBJECT, "something else answers in its place", "check the proxy and SLACK_API_URL")]
        self.told_at = _date(told.headers)
        granted = _header(told.headers, "x-oauth-scopes")
        here = ok(_SUBJECT, f"the bot token is accepted in the workspace {told['team']}")
        return [
            here,
            *(_check_scopes(granted) if granted else (off(_SUBJECT, "it does not say which scopes it grants"),)),
        ]

    async def _check_socket(self, client: AsyncWebClient) -> Finding:
        try:
            await client.apps_connections_open(app_token=self._settings.slack_app_token)
        except (SlackApiError, *_NO_ANSWER) as problem:
            return _refused(problem, "SLACK_APP_TOKEN", APP_TOKEN_PLACE)
        return ok(_SUBJECT, "the app token opens a socket")

    async def _check_message(self, client: AsyncWebClient, card: Card) -> Finding:
        """Let Slack judge a message without posting it.

        https://docs.slack.dev/reference/methods/blocks.validate
        """
        message = render_card(card)
        try:
            await client.api_call(
                "blocks.validate", data={"message": json.dumps({"text": message.text, "blocks": message.blocks})}
            )
        except SlackApiError as problem:
            if _status(problem) == _TOO_MANY:
                return _refused(problem, "", "")
            told = f"{refusal(problem)}: {_first_error(problem)}"
            return failed(_SUBJECT, f"a message would be refused ({told})", "update the bot, or report this")
        except _NO_ANSWER as problem:
            return _refused(problem, "", "")
        return ok(_SUBJECT, f"a message such as “{card.title}” keeps Slack's rules")


def _check_scopes(granted: str) -> Iterator[Finding]:
    given, wanted = {scope.strip() for scope in granted.split(",")}, manifest_scopes(load_manifest())
    for scope in (scope for scope in wanted if scope not in given):
        judge = warning if scope in DISPENSABLE else failed
        remedy = f"add it at {_SCOPES_PLACE}, then reinstall the app"
        yield judge(_SUBJECT, f"the scope {scope} is missing ({REASONS[scope]})", remedy)
    if too_many := sorted(given - set(wanted)):
        told = f"scopes that the bot does not use: {', '.join(too_many)}"
        yield warning(_SUBJECT, told, f"remove them at {_SCOPES_PLACE}")
    if set(wanted) <= given:
        yield ok(_SUBJECT, f"all {len(wanted)} scopes are granted")


def _refused(problem: BaseException, setting: str, place: str) -> Finding:
    """Return the meaning of Slack's error: a wrong token, a rate limit, or a response that is not Slack's."""
    if is_token_fault(problem):
        return failed(_SUBJECT, f"{setting}: Slack refuses it", f"copy it again from {place}")
    if isinstance(problem, SlackApiError) and _status(problem) == _TOO_MANY:
        remedy = f"wait {_header(problem.response.headers, 'retry-after')} seconds; do two bots use this token?"
        return warning(_SUBJECT, "the rate limit is reached", remedy)
    said = refusal(problem) if isinstance(problem, SlackApiError) else ""
    told = f"it cannot be reached ({said or type(problem).__name__})"
    return failed(_SUBJECT, told, "check the network, the proxy and SLACK_API_URL; see https://slack-status.com")


def _status(problem: SlackApiError) -> int:
    return int(getattr(problem.response, "status_code", 0))


def _first_error(problem: SlackApiError) -> str:
    told: Any = getattr(problem.response, "data", None)
    errors = told.get("errors") if isinstance(told, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else {}
    return f"{first.get('pointer', '')} {first.get('message', '')}".strip() if isinstance(first, dict) else str(first)


def _header(headers: Any, name: str) -> str:
    """Return a header in whichever letters it is written; the library gives a plain dictionary."""
    return next((str(value) for key, value in dict(headers).items() if key.lower() == name), "")


def _date(headers: Any) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(_header(headers, "date"))
    except ValueError:
        return None
