"""Write a report for approvers: permissions and their reasons, stored data, contacted sites, libraries."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from adapters.discord.doctor import PERMISSION_REASONS
from adapters.doctor.libraries import installed_libraries
from adapters.slack.scopes import REASONS, load_manifest, manifest_scopes
from adapters.version import installed_version
from bot.app.data_retention import STORED
from bot.settings import Settings

_SLACK_HOSTS = ("slack.com", "wss-primary.slack.com", "hooks.slack.com")
_DISCORD_HOSTS = ("discord.com", "gateway.discord.gg")
_NOTES_HOSTS = ("cdn.discordapp.com", "media.discordapp.net")


def write_report(settings: Settings, update_hosts: Sequence[str], feeds: Sequence[str]) -> str:
    """Write the report as Markdown; `update_hosts` are the sites of weekly updates, none if these are off."""
    parts = (
        (f"# KubeCon recap bot {installed_version()}: what it may do, keep and contact",),
        _section("Slack: scopes", ("scope", "why"), _scopes()),
        _section("Discord: permissions", ("permission", "why"), PERMISSION_REASONS.values()),
        ("It needs no privileged intent: it reads only messages that mention it, and direct messages.",),
        _section("Data kept", ("what", "for what", "how long"), STORED),
        ("It keeps no other message, no name, no list of people. Nothing leaves the machine except what is posted.",),
        _section("Hosts contacted", ("host", "for what"), _hosts(settings, update_hosts, feeds)),
        ("To answer a lookup, no host is contacted.",),
        _section("Libraries", ("name", "version", "licence"), installed_libraries()),
        ("`make sbom` writes the same as CycloneDX, with the hash of each file in uv.lock.",),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _scopes() -> Iterator[tuple[str, str]]:
    return ((f"`{scope}`", REASONS[scope]) for scope in manifest_scopes(load_manifest()))


def _hosts(settings: Settings, update_hosts: Sequence[str], feeds: Sequence[str]) -> Iterator[tuple[str, str]]:
    if settings.slack_bot_token:
        yield from ((f"`{host}`", "Slack") for host in dict.fromkeys((_host(settings.slack_api_url), *_SLACK_HOSTS)))
    if settings.discord_token:
        own = (_host(settings.discord_api_url), _host(settings.discord_gateway_url), *_DISCORD_HOSTS)
        yield from ((f"`{host}`", "Discord") for host in dict.fromkeys(filter(None, own)))
        yield from ((f"`{host}`", "notes that somebody attaches to /kubecon save in Discord") for host in _NOTES_HOSTS)
    if settings.database_url and (host := _host(settings.database_url)):
        yield f"`{host}`", "the database"
    yield from ((f"`{host}`", "weekly updates, which are on") for host in update_hosts)
    yield from ((f"`{host}`", "a feed, and the pages of its posts") for host in dict.fromkeys(map(_host, feeds)))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _section(heading: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return [f"## {heading}", "", "none"]
    return [f"## {heading}", "", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}", *lines]
