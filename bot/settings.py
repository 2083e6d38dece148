"""Define the settings of an operator; only this module reads the environment and .env."""

import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from dotenv import dotenv_values

from bot.credential_readers import (
    SLACK_APP,
    read_access_token,
    read_client_id,
    read_discord_token,
    read_secret_keys,
    token_reader,
)
from bot.errors import SettingsError

_ENV_FILE = ".env"
_PLATFORMS = ("slack_", "discord_")
_LAST_PORT = 65535


def _read_folders(typed: str) -> tuple[Path, ...]:
    folders = tuple(Path(name.strip()).expanduser() for name in typed.split(":") if name.strip())
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    if missing:
        raise ValueError(f"{', '.join(missing)}: no such folder; name folders that exist, with `:` between them")
    return folders


def _read_folder_to_be(typed: str) -> Path:
    folder = Path(typed).expanduser()
    if folder.exists() and not folder.is_dir():
        raise ValueError(f"{folder} is a file; name a folder, it is made when it is missing")
    return folder


def _read_networks(typed: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(map(ip_network, typed.replace(",", " ").split()))
    except ValueError as fault:
        raise ValueError(f"{fault}; write addresses such as 10.0.0.7, or networks such as 10.0.0.0/8") from None


def _read_contact(typed: str) -> str:
    if not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+|https://[^\s/]\S*", typed):
        raise ValueError(
            f"{typed} is no contact; write mailto:security@example.org, or a page that begins with https://"
        )
    return typed


def _read_address(typed: str) -> str:
    if not typed.startswith(("http://", "https://")):
        raise ValueError(f"{typed} is no web address; write one that begins with https://")
    return typed.rstrip("/") + "/"


def _read_feeds(typed: str) -> tuple[str, ...]:
    feeds = tuple(dict.fromkeys(feed for feed in re.split(r",?\s+|,(?=https?://)", typed) if feed))
    wrong = [feed for feed in feeds if not feed.startswith(("http://", "https://"))]
    if wrong:
        raise ValueError(
            f"{', '.join(wrong)}: no web address; write addresses that begin with https://, blanks between"
        )
    return feeds


def _read_socket_address(typed: str) -> str:
    if not typed.startswith(("ws://", "wss://")):
        raise ValueError(f"{typed} is no address of a websocket; write one that begins with wss://")
    return typed


def _read_port(typed: str) -> int:
    if not typed.isdecimal() or not 0 < int(typed) <= _LAST_PORT:
        raise ValueError(f"{typed} is no port; write a number from 1 to {_LAST_PORT}")
    return int(typed)


def _read_database_address(typed: str) -> str:
    if "://" not in typed:
        raise ValueError("no address of a database; write sqlite:///file or postgresql://user:password@host/name")
    return typed


def _read_timezone(typed: str) -> str:
    if typed not in available_timezones():
        raise ValueError(f"{typed} is no time zone; write one such as Europe/Amsterdam")
    return typed


def _choice_reader(what: str, choices: Collection[str]) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if typed.lower() not in choices:
            raise ValueError(f"{typed} is no {what}; write one of {', '.join(choices)}")
        return typed.lower()

    return read


_read_level = _choice_reader("level", ("debug", "info", "warning", "error"))
_read_switch = _choice_reader("switch", ("on", "off"))
_read_update = _choice_reader("time to update", ("weekly", "off"))


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of an operator; `environment_name` returns their names. Secrets are not in the repr."""

    recaps: tuple[Path, ...] = field(
        default=(),
        metadata={
            "read": _read_folders,
            "meaning": "Folders with more recaps, separated by `:`; the bot reads them in addition to its own.",
        },
    )
    feeds: tuple[str, ...] = field(
        default=(),
        repr=False,  # their addresses may hold tokens
        metadata={
            "read": _read_feeds,
            "meaning": "RSS or Atom feeds, separated by spaces; their KubeCon posts go to the first of KUBECON_RECAPS.",
        },
    )
    update: str = field(
        default="", metadata={"read": _read_update, "meaning": "weekly updates the data every week, off never does."}
    )
    feedback: str = field(
        default="on", metadata={"read": _read_switch, "meaning": "off shows no thumbs under answers."}
    )
    home: Path = field(
        default=Path("var"),
        metadata={"read": _read_folder_to_be, "meaning": "Folder for the index and everything else the bot keeps."},
    )
    log: str = field(
        default="info",
        metadata={"read": _read_level, "meaning": "How much `kubecon serve` logs: debug, info, warning or error."},
    )
    database_url: str = field(
        default="",
        repr=False,
        metadata={
            "read": _read_database_address,
            "meaning": "The database: postgresql://user:password@host/name. If empty, a SQLite file in KUBECON_HOME.",
        },
    )
    timezone: str = field(
        default="UTC",
        metadata={
            "read": _read_timezone,
            "meaning": "The time zone of digests if that of the person who asks is unknown.",
        },
    )
    host: str = field(
        default="127.0.0.1",
        metadata={"read": str, "meaning": "Address of the page; if not 127.0.0.1, set KUBECON_ACCESS_TOKEN too."},
    )
    port: int = field(
        default=8080,
        metadata={"read": _read_port, "meaning": "Port of the local page, and of Slack's requests in HTTP mode."},
    )
    access_token: str = field(
        default="",
        repr=False,
        metadata={
            "read": read_access_token,
            "meaning": "Token that opens the page; create it with `openssl rand -hex 16`.",
        },
    )
    metrics_token: str = field(
        default="",
        repr=False,
        metadata={"read": read_access_token, "meaning": "Token that opens only /metrics, for Prometheus."},
    )
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = field(
        default=(),
        metadata={
            "read": _read_networks,
            "meaning": "Proxies in front of the page, separated by spaces: addresses or networks.",
        },
    )
    secret_keys: tuple[str, ...] = field(
        default=(),
        repr=False,
        metadata={
            "read": read_secret_keys,
            "meaning": "Keys that encrypt stored tokens, separated by blanks; the first encrypts, all decrypt.",
        },
    )
    security_contact: str = field(
        default="",
        metadata={
            "read": _read_contact,
            "meaning": "Contact for vulnerabilities, shown in the page's security.txt: mailto:... or https://...",
        },
    )
    slack_bot_token: str = field(
        default="",
        repr=False,
        metadata={
            "read": token_reader("xoxb-", f"{SLACK_APP} > OAuth & Permissions > Bot User OAuth Token"),
            "meaning": "The Slack app's bot token, xoxb-...; see docs/slack.md.",
        },
    )
    slack_app_token: str = field(
        default="",
        repr=False,
        metadata={
            "read": token_reader("xapp-", f"{SLACK_APP} > Basic Information > App-Level Tokens"),
            "meaning": "The Slack app's app-level token, xapp-..., for Socket Mode.",
        },
    )
    slack_signing_secret: str = field(
        default="",
        repr=False,
        metadata={
            "read": token_reader("", f"{SLACK_APP} > Basic Information > App Credentials > Signing Secret"),
            "meaning": "The Slack app's signing secret, for HTTP mode; used if no app-level token is set.",
        },
    )
    slack_client_id: str = field(
        default="",
        metadata={
            "read": read_client_id,
            "meaning": "The Slack app's client id: with it, many workspaces can install the app; see docs/slack.md.",
        },
    )
    slack_client_secret: str = field(
        default="",
        repr=False,
        metadata={
            "read": token_reader("", f"{SLACK_APP} > Basic Information > App Credentials > Client Secret"),
            "meaning": "The Slack app's client secret, for installations by many workspaces.",
        },
    )
    slack_api_url: str = field(
        default="https://slack.com/api/",
        metadata={"read": _read_address, "meaning": "Address of Slack's Web API, for proxies and tests."},
    )
    discord_token: str = field(
        default="",
        repr=False,
        metadata={"read": read_discord_token, "meaning": "The Discord bot's token; see docs/discord.md."},
    )
    discord_api_url: str = field(
        default="https://discord.com/api/v10/",
        metadata={"read": _read_address, "meaning": "Address of Discord's REST API, for proxies and tests."},
    )
    discord_gateway_url: str = field(
        default="",
        metadata={
            "read": _read_socket_address,
            "meaning": "Address of Discord's gateway, for proxies and tests; else Discord's own.",
        },
    )


def environment_name(setting: str) -> str:
    """Return the name in the environment of a field of Settings: a platform's own settings bear the platform's name."""
    return setting.upper() if setting.startswith(_PLATFORMS) else f"KUBECON_{setting.upper()}"


def load_settings() -> Settings:
    """Read .env, and before it the environment; raise SettingsError with everything that is wrong."""
    typed = {**_read_env_file(), **os.environ}
    values: dict[str, Any] = {}
    faults: list[str] = []
    for one in fields(Settings):
        name = environment_name(one.name)
        try:
            if text := (typed.get(name) or "").strip():
                values[one.name] = one.metadata["read"](text)
        except ValueError as fault:
            faults.append(f"{name}: {fault}")
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(**values)


def _read_env_file() -> dict[str, str | None]:
    try:
        return dotenv_values(_ENV_FILE)
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{_ENV_FILE}: cannot be read as UTF-8 text ({fault}); fix or remove it") from None
