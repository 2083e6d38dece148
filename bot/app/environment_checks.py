"""Check the bot's environment: folders, database, clock, feeds and updates."""

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.app.store_config import StoreConfig
from bot.cards.text import count
from bot.errors import BotError, StoreError
from bot.importer.feed_store import FeedStore
from bot.importer.http_response import FEEDS, Fetch
from bot.importer.import_post import RunIsolated
from bot.importer.parse_feed import parse_feed
from bot.importer.urls import without_secrets
from bot.model.channel import Channel, Subscription
from bot.model.doctor_finding import Finding, failed, off, ok, warning
from bot.private_files import make_file, make_folder
from bot.store.database import open_database
from bot.store.file_systems import network_file_system
from bot.store.subscriptions import Subscriptions
from bot.updates.weekly_update_state import WeeklyUpdateState

_MEGABYTE = 1_000_000
_LITTLE, _TOO_LITTLE = 500 * _MEGABYTE, 50 * _MEGABYTE  # an index takes about 60 MB while it is rebuilt
_SLIGHTLY_OFF, _FAR_OFF = dt.timedelta(seconds=30), dt.timedelta(minutes=5)  # older signed requests are refused
_SET_CLOCK = "switch on time synchronization (NTP), e.g. timedatectl set-ntp true"
OFFER = "Keep this current?"


def check_folder(home: Path) -> Iterator[Finding]:
    """Check that the bot can write into its folder, and that there is room."""
    try:
        make_folder(home)
        tried = home / "doctor.tmp"
        make_file(tried)
        tried.unlink()
        free = shutil.disk_usage(home).free
    except OSError as fault:
        yield failed("folder", f"{home}: cannot be written ({fault.strerror})", "set KUBECON_HOME to a folder that can")
        return
    told = f"{home}: {free // _MEGABYTE:,} MB free"
    if free < _LITTLE:
        judge = failed if free < _TOO_LITTLE else warning
        yield judge("disk", told, "make room, or set KUBECON_HOME to a folder on a larger disk")
    else:
        yield ok("disk", told)


async def subscribed_channels(config: StoreConfig, platform: str) -> list[Channel]:
    """Return the channels of a platform that get digests, none if the database cannot be read."""
    try:
        subscriptions = await _subscriptions(config)
    except StoreError:
        return []
    return [one.channel for one in subscriptions if one.channel.platform == platform]


async def _subscriptions(config: StoreConfig) -> list[Subscription]:
    database = await open_database(config.url, config.home)
    try:
        return [one for one, _ in await Subscriptions(database).all()]
    finally:
        await database.close()


async def check_database(config: StoreConfig) -> list[Finding]:
    """Check that the database works, and list channels whose digests are paused."""
    try:
        subscriptions = await _subscriptions(config)
    except StoreError as fault:
        return [failed("database", str(fault), "start the database, or fix KUBECON_DATABASE_URL")]
    kind_of_database = "SQLite" if _is_file(config) else "PostgreSQL"
    found = [ok("database", f"{kind_of_database}, {count(len(subscriptions), 'subscription')}")]
    if _is_file(config) and (kind := network_file_system(config.home)):
        remedy = "keep KUBECON_HOME on a local disk, or use PostgreSQL (KUBECON_DATABASE_URL)"
        found.append(warning("database", f"it is on a network file system ({kind}), where files break", remedy))
    for one in subscriptions:
        if one.paused:
            told = f"{one.channel}: paused, {one.paused}"
            found.append(warning("digests", told, "fix that, then type /kubecon digest on in the channel"))
    return found


def _is_file(config: StoreConfig) -> bool:
    return config.url.partition(":")[0] in {"", "sqlite"}


def check_clock(told: dt.datetime | None, now: dt.datetime, by: str) -> Finding:
    """Compare the clock with the time of a platform, None if there is none."""
    if told is None:
        return off("clock", "no platform is there to compare it with")
    apart = abs(now - told)
    text = f"{apart.total_seconds():.0f} seconds apart from {by}'s"
    if apart > _FAR_OFF:
        return failed("clock", f"{text}: requests are refused, and digests come at other times", _SET_CLOCK)
    return warning("clock", text, _SET_CLOCK) if apart > _SLIGHTLY_OFF else ok("clock", text)


async def check_feeds(feeds: Sequence[str], home: Path, fetch: Fetch, run_isolated: RunIsolated) -> list[Finding]:
    """Fetch each feed that is followed, and read it."""
    followed = dict.fromkeys((*feeds, *FeedStore(home / "feeds").added()))
    if not followed:
        return [off("feeds", "none is followed", "kubecon add --feed https://... follows one")]
    return [await _check_feed(url, fetch, run_isolated) for url in followed]


async def _check_feed(url: str, fetch: Fetch, run_isolated: RunIsolated) -> Finding:
    place = without_secrets(url)
    try:
        posts = await run_isolated(parse_feed, await fetch(url, FEEDS), place)
    except BotError as fault:
        return failed("feed", str(fault), f"fix its address in KUBECON_FEEDS, or: kubecon feeds --remove {place}")
    return ok("feed", f"{place}: {count(len(posts), 'post')}")


def check_updates(weekly: WeeklyUpdateState) -> Finding:
    """Report whether weekly updates are on, and how to turn them on."""
    if weekly.is_on():
        return ok("updates", "each week")
    if weekly.may_be_changed():
        return off(
            "updates", OFFER, "set KUBECON_UPDATE=weekly in .env, or run kubecon doctor in a terminal and say yes"
        )
    return off("updates", "off, as KUBECON_UPDATE says")
