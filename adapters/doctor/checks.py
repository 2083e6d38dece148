"""Run all checks independently, so that one failure hides no other."""

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.app.environment_checks import (
    check_clock,
    check_database,
    check_feeds,
    check_folder,
    check_updates,
    subscribed_channels,
)
from bot.app.store_config import StoreConfig
from bot.cards.notices import help_card
from bot.importer.http_response import Fetch
from bot.importer.import_post import RunIsolated
from bot.model.card import Action, ActionKind, Card, Item, Section, SourceLink
from bot.model.doctor_finding import Finding, failed, off
from bot.settings import Settings
from bot.updates.weekly_update_state import WeeklyUpdateState

_LONG = "Otters & beavers <count> *fish* in `every` river, and write it down for all who come after them. " * 4
_LONGEST = Card(
    _LONG,
    _LONG,
    tuple(
        Section(heading, (Item(_LONG, SourceLink(_LONG, "https://example.com/otters"), "NA 2025 · 2 recaps"),) * 30)
        for heading in ("Takeaways", "Talks", "Projects")
    ),
    tuple(Action(f"{number} {_LONG}"[:60], ActionKind.LOOK_UP, f"all 0 {number}") for number in range(8)),
    _LONG,
    _LONG,
)
CARDS = (help_card(), _LONGEST)


@dataclass(frozen=True, slots=True)
class Tools:
    """What checks need in addition to the settings: fetching and parsing pages, and the time."""

    fetch: Fetch
    run_isolated: RunIsolated
    now: Callable[[], dt.datetime]


async def run_checks(settings: Settings, tools: Tools) -> list[Finding]:
    """Return the findings about the bot's environment, those of the platforms first."""
    config = StoreConfig(settings.database_url, settings.home)
    checks = (
        _check_platforms(settings, config, tools.now),
        check_database(config),
        _check_folder(settings.home),
        check_feeds(settings.feeds, settings.home, tools.fetch, tools.run_isolated),
        _check_updates(settings),
    )
    return [finding for found in await asyncio.gather(*map(_guarded, checks)) for finding in found]


async def _check_platforms(settings: Settings, config: StoreConfig, now: Callable[[], dt.datetime]) -> list[Finding]:
    from adapters.discord.doctor import DiscordCheck  # noqa: PLC0415 - each platform's library takes long to load
    from adapters.slack.doctor import SlackCheck  # noqa: PLC0415
    from adapters.slack.tokens import is_any_token_set  # noqa: PLC0415

    channels = await subscribed_channels(config, "discord") if settings.discord_token else ()
    slack, discord = SlackCheck(settings, CARDS), DiscordCheck(settings, channels)
    found = [off("Slack", "not set up", "see docs/slack.md")]
    if is_any_token_set(settings):
        found = await _guarded(slack.run())
    told = [(slack.told_at, now(), "Slack")]
    if settings.discord_token:
        found += await _guarded(discord.run())
    else:
        found.append(off("Discord", "not set up", "see docs/discord.md"))
    told.append((discord.told_at, now(), "Discord"))
    by_platform = [check_clock(*one) for one in told if one[0]]
    return [*found, *(by_platform or [check_clock(None, now(), "")])]


async def _check_folder(home: Path) -> list[Finding]:
    return list(await asyncio.to_thread(lambda: list(check_folder(home))))


async def _check_updates(settings: Settings) -> list[Finding]:
    return [check_updates(WeeklyUpdateState(settings.home, settings.update))]


async def _guarded(check: Awaitable[Sequence[Finding]]) -> list[Finding]:
    """Return the findings of a check; an error in it is a finding too."""
    try:
        return list(await check)
    except Exception as problem:  # noqa: BLE001 - a check that fails must hide no other
        return [failed("doctor", f"a check stumbled ({type(problem).__name__})", "report this")]
