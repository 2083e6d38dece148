"""Check the tokens of the Slack app, and explain Slack's errors about them."""

from collections.abc import Awaitable, Iterator

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import BotError, SettingsError
from bot.settings import Settings

_APP = "https://api.slack.com/apps > your app"
BOT_TOKEN_PLACE = f"{_APP} > OAuth & Permissions > Bot User OAuth Token"
APP_TOKEN_PLACE = f"{_APP} > Basic Information > App-Level Tokens (with the scope connections:write)"
_CREDENTIALS = f"{_APP} > Basic Information > App Credentials"
_SECRET_PLACE = f"{_CREDENTIALS} > Signing Secret"
_TOKEN_FAULTS = frozenset(
    {"account_inactive", "invalid_auth", "not_allowed_token_type", "not_authed", "token_expired", "token_revoked"}
)


def is_any_token_set(settings: Settings) -> bool:
    """Return whether anything of Slack is set."""
    tokens = (settings.slack_bot_token, settings.slack_app_token, settings.slack_signing_secret)
    return any((*tokens, settings.slack_client_id, settings.slack_client_secret))


def missing_tokens(settings: Settings) -> tuple[str, ...]:
    """Return which tokens are missing for Slack or too many, and where to find them."""
    if settings.slack_client_id or settings.slack_client_secret:
        return tuple(_faults_of_installations(settings))
    faults = [] if settings.slack_bot_token else [f"SLACK_BOT_TOKEN is missing; copy it from {BOT_TOKEN_PLACE}"]
    if not (settings.slack_app_token or settings.slack_signing_secret):
        faults.append(
            f"SLACK_APP_TOKEN is missing; copy it from {APP_TOKEN_PLACE}, "
            f"or, to be called by Slack over HTTP, set SLACK_SIGNING_SECRET from {_SECRET_PLACE}"
        )
    return tuple(faults)


def _faults_of_installations(settings: Settings) -> Iterator[str]:
    """Yield what is wrong with the settings by which many workspaces install the app."""
    needed = {
        "SLACK_CLIENT_ID": (settings.slack_client_id, f"copy it from {_CREDENTIALS} > Client ID"),
        "SLACK_CLIENT_SECRET": (settings.slack_client_secret, f"copy it from {_CREDENTIALS} > Client Secret"),
        "SLACK_SIGNING_SECRET": (settings.slack_signing_secret, f"copy it from {_SECRET_PLACE}"),
        "KUBECON_SECRET_KEYS": (settings.secret_keys, "make a key with `openssl rand -base64 32 | tr +/ -_`"),
    }
    yield from (f"{name} is missing; {remedy}" for name, (value, remedy) in needed.items() if not value)
    one = {"SLACK_BOT_TOKEN": settings.slack_bot_token, "SLACK_APP_TOKEN": settings.slack_app_token}
    for name in (name for name, value in one.items() if value):
        yield f"{name} is for one workspace; remove it, or SLACK_CLIENT_ID, with which many install the app"


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
