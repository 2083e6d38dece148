"""Check the Discord bot: token, intents, servers, commands and the remaining number of starts."""

import asyncio
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any

import discord
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from adapters.discord.client import PERMISSIONS
from adapters.discord.doctor_channels import check_channels
from adapters.discord.localization import MENU_NAMES
from bot.cards.text import count
from bot.errors import BotError
from bot.model.channel import Channel
from bot.model.doctor_finding import Finding, failed, ok, warning
from bot.settings import Settings

_SUBJECT = "Discord"
_SECONDS = 10.0
_CHANNELS_SECONDS = 30.0
_TOKEN_PLACE = "https://discord.com/developers/applications > your application > Bot > Reset Token"  # noqa: S105 - a place
_INTENTS_PLACE = "https://discord.com/developers/applications > your application > Bot > Privileged Gateway Intents"
_CHECK = "check the network, the proxy and DISCORD_API_URL; see https://discordstatus.com"
_FEW_STARTS = 50
_SLASH, _MENU = 1, 3  # kinds of commands
# https://discord.com/developers/docs/resources/application#application-object-application-flags
_PRIVILEGED = {
    "Presence": 1 << 12 | 1 << 13,
    "Server Members": 1 << 14 | 1 << 15,
}
_MESSAGE_CONTENT = 1 << 18 | 1 << 19
PERMISSION_REASONS = {
    "read_messages": ("View Channels", "to receive mentions"),
    "send_messages": ("Send Messages", "to answer a mention"),
    "send_messages_in_threads": ("Send Messages in Threads", "the same in a thread"),
    "create_public_threads": ("Create Public Threads", "to post a digest as a thread"),
    "read_message_history": (
        "Read Message History",
        "to reply to a message, and to know after a restart what a thread was about",
    ),
}
_AGENT = {"User-Agent": f"DiscordBot (https://github.com/Rapptz/discord.py, {discord.__version__})"}


class _NoAnswerError(Exception):
    """Carry the finding that ends the check."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.text)
        self.finding = finding


class DiscordCheck:
    """Check the Discord application; `told_at` is the time on Discord's clock once it has answered."""

    def __init__(self, settings: Settings, channels: Sequence[Channel] = ()) -> None:
        """Check the channels, too, which get digests."""
        self._settings = settings
        self._channels = channels
        self.told_at: dt.datetime | None = None

    async def run(self) -> list[Finding]:
        """Return the findings; a failed request ends the check."""
        headers = {"Authorization": f"Bot {self._settings.discord_token}", **_AGENT}
        found: list[Finding] = []
        async with ClientSession(headers=headers, timeout=ClientTimeout(_SECONDS)) as session:
            try:
                me = await self._get(session, "users/@me", "username")
                found.append(ok(_SUBJECT, f"the token is that of {me['username']}"))
                application = await self._get(session, "applications/@me", "id")
                found += _check_intents(int(application.get("flags", 0)))
                found.append(_check_starts(await self._get(session, "gateway/bot", "session_start_limit")))
                found.append(_check_servers(await self._get(session, "users/@me/guilds"), str(application["id"])))
                commands = await self._get(session, f"applications/{application['id']}/commands")
                found.append(_check_commands(commands))
            except _NoAnswerError as end:
                return [*found, end.finding]
        return [*found, *await self._check_channels()]

    async def _check_channels(self) -> list[Finding]:
        try:
            async with asyncio.timeout(_CHANNELS_SECONDS):
                return await check_channels(self._settings, self._channels)
        except (BotError, discord.DiscordException, ClientError, TimeoutError, OSError) as problem:
            told = f"the channels that get digests could not be checked ({type(problem).__name__})"
            return [warning(_SUBJECT, told, _CHECK)]

    async def _get(self, session: ClientSession, path: str, field: str = "") -> Any:
        """Return Discord's response: an object with a certain field, or a list if none is given."""
        try:
            async with session.get(self._settings.discord_api_url + path) as answer:
                self.told_at = _date(answer.headers) or self.told_at
                if not answer.ok:
                    raise _NoAnswerError(_refused(answer))
                told = await answer.json()
                if not _fits(told, field):
                    raise _NoAnswerError(failed(_SUBJECT, "something else answers in its place", _CHECK))
                return told
        except (ClientError, TimeoutError, OSError, ValueError) as problem:
            raise _NoAnswerError(failed(_SUBJECT, f"it cannot be reached ({type(problem).__name__})", _CHECK)) from None


def _fits(told: Any, field: str) -> bool:
    return isinstance(told, dict) and bool(told.get(field)) if field else isinstance(told, list)


def _refused(answer: ClientResponse) -> Finding:
    if answer.status == 401:  # noqa: PLR2004 - the token is none of Discord's
        return failed(_SUBJECT, "DISCORD_TOKEN: Discord refuses it", f"copy it again from {_TOKEN_PLACE}")
    if answer.status == 429:  # noqa: PLR2004 - too many requests
        seconds = answer.headers.get("Retry-After", "some")
        return warning(_SUBJECT, "the rate limit is reached", f"wait {seconds} seconds; do two bots use this token?")
    told = f"it answers with status {answer.status}"
    return failed(_SUBJECT, told, "try again later; see https://discordstatus.com")


def _check_intents(flags: int) -> Iterator[Finding]:
    needless = [name for name, bits in _PRIVILEGED.items() if flags & bits]
    if needless:
        told = f"privileged intents are on that the bot does not use: {', '.join(needless)}"
        yield warning(_SUBJECT, told, f"turn them off at {_INTENTS_PLACE}")
    elif flags & _MESSAGE_CONTENT:
        yield ok(_SUBJECT, "the Message Content intent is on, which only saving whole threads needs")
    else:
        yield ok(_SUBJECT, "no privileged intent is on, and none is needed")


def _check_starts(told: Mapping[str, Any]) -> Finding:
    """Check how often the bot may still connect today: each start counts.

    https://discord.com/developers/docs/events/gateway#session-start-limit-object
    """
    limit = told.get("session_start_limit", {})
    left, total = int(limit.get("remaining", 0)), int(limit.get("total", 0))
    text = f"{left} of {total} starts are left today"
    if left > _FEW_STARTS:
        return ok(_SUBJECT, text)
    hours = int(limit.get("reset_after", 0)) / 3_600_000
    return warning(_SUBJECT, text, f"find out what restarts the bot; in {hours:.0f} hours there are {total} again")


def _check_servers(servers: list[Any], application: str) -> Finding:
    if servers:
        return ok(_SUBJECT, f"the bot is in {len(servers)} {'server' if len(servers) == 1 else 'servers'}")
    link = discord.utils.oauth_url(application, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))
    return warning(_SUBJECT, "the bot is in no server", f"invite it: {link}")


def _check_commands(commands: list[Any]) -> Finding:
    """Check that the slash command and those in the menu of a message are there."""
    there = {(one.get("name"), one.get("type", _SLASH)) for one in commands}
    wanted = {("kubecon", _SLASH): "/kubecon", **{(name, _MENU): f"“{name}”" for name in MENU_NAMES}}
    missing = [name for command, name in wanted.items() if command not in there]
    if not missing:
        return ok(_SUBJECT, f"/kubecon is registered, and {count(len(MENU_NAMES), 'command')} in the menu of a message")
    told = f"not registered: {', '.join(missing)}"
    return warning(_SUBJECT, told, "start kubecon serve once, which registers the commands")


def _date(headers: Mapping[str, str]) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(headers.get("Date", ""))
    except ValueError:
        return None
