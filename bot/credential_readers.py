"""Check tokens, secrets and keys as an operator types them; errors never contain the value."""

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable

SLACK_APP = "https://api.slack.com/apps > your app"
_DISCORD_TOKEN_PLACE = "https://discord.com/developers/applications > your application > Bot > Reset Token"  # noqa: S105 - a place
_SHORTEST_ACCESS_TOKEN, _BYTES_OF_A_KEY = 16, 32


def token_reader(start: str, place: str) -> Callable[[str], str]:
    """Return a function that checks a token; its errors never contain the value."""

    def read(typed: str) -> str:
        if not typed.startswith(start) or not typed.isascii() or any(map(str.isspace, typed)):
            begins = f" begins with {start} and" if start else ""
            raise ValueError(f"malformed; it{begins} must not contain blanks: copy it whole from {place}")
        return typed

    return read


def read_secret_keys(typed: str) -> tuple[str, ...]:
    """Return the keys of a list with blanks between; raise ValueError if one is malformed."""
    keys = tuple(typed.split())
    if not all(_is_secret_key(key) for key in keys):
        make = "make one with `openssl rand -base64 32 | tr +/ -_`"
        raise ValueError(f"malformed; a key is 32 random bytes in URL-safe base64: {make}")
    return keys


def _is_secret_key(key: str) -> bool:
    try:
        return len(urlsafe_b64decode(key)) == _BYTES_OF_A_KEY
    except ValueError:
        return False


def read_client_id(typed: str) -> str:
    """Return the id of a Slack app, two numbers with a dot between; raise ValueError."""
    if not re.fullmatch(r"\d+\.\d+", typed, re.ASCII):
        place = f"{SLACK_APP} > Basic Information > App Credentials > Client ID"
        raise ValueError(f"malformed; it is two numbers with a dot between: copy it from {place}")
    return typed


def read_discord_token(typed: str) -> str:
    """Return a token of three parts, the first of which is the bot's number in base64; raise ValueError."""
    parts = re.fullmatch(r"([\w-]+)\.[\w-]+\.[\w-]+", typed, re.ASCII)
    if parts is None or not _is_number(parts[1]):
        reason = "malformed; it has three parts with dots between them"
        raise ValueError(f"{reason}: copy it whole from {_DISCORD_TOKEN_PLACE}")
    return typed


def _is_number(encoded: str) -> bool:
    try:
        return urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).isdigit()
    except binascii.Error:
        return False


def read_access_token(typed: str) -> str:
    """Return a token that is not easy to guess; raise ValueError."""
    if len(typed) < _SHORTEST_ACCESS_TOKEN or not typed.isascii() or any(map(str.isspace, typed)):
        raise ValueError(
            f"too easy to guess; it has {_SHORTEST_ACCESS_TOKEN} letters and digits or more: openssl rand -hex 16"
        )
    return typed
