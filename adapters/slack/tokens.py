"""Check the tokens of the Slack app, and explain Slack's errors about them."""

from collections.abc import Awaitable

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import BotError, SettingsError
from bot.settings import Settings

_APP = "https://api.slack.com/apps > your app"
BOT_TOKEN_PLACE = f"{_APP} > OAuth & Permissions > Bot User OAuth Token"
APP_TOKEN_PLACE = f"{_APP} > Basic Information > App-Level Tokens (with the scope connections:write)"
_SECRET_PLACE = f"{_APP} > Basic Information > App Credentials > Signing Secret"
_TOKEN_FAULTS = frozenset(
    {"account_inactive", "invalid_auth", "not_allowed_token_type", "not_authed", "token_expired", "token_revoked"}
)


def is_any_token_set(settings: Settings) -> bool:
    """Return whether anything of Slack is set."""
    return bool(settings.slack_bot_token or settings.slack_app_token or settings.slack_signing_secret)


def missing_tokens(settings: Settings) -> tuple[str, ...]:
    """Return which tokens are missing for Slack, and where to find them."""
    faults = [] if settings.slack_bot_token else [f"SLACK_BOT_TOKEN is missing; copy it from {BOT_TOKEN_PLACE}"]
    if not (settings.slack_app_token or settings.slack_signing_secret):
        faults.append(
            f"SLACK_APP_TOKEN is missing; copy it from {APP_TOKEN_PLACE}, "
            f"or, to be called by Slack over HTTP, set SLACK_SIGNING_SECRET from {_SECRET_PLACE}"
        )
    return tuple(faults)


async def ask_slack(answer: Awaitable[AsyncSlackResponse], refused: str) -> AsyncSlackResponse:
    """Return Slack's response; raise SettingsError with the remedy if it refuses the token, otherwise BotError."""
    try:
        return await answer
    except Exception as problem:  # noqa: BLE001 - a proxy may answer anything, on which the library fails
        if is_token_fault(problem):
            raise SettingsError(refused) from None
        said = refusal(problem) if isinstance(problem, SlackApiError) else ""
        raise BotError(f"Slack cannot be reached ({said or type(problem).__name__})") from None


def is_token_fault(error: BaseException) -> bool:
    """Return whether Slack refused a token, so that trying again is of no use."""
    return isinstance(error, SlackApiError) and refusal(error) in _TOKEN_FAULTS


def refusal(error: SlackApiError) -> str:
    """Return Slack's error code; "" if the response is not Slack's, but for example a proxy's."""
    told = getattr(error.response, "data", None)
    return str(told.get("error", "")) if isinstance(told, dict) else ""
